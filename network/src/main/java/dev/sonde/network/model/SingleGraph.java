package dev.sonde.network.model;

import dev.sonde.checkpoint.onnx.OnnxValueInfo;
import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.network.layer.ParameterSpec;
import dev.sonde.network.layer.Pass;
import dev.sonde.network.onnx.Graph;
import dev.sonde.network.torch.Array;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * An imported graph of which one input and one output matter.
 *
 * @param input its name
 * @param output its name
 */
@SuppressWarnings("exports") // The graph is for this module only.
public record SingleGraph(Graph graph, String input, String output) implements Model<Array, Array> {

  /**
   * @param output the name of the output that is meant; empty for the first
   * @throws CheckpointException if the graph has several inputs, or no such output
   */
  static SingleGraph of(Graph graph, Path file, String output) {
    List<String> inputs = graph.inputs().stream().map(OnnxValueInfo::name).toList();
    List<String> outputs = graph.outputs().stream().map(OnnxValueInfo::name).toList();
    if (inputs.size() != 1) {
      throw new CheckpointException(
          file + ": its graph has the inputs " + inputs + ", expected one, such as images");
    }
    if (outputs.isEmpty() || !(output.isEmpty() || outputs.contains(output))) {
      throw new CheckpointException(
          file + ": no output '" + output + "'; the graph has " + outputs);
    }
    return new SingleGraph(
        graph, inputs.getFirst(), output.isEmpty() ? outputs.getFirst() : output);
  }

  @Override
  public List<ParameterSpec> parameters() {
    return graph.parameters();
  }

  @Override
  public Array forward(Pass pass, Array input) {
    return Objects.requireNonNull(graph.run(pass, Map.of(this.input, input)).get(output));
  }

  @Override
  public Map<String, String> description() {
    return Map.of("model", "onnx", "graph", graph.toString());
  }
}
