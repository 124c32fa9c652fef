package dev.sonde.network.model;

import dev.sonde.network.layer.ParameterSpec;
import dev.sonde.network.layer.Pass;
import dev.sonde.network.onnx.Graph;
import dev.sonde.network.torch.Array;
import java.util.List;
import java.util.Map;

/**
 * An imported graph: arrays by the names of its inputs to arrays by the names of its outputs.
 *
 * <pre>{@code
 * try (var net = Network.open(Path.of("resnet20.onnx"), GraphModel.class)) {
 *   Capture seen = net.run(Map.of("image", images), Tap.values("layer1.0.conv1"));
 * }
 * }</pre>
 */
@SuppressWarnings("exports") // The graph is for this module only.
public record GraphModel(Graph graph) implements Model<Map<String, Array>, Map<String, Array>> {

  @Override
  public List<ParameterSpec> parameters() {
    return graph.parameters();
  }

  @Override
  public Map<String, Array> forward(Pass pass, Map<String, Array> input) {
    return graph.run(pass, input);
  }

  /** Says that the architecture is the file's own: it cannot be rebuilt from words. */
  @Override
  public Map<String, String> description() {
    return Map.of("model", "onnx", "graph", graph.toString());
  }
}
