package dev.sonde.network.program;

import dev.sonde.network.layer.ParameterSpec;
import dev.sonde.network.layer.Pass;
import dev.sonde.network.layer.Role;
import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Value;
import dev.sonde.network.wiring.Wiring;
import dev.sonde.tensor.DType;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs a program.
 *
 * <pre>{@code
 * Executor executor = Executor.of(program, Limits.defaults());
 * Map<String, Array> outputs = executor.run(pass, Map.of("x", images));
 * }</pre>
 */
public final class Executor {

  private final Program program;
  private final Limits limits;
  private final Writing writing;
  private final Lifetimes lifetimes;

  private Executor(Program program, Limits limits) {
    this.program = program;
    this.limits = limits;
    this.writing = Writing.of(program);
    this.lifetimes = Lifetimes.of(program);
  }

  public static Executor of(Program program, Limits limits) {
    return new Executor(program, limits);
  }

  public Program program() {
    return program;
  }

  public Limits limits() {
    return limits;
  }

  Writing writing() {
    return writing;
  }

  Lifetimes lifetimes() {
    return lifetimes;
  }

  /** The sites, in the order in which they would be computed. */
  public List<DeclaredSites.Declared> sites() {
    return DeclaredSites.of(program, limits);
  }

  /** Which value is computed from which, without running. */
  public Wiring wiring() {
    return ProgramWiring.of(program, limits);
  }

  /** The constants that are parameters of a network: its float32 arrays. */
  public List<Tensor> parameters() {
    return program.constants().values().stream().filter(Executor::isParameter).toList();
  }

  /** How many numbers its constants hold. */
  double numbers() {
    return program.constants().values().stream().mapToDouble(Tensor::count).sum();
  }

  static boolean isParameter(Tensor constant) {
    return constant.dtype() == DType.FLOAT32;
  }

  /** What a network needs to hold for it. */
  public List<ParameterSpec> specs() {
    List<ParameterSpec> specs = new ArrayList<>();
    program
        .constants()
        .forEach(
            (address, tensor) -> {
              if (!isParameter(tensor)) return;
              long[] shape = tensor.shape().toArray();
              long first = shape.length == 0 ? 1 : Math.max(1, shape[0]);
              Role role =
                  !program.trained().contains(address)
                      ? Role.CONSTANT
                      : shape.length < 2 ? Role.BIAS : Role.WEIGHT;
              long fanIn = Shape.of(shape).count() / first;
              specs.add(ParameterSpec.of(address, role, fanIn, first, shape));
            });
    return specs;
  }

  /**
   * Runs.
   *
   * @param given one array per input, by name; whole numbers may stand for reals and the other way
   * @return the arrays among the outputs, by name; numbers are arrays of one
   * @throws ProgramException if an input is missing, unknown or of another shape, or a step cannot
   *     compute what it gets
   */
  public Map<String, Array> run(Pass pass, Map<String, Array> given) {
    return Outputs.of(program.file(), values(pass, Inputs.of(this).fit(given)));
  }

  /**
   * Runs with values of any kind.
   *
   * @param given one value per input, by name; inputs that have a fallback may be left out
   * @return one value per output, by name
   */
  public Map<String, Value> values(Pass pass, Map<String, Value> given) {
    double numbers = 0;
    for (Value value : given.values()) numbers += CallArguments.held(value);
    Run run = new Run(this, pass, numbers);
    Frame frame = new Frame("", "", writing.inBody(), run.memory());
    for (ProgramInput input : program.inputs()) {
      Value value = given.get(input.name());
      if (value == null) value = input.fallback().orElse(null);
      if (value == null) {
        throw new ProgramException(program.file() + ": input '" + input.name() + "' is missing");
      }
      frame.set(input.name(), run.enter(input, value));
    }
    List<Value> results = run.results(program.body(), frame);
    Map<String, Value> named = new LinkedHashMap<>();
    for (int i = 0; i < results.size(); i++) named.put(program.outputs().get(i), results.get(i));
    return named;
  }

  @Override
  public String toString() {
    return program.file() + ": " + program.inputs() + " → " + program.outputs();
  }
}
