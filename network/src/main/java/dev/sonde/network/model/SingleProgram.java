package dev.sonde.network.model;

import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.network.layer.ParameterSpec;
import dev.sonde.network.layer.Pass;
import dev.sonde.network.program.Executor;
import dev.sonde.network.program.ProgramInput;
import dev.sonde.network.torch.Array;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A program of which one input and one output matter.
 *
 * @param input its name
 * @param output its name; empty for the first
 */
@SuppressWarnings("exports") // The executor is for this module only.
public record SingleProgram(Executor executor, Path file, String input, String output)
    implements Model<Array, Array> {

  /**
   * @param output the name of the output that is meant; empty for the first
   * @throws CheckpointException if the program needs several inputs
   */
  static SingleProgram of(Executor executor, Path file, String output) {
    List<String> inputs =
        executor.program().inputs().stream()
            .filter(input -> input.fallback().isEmpty())
            .map(ProgramInput::name)
            .toList();
    if (inputs.size() == 1) return new SingleProgram(executor, file, inputs.getFirst(), output);
    throw new CheckpointException(
        file + ": its program has the inputs " + inputs + ", expected one, such as images");
  }

  @Override
  public List<ParameterSpec> parameters() {
    return executor.specs();
  }

  @Override
  public Array forward(Pass pass, Array input) {
    Map<String, Array> outputs = executor.run(pass, Map.of(this.input, input));
    String name =
        output.isEmpty() && !outputs.isEmpty() ? outputs.keySet().iterator().next() : output;
    if (outputs.containsKey(name)) return Objects.requireNonNull(outputs.get(name));
    throw new CheckpointException(
        file + ": no output '" + name + "'; the program has " + outputs.keySet());
  }

  @Override
  public Map<String, String> description() {
    return Map.of("model", "program", "program", executor.toString());
  }
}
