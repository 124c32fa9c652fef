package dev.sonde.network.program;

import dev.sonde.tensor.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A computation that a file describes: operators called by name, branches, loops and functions, and
 * for every value the module that made it. Whatever the file, it becomes this, and is run by one
 * executor; see {@link ProgramBuilder} for how it is made.
 *
 * @param file as messages name it
 * @param inputs what a caller gives
 * @param body the computation; its results are the outputs
 * @param outputs names of the outputs, as many as the body's results; a result that is a collection
 *     is taken apart under its name
 * @param constants arrays that the program reads, by address: float32 ones are parameters, through
 *     which gradients flow
 * @param trained addresses of the constants that were trained
 * @param functions what {@link Step.Invoke} calls, by name
 * @param source words for what wrote the file, such as {@code torch.export of PyTorch 2.14}
 */
public record Program(
    String file,
    String source,
    List<ProgramInput> inputs,
    Block body,
    List<String> outputs,
    Map<String, Tensor> constants,
    java.util.Set<String> trained,
    Map<String, Function> functions) {

  /**
   * A function.
   *
   * @param name as in its source
   * @param parameters what it is given
   * @param body its one result is what it gives back
   */
  public record Function(String name, List<Parameter> parameters, Block body) {
    public Function {
      parameters = List.copyOf(parameters);
    }
  }

  /**
   * One parameter of a function.
   *
   * @param fallback what stands there when nothing is given; null if something must
   */
  public record Parameter(String name, @org.jspecify.annotations.Nullable Operand fallback) {}

  public Program {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    constants = Collections.unmodifiableMap(new LinkedHashMap<>(constants));
    trained = java.util.Set.copyOf(trained);
    functions = Map.copyOf(functions);
  }
}
