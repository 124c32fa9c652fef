package dev.sonde.network.onnx;

import dev.sonde.network.layer.Pass;
import dev.sonde.network.memory.MemoryBudget;
import dev.sonde.network.memory.MemoryException;
import dev.sonde.network.probe.ConvolutionTap;
import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Scope;
import dev.sonde.network.torch.Spatial;
import dev.sonde.network.torch.TorchException;
import dev.sonde.network.work.WorkBudget;
import dev.sonde.network.work.WorkException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One run of a graph within a pass. What a node makes on its way is freed when it is done, a value
 * when the last node that reads it has run, unless gradients are asked for.
 */
final class Run {

  private final String file;
  private final Pass pass;
  private final MemoryBudget budget;
  private final WorkBudget work;
  private final Ledger ledger;
  private long steps;
  private long rounds;

  Run(String file, Pass pass, MemoryBudget budget, WorkBudget work) {
    this.file = file;
    this.pass = pass;
    this.budget = budget;
    this.work = work;
    this.ledger = new Ledger(budget);
  }

  String file() {
    return file;
  }

  Pass pass() {
    return pass;
  }

  MemoryBudget budget() {
    return budget;
  }

  WorkBudget work() {
    return work;
  }

  Ledger ledger() {
    return ledger;
  }

  Datum constant(String name, Constant constant) {
    return switch (constant) {
      case Constant.OfParameter parameter -> {
        Array array = pass.parameter(parameter.address());
        ledger.ignore(array);
        yield Datum.of(array);
      }
      case Constant.OfTensor(var tensor, var type) -> {
        try {
          budget.require(tensor.byteSize());
        } catch (MemoryException e) {
          throw new GraphException(file + ": constant '" + name + "' " + e.getMessage(), e);
        }
        yield Datum.of(pass.remembered("constant " + name, () -> Array.of(tensor, type)));
      }
      case Constant.OfText text -> text.text();
      case Constant.Unusable unusable ->
          throw new GraphException(file + ": constant '" + name + "' " + unusable.why());
    };
  }

  /**
   * Runs a block.
   *
   * @param around the values that it can name beside its own; null for the model's graph and for
   *     functions
   * @param suffix what is added to the addresses of its sites
   * @return values that the caller holds, until it lets them go
   */
  List<Datum> run(Block block, @Nullable Frame around, String suffix, List<Datum> inputs) {
    if (pass.recordsGradients()) {
      return run(new Frame(this, null, block, around, suffix), block, inputs);
    }
    try (Scope scope = new Scope()) {
      Frame frame = new Frame(this, scope, block, around, suffix);
      List<Datum> outputs = raised(run(frame, block, inputs), scope);
      frame.forgetAll();
      return outputs;
    }
  }

  private List<Datum> run(Frame frame, Block block, List<Datum> inputs) {
    for (int i = 0; i < block.inputs().size() && i < inputs.size(); i++) {
      frame.give(block.inputs().get(i), inputs.get(i));
    }
    for (Step step : block.steps()) {
      run(step, frame);
      if (!pass.recordsGradients()) step.last().forEach(frame::forget);
    }
    List<Datum> outputs = new ArrayList<>();
    for (String name : block.outputs()) {
      Datum output =
          frame
              .find(name)
              .orElseThrow(
                  () -> new GraphException(file + ": nothing computes the output '" + name + "'"));
      ledger.hold(output);
      outputs.add(output);
    }
    return outputs;
  }

  private static List<Datum> raised(List<Datum> values, Scope scope) {
    List<Datum> raised = new ArrayList<>();
    for (Datum value : values) raised.add(raised(value, scope));
    return raised;
  }

  /** Handles of their own that outlive a scope. */
  private static Datum raised(Datum value, Scope scope) {
    return switch (value) {
      case Datum.OfArray(Array array) -> Datum.of(scope.raise(array));
      case Datum.OfSequence(List<Datum> elements) -> new Datum.OfSequence(raised(elements, scope));
      case Datum.OfText _, Datum.Nothing _ -> value;
    };
  }

  /** Frees a value that {@link #run} gave and nothing reads any more. */
  void letGo(Datum value) {
    ledger.drop(value);
    if (pass.recordsGradients()) return;
    switch (value) {
      case Datum.OfArray(Array array) -> array.close();
      case Datum.OfSequence(List<Datum> elements) -> elements.forEach(Run::close);
      case Datum.OfText _, Datum.Nothing _ -> {}
    }
  }

  private static void close(Datum value) {
    switch (value) {
      case Datum.OfArray(Array array) -> array.close();
      case Datum.OfSequence(List<Datum> elements) -> elements.forEach(Run::close);
      case Datum.OfText _, Datum.Nothing _ -> {}
    }
  }

  private void run(Step step, Frame frame) {
    if (++steps > Limits.RUN_STEPS) {
      throw new GraphException(
          file + ": runs more than " + Limits.RUN_STEPS + " nodes; is there a loop without end?");
    }
    List<Optional<Datum>> inputs = new ArrayList<>();
    for (String name : step.node().inputs()) {
      inputs.add(name.isEmpty() ? Optional.empty() : Optional.of(value(step, frame, name)));
    }
    Call call = new Call(step, this, frame, inputs);
    List<Datum> outputs = remembered(step, call, inputs);
    List<String> names = step.node().outputs();
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i).isEmpty()) continue;
      if (i >= outputs.size()) {
        throw call.refused("has an output '" + names.get(i) + "' that is not computed");
      }
      set(step, call, frame, i, outputs.get(i));
    }
    if (pass.probed())
      call.convolution().ifPresent(geometry -> convolved(step, frame, call, geometry));
  }

  /** What another call computed of the same inputs; a node that runs graphs has sites within. */
  private List<Datum> remembered(Step step, Call call, List<Optional<Datum>> inputs) {
    if (!pass.remembers() || !step.blocks().isEmpty()) return compute(step, call, inputs);
    List<Object> given = new ArrayList<>();
    for (Optional<Datum> input : inputs) {
      switch (input.orElse(null)) {
        case null -> given.add("");
        case Datum.OfArray(Array array) -> given.add(array);
        case Datum.OfText _, Datum.OfSequence _, Datum.Nothing _ -> {
          return compute(step, call, inputs);
        }
      }
    }
    Optional<List<Array>> known = pass.recall(step, given);
    if (known.isPresent()) return known.get().stream().map(Datum::of).toList();
    List<Datum> outputs = compute(step, call, inputs);
    List<Array> arrays = new ArrayList<>();
    for (Datum output : outputs)
      if (output instanceof Datum.OfArray(Array array)) arrays.add(array);
    if (arrays.size() == outputs.size()) pass.remember(step, given, arrays);
    return outputs;
  }

  private void set(Step step, Call call, Frame frame, int output, Datum computed) {
    Datum value = computed;
    if (computed instanceof Datum.OfArray(Array array)) {
      value = Datum.of(visit(step.sites().get(output), frame.suffix(), own(array, call)));
    }
    try {
      frame.set(step.node().outputs().get(output), value);
    } catch (MemoryException e) {
      throw call.refused(String.valueOf(e.getMessage()));
    }
  }

  private void convolved(Step step, Frame frame, Call call, Spatial.Geometry geometry) {
    Site site = step.sites().getFirst();
    if (!(frame.find(step.node().outputs().getFirst()).orElseThrow()
        instanceof Datum.OfArray(Array output))) {
      throw new IllegalStateException("a convolution gives an array");
    }
    pass.convolved(
        new ConvolutionTap.Use(
            site.address() + frame.suffix(),
            named(site, frame.suffix()),
            call.input(0).shape(),
            call.input(1),
            geometry,
            output));
  }

  /** A value that an operator passes on as it is: as a site it has a gradient of its own. */
  private Array own(Array output, Call call) {
    return pass.recordsGradients() && call.isGiven(output) ? output.alias() : output;
  }

  private Datum value(Step step, Frame frame, String name) {
    return frame
        .find(name)
        .orElseThrow(
            () ->
                new GraphException(
                    file + ": " + step.called() + " reads '" + name + "', which nothing computes"));
  }

  void countRound(Call call) {
    if (++rounds > Limits.ROUNDS) {
      throw call.refused("runs more than " + Limits.ROUNDS + " rounds; does it ever end?");
    }
  }

  /** What a hostile file can bring about in an operator is an error of that file. */
  private List<Datum> compute(Step step, Call call, List<Optional<Datum>> inputs) {
    try {
      if (!step.operator().views()) call.requireRoom();
      call.chargeInputs();
      if (pass.recordsGradients()) return charged(inputs, step.operator().of(call));
      try (Scope scope = new Scope()) {
        List<Datum> outputs = raised(charged(inputs, step.operator().of(call)), scope);
        call.letGo();
        return outputs;
      }
    } catch (MemoryException | WorkException e) {
      throw call.refused(String.valueOf(e.getMessage()));
    } catch (TorchException
        | ArithmeticException
        | IllegalArgumentException
        | IndexOutOfBoundsException
        | NegativeArraySizeException e) {
      String shapes =
          inputs.stream()
              .map(input -> input.map(Datum::words).orElse("nothing"))
              .collect(Collectors.joining(", "));
      throw new GraphException(
          file + ": " + step.called() + " cannot be computed of " + shapes + ": " + e.getMessage(),
          e);
    }
  }

  /** Counts what was written; what shares the memory of an input was not. */
  private List<Datum> charged(List<Optional<Datum>> inputs, List<Datum> outputs) {
    Set<Long> given = new HashSet<>();
    for (Optional<Datum> input : inputs) {
      if (input.orElse(null) instanceof Datum.OfArray(Array array)) given.add(array.memory());
    }
    for (Datum output : outputs) {
      boolean view = output instanceof Datum.OfArray(Array array) && given.contains(array.memory());
      if (!view) work.charge(output.numbers());
    }
    return outputs;
  }

  Array visit(Site site, String suffix, Array value) {
    if (!pass.probed()) return value;
    return pass.visit(
        site.address() + suffix, named(site, suffix), value, site.unitAxis(value.rank()));
  }

  private static List<String> named(Site site, String suffix) {
    if (suffix.isEmpty()) return site.aliases();
    return site.aliases().stream().map(alias -> alias + suffix).toList();
  }
}
