package dev.sonde.network.program;

import dev.sonde.network.layer.Pass;
import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Value;
import dev.sonde.network.work.WorkBudget;
import dev.sonde.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One run of a program within a pass. */
final class Run {

  private final Executor executor;
  private final Program program;
  private final Pass pass;
  private final Places places;
  private final Calls calls;
  private final Map<String, Array> constants = new HashMap<>();
  private final Own own = new Own(this);
  private final Memory memory;
  private final WorkBudget work;
  private long steps;
  private int depth;

  /**
   * @param given numbers that the caller's inputs hold
   */
  Run(Executor executor, Pass pass, double given) {
    this.executor = executor;
    this.program = executor.program();
    this.pass = pass;
    this.places = new Places(pass);
    this.calls = new Calls(this);
    this.work = WorkBudget.of(executor.numbers(), given);
    this.memory =
        new Memory(executor.limits().bytes(), !pass.recordsGradients() && !pass.remembers());
  }

  Executor executor() {
    return executor;
  }

  String file() {
    return program.file();
  }

  WorkBudget work() {
    return work;
  }

  Memory memory() {
    return memory;
  }

  /** An input as the program sees it. */
  Value enter(ProgramInput input, Value value) {
    if (!(value instanceof Value.OfArray array)) return value;
    // What is written in place must not be the caller's.
    Array own =
        executor.writing().anywhere()
            ? array.array().copy()
            : pass.remembered("input " + input.name(), array::array);
    Site site = Site.of(input.name());
    Frame frame = new Frame("", "", executor.writing().inBody(), memory);
    return Value.of(places.visit(site, frame, own, input.name(), Places.Making.NEW));
  }

  /** A constant; what a run may change is the run's own. */
  Array constant(String address) {
    Array known = constants.get(address);
    if (known != null) return known;
    Tensor tensor = program.constants().get(address);
    if (tensor == null) {
      throw new ProgramException(file() + ": has no constant '" + address + "'");
    }
    Array array =
        Executor.isParameter(tensor)
            ? pass.parameter(address)
            : pass.remembered("constant " + address, () -> Array.of(tensor));
    if (executor.writing().anywhere() && !program.trained().contains(address)) array = array.copy();
    constants.put(address, array);
    memory.ignore(array);
    return array;
  }

  /** Whether an array lies in the memory of a trained parameter. */
  boolean isTrained(Array array) {
    long memory = array.memory();
    return program.trained().stream()
        .anyMatch(
            address -> constants.containsKey(address) && constants.get(address).memory() == memory);
  }

  List<Value> results(Block block, Frame frame) {
    run(block, frame);
    return block.results().stream().map(operand -> value(operand, frame, Origin.NONE)).toList();
  }

  void run(Block block, Frame frame) {
    List<List<String>> ends = executor.lifetimes().of(block);
    for (int i = 0; i < block.steps().size(); i++) {
      run(block.steps().get(i), frame);
      if (ends.isEmpty()) continue;
      for (String name : ends.get(i)) frame.end(name);
    }
  }

  private void run(Step step, Frame frame) {
    switch (step) {
      case Step.Assign assign -> {
        Value value = value(assign.value(), frame, Origin.NONE);
        frame.share(assign.value());
        frame.set(assign.name(), value);
      }
      case Step.Call call -> call(call, frame);
      case Step.Choose choose -> {
        boolean yes = truth(choose.condition(), frame, choose.origin());
        run(yes ? choose.yes() : choose.no(), frame);
      }
      case Step.Repeat repeat -> repeat(repeat, frame);
      case Step.Invoke invoke -> invoke(invoke, frame);
    }
  }

  private void repeat(Step.Repeat repeat, Frame frame) {
    String around = frame.rounds();
    for (long round = 0; ; round++) {
      count(repeat.origin());
      frame.rounds(around + "@t=" + round);
      run(repeat.test(), frame);
      if (!truth(repeat.condition(), frame, repeat.origin())) break;
      run(repeat.body(), frame);
    }
    frame.rounds(around);
  }

  private void count(Origin origin) {
    if (++steps <= executor.limits().steps()) return;
    throw new ProgramException(
        file()
            + ": runs more than "
            + executor.limits().steps()
            + " steps; is there a loop without end?"
            + origin.words());
  }

  private boolean truth(Operand operand, Frame frame, Origin origin) {
    return switch (value(operand, frame, origin)) {
      case Value.Truth truth -> truth.truth();
      case Value.Whole whole -> whole.number() != 0;
      case Value.Real real -> real.number() != 0;
      case Value.OfArray array when array.array().count() == 1 -> array.array().item() != 0;
      case Value other ->
          throw new ProgramException(
              file() + ": chooses by " + other.kind() + ", expected a truth" + origin.words());
    };
  }

  Value value(Operand operand, Frame frame, Origin origin) {
    return switch (operand) {
      case Operand.Named named -> {
        Value value = frame.get(named.name());
        if (value == null) {
          throw new ProgramException(
              file() + ": reads '" + named.name() + "', which nothing computes" + origin.words());
        }
        yield value;
      }
      case Operand.Literal literal -> literal.value();
      case Operand.Constant constant -> Value.of(constant(constant.address()));
      case Operand.Own object -> own.of(object.template());
      case Operand.Several several -> {
        List<Value> items = new ArrayList<>();
        for (Operand item : several.items()) items.add(value(item, frame, origin));
        yield new Value.Sequence(items);
      }
    };
  }

  private Given given(List<Step.Argument> arguments, Frame frame, Origin origin) {
    List<Value> inOrder = new ArrayList<>(arguments.size());
    Map<String, Value> byName = Map.of();
    for (Step.Argument argument : arguments) {
      Value value = value(argument.value(), frame, origin);
      if (argument.name().isEmpty()) {
        inOrder.add(value);
      } else {
        if (byName.isEmpty()) byName = new LinkedHashMap<>();
        byName.put(argument.name(), value);
      }
    }
    return new Given(inOrder, byName);
  }

  private void call(Step.Call call, Frame frame) {
    count(call.origin());
    Given given = given(call.arguments(), frame, call.origin());
    Optional<Array> target = overwritten(call, given, frame);
    if (target.isPresent()) given = given.withFirst(Value.of(target.get().copy()));
    Calls.Outcome outcome = remembered(call, given);
    steps += outcome.work();
    // Libtorch's operators keep no array and give new ones; the others may hand on what they got.
    boolean alone = outcome.schema().isPresent() && target.isEmpty();
    if (!alone) for (Step.Argument argument : call.arguments()) frame.share(argument.value());
    List<Value> values = fitted(call, outcome.values());
    for (int i = 0; i < values.size(); i++) {
      Step.Result result = call.results().get(i);
      Value seen = seen(result, values.get(i), given, frame, outcome.making(i));
      if (i == 0 && target.isPresent() && seen instanceof Value.OfArray array) {
        seen = Value.of(Places.written(target.get(), array.array()));
      }
      if (alone && isSame(seen, values.get(i))) frame.setSole(result.name(), seen);
      else frame.set(result.name(), seen);
    }
    // Asked for with gradients only; what a pass without them read may be freed by now.
    if (pass.recordsGradients() && !values.isEmpty() && outcome.schema().isPresent())
      convolved(call, outcome, frame);
  }

  private static boolean isSame(Value one, Value other) {
    return one instanceof Value.OfArray a
        && other instanceof Value.OfArray b
        && a.array() == b.array();
  }

  /** What another call computed of the same inputs; nothing where memory is written in place. */
  private Calls.Outcome remembered(Step.Call call, Given given) {
    if (!pass.remembers() || executor.writing().anywhere()) return calls.call(call, given, steps);
    Optional<List<Object>> inputs = Recollection.inputs(given);
    if (inputs.isEmpty()) return calls.call(call, given, steps);
    Optional<List<Array>> known = pass.recall(call, inputs.get());
    if (known.isPresent()) {
      List<Value> values = known.get().stream().map(Value::of).toList();
      return new Calls.Outcome(values, List.of(), Optional.empty(), 0);
    }
    Calls.Outcome outcome = calls.call(call, given, steps);
    Recollection.arrays(outcome.values())
        .ifPresent(arrays -> pass.remember(call, inputs.get(), arrays));
    return outcome;
  }

  /**
   * The array that the call writes, where a probe changes or differentiates the result: then it is
   * computed beside, because operators keep what they computed for their gradients, and written
   * when the probe has seen it.
   */
  private Optional<Array> overwritten(Step.Call call, Given given, Frame frame) {
    if (!pass.probed() || call.results().isEmpty() || !Writing.writes(call))
      return Optional.empty();
    Optional<Site> site = call.results().getFirst().site();
    if (site.isEmpty() || !places.changes(site.get(), frame)) return Optional.empty();
    return given.first() instanceof Value.OfArray array
        ? Optional.of(array.array())
        : Optional.empty();
  }

  private void convolved(Step.Call call, Calls.Outcome outcome, Frame frame) {
    Step.Result result = call.results().getFirst();
    if (result.site().isEmpty()) return;
    if (!(frame.get(result.name()) instanceof Value.OfArray output)) return;
    Convolutions.of(call.operator(), outcome)
        .ifPresent(
            convolution ->
                places.convolved(result.site().get(), frame, convolution, output.array()));
  }

  /** As many values as there are names for. */
  private List<Value> fitted(Step.Call call, List<Value> values) {
    int names = call.results().size();
    if (values.size() == names) return values;
    if (names == 0) return List.of();
    if (names == 1) return List.of(values.isEmpty() ? Value.nothing() : new Value.Tuple(values));
    if (values.size() == 1) {
      List<Value> items =
          switch (values.getFirst()) {
            case Value.Tuple tuple -> tuple.items();
            case Value.Sequence list -> list.items();
            default -> List.of();
          };
      if (items.size() == names) return List.copyOf(items);
    }
    // Exported programs leave out the results that nobody reads, at the end.
    if (values.size() > names) return values.subList(0, names);
    throw new ProgramException(
        file()
            + ": operator '"
            + call.operator()
            + "' gave "
            + values.size()
            + " values where the file has names for "
            + names
            + call.origin().words());
  }

  private Value seen(
      Step.Result result, Value value, Given given, Frame frame, Places.Making making) {
    if (result.site().isEmpty() || !(value instanceof Value.OfArray array) || !pass.probed()) {
      return value;
    }
    Array own = array.array();
    boolean passed =
        given.all().stream()
            .anyMatch(in -> in instanceof Value.OfArray same && same.array().isSame(own));
    return Value.of(
        places.visit(
            result.site().get(), frame, passed ? own.alias() : own, result.name(), making));
  }

  private void invoke(Step.Invoke invoke, Frame frame) {
    count(invoke.origin());
    Given given = given(invoke.arguments(), frame, invoke.origin());
    Optional<Instance> object =
        !given.places().isEmpty() && given.places().getFirst() instanceof Instance instance
            ? Optional.of(instance)
            : Optional.empty();
    Program.Function function = function(invoke, object);
    if (++depth > executor.limits().depth()) {
      throw new ProgramException(
          file()
              + ": functions call each other more than "
              + executor.limits().depth()
              + " deep"
              + invoke.origin().words());
    }
    boolean isModule = object.isPresent() && !object.get().path().isEmpty();
    Frame inner =
        new Frame(
            isModule ? object.get().path() : frame.module(),
            frame.rounds(),
            executor.writing().in(function.name()),
            memory);
    bind(function, given, inner, invoke.origin());
    List<Value> results = results(function.body(), inner);
    depth--;
    boolean alone = isSole(function.body(), inner);
    if (!alone || inner.sharesGiven()) {
      for (Step.Argument argument : invoke.arguments()) frame.share(argument.value());
    }
    Value result = results.isEmpty() ? Value.nothing() : results.getFirst();
    if (invoke.result().site().isPresent() && isModule && pass.probed()) {
      Value seen =
          places.module(invoke.result(), inner, result, frame.isWritten(invoke.result().name()));
      alone &= isSame(seen, result);
      result = seen;
    }
    if (alone) frame.setSole(invoke.result().name(), result);
    else frame.set(invoke.result().name(), result);
  }

  /** Whether what a function gives is one array that has no other name, such as a parameter's. */
  private static boolean isSole(Block body, Frame inner) {
    return body.results().size() == 1
        && body.results().getFirst() instanceof Operand.Named named
        && inner.isSole(named.name());
  }

  /** A method, {@code .forward}, is that of the object's class. */
  private Program.Function function(Step.Invoke invoke, Optional<Instance> object) {
    String name = invoke.function();
    String whole = name.startsWith(".") && object.isPresent() ? object.get().type() + name : name;
    Program.Function function = program.functions().get(whole);
    if (function != null) return function;
    throw new ProgramException(
        file() + ": calls '" + whole + "', which is not in the file" + invoke.origin().words());
  }

  private void bind(Program.Function function, Given given, Frame inner, Origin origin) {
    int place = 0;
    for (Program.Parameter parameter : function.parameters()) {
      Value named = given.names().get(parameter.name());
      Operand fallback = parameter.fallback();
      if (named != null) inner.set(parameter.name(), named);
      else if (place < given.places().size()) {
        inner.set(parameter.name(), given.places().get(place++));
      } else if (fallback != null) {
        inner.set(parameter.name(), value(fallback, inner, origin));
      } else {
        throw new ProgramException(
            file()
                + ": function '"
                + function.name()
                + "' is called without its '"
                + parameter.name()
                + "'"
                + origin.words());
      }
    }
    if (place < given.places().size()) {
      throw new ProgramException(
          file()
              + ": function '"
              + function.name()
              + "' is given more than its "
              + function.parameters().size()
              + " arguments"
              + origin.words());
    }
  }
}
