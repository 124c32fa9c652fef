package dev.sonde.network.program;

import dev.sonde.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes a program call by call.
 *
 * <pre>{@code
 * ProgramBuilder builder = new ProgramBuilder("model.keras", "Keras 3");
 * Operand x = builder.input(ProgramInput.of("image", DType.FLOAT32, axes));
 * Operand w = builder.constant(weight, true);
 * Operand y = builder.call("aten::linear", Origin.of("dense", ""), Site.of("dense"), x, w);
 * Program program = builder.result("out", y).build();
 * }</pre>
 */
public final class ProgramBuilder {

  private final String file;
  private final String source;
  private final String prefix;
  private final List<ProgramInput> inputs = new ArrayList<>();
  private final List<String> outputs = new ArrayList<>();
  private final List<Operand> results = new ArrayList<>();
  private final Map<String, Tensor> constants = new LinkedHashMap<>();
  private final Set<String> trained = new LinkedHashSet<>();
  private final Map<String, Program.Function> functions = new HashMap<>();
  private List<Step> steps = new ArrayList<>();
  private int names;

  /**
   * @param file as messages name it
   * @param source words for what wrote it
   */
  public ProgramBuilder(String file, String source) {
    this(file, source, "%");
  }

  /**
   * @param prefix of the names that it makes up: one that no name of a program has into which the
   *     steps are put
   */
  ProgramBuilder(String file, String source, String prefix) {
    this.file = file;
    this.source = source;
    this.prefix = prefix;
  }

  public Operand input(ProgramInput input) {
    inputs.add(input);
    return Operand.named(input.name());
  }

  /**
   * @param tensor under its own address
   */
  public Operand constant(Tensor tensor, boolean isTrained) {
    constants.put(tensor.address(), tensor);
    if (isTrained) trained.add(tensor.address());
    return Operand.constant(tensor.address());
  }

  public ProgramBuilder function(Program.Function function) {
    functions.put(function.name(), function);
    return this;
  }

  public ProgramBuilder result(String name, Operand value) {
    outputs.add(name);
    results.add(value);
    return this;
  }

  /** A name that nothing else has. */
  public String fresh() {
    return prefix + names++;
  }

  public ProgramBuilder step(Step step) {
    steps.add(step);
    return this;
  }

  /** A call of an operator of one result that probes see at a site. */
  public Operand call(String operator, Origin origin, Site site, Operand... arguments) {
    return call(operator, origin, Optional.of(site), arguments);
  }

  /** A call of an operator of one result. */
  public Operand call(String operator, Origin origin, Operand... arguments) {
    return call(operator, origin, Optional.empty(), arguments);
  }

  private Operand call(String operator, Origin origin, Optional<Site> site, Operand... arguments) {
    String name = fresh();
    List<Step.Argument> given = new ArrayList<>();
    for (Operand argument : arguments) given.add(Step.Argument.of(argument));
    steps.add(
        new Step.Call(
            operator, Optional.empty(), given, List.of(new Step.Result(name, site)), origin));
    return Operand.named(name);
  }

  /** Steps that {@code body} adds, as a block of their own: a branch, or the body of a loop. */
  public Block block(Runnable body) {
    List<Step> around = steps;
    steps = new ArrayList<>();
    body.run();
    Block block = Block.of(steps);
    steps = around;
    return block;
  }

  public Program build() {
    return new Program(
        file, source, inputs, new Block(steps, results), outputs, constants, trained, functions);
  }
}
