package dev.sonde.network.program;

import dev.sonde.network.torch.Operator;
import dev.sonde.network.torch.Operators;
import dev.sonde.network.torch.Schema;
import dev.sonde.network.torch.TorchException;
import dev.sonde.network.torch.Value;
import dev.sonde.network.work.WorkException;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds operators for calls and makes them. */
final class Calls {

  /**
   * What a call gave.
   *
   * @param arguments one per argument of the schema; none for operators that are not libtorch's
   * @param schema of the operator that was called, if it is libtorch's
   * @param work steps that it counts as beside its own: long lists take time
   */
  record Outcome(List<Value> values, List<Value> arguments, Optional<Schema> schema, long work) {

    /** An argument by its name in the schema. */
    @Nullable Value argument(String name) {
      return schema.flatMap(s -> s.given(name, arguments)).orElse(null);
    }

    /** Whether a result has memory of its own. */
    Places.Making making(int result) {
      if (schema.isEmpty()) return Places.Making.VIEW;
      List<Schema.Returned> returns = schema.get().returns();
      boolean shared = returns.get(Math.min(result, returns.size() - 1)).shared();
      if (schema.get().writes()) return Places.Making.WRITTEN;
      return shared ? Places.Making.VIEW : Places.Making.NEW;
    }
  }

  private static final long ITEMS_A_STEP = 64;

  private final Run run;

  Calls(Run run) {
    this.run = run;
  }

  /**
   * @param number of the step in the run: random numbers differ from step to step and are the same
   *     in every run
   */
  Outcome call(Step.Call call, Given given, long number) {
    try {
      Optional<Value> own = Builtins.call(run, call.operator(), given);
      if (own.isPresent()) {
        if (own.get() instanceof Value.OfArray made)
          run.work().charge((double) made.array().count());
        return new Outcome(List.of(own.get()), List.of(), Optional.empty(), work(given));
      }
      Operator.Fitted fitted = choose(call, given);
      Schema schema = fitted.operator().schema();
      List<Value> arguments = fitted.arguments();
      if (schema.writes()) requireOwn(schema, arguments);
      Guards.require(schema, arguments);
      run.memory().require(schema, arguments);
      run.work().call(1);
      WorkRules.charge(run.work(), schema, arguments);
      List<Value> values = fitted.call(number);
      run.memory().hold(values);
      WorkRules.chargeWritten(run.work(), arguments, values);
      return new Outcome(values, arguments, Optional.of(schema), 0);
    } catch (ProgramException e) {
      throw e;
    } catch (TorchException
        | WorkException
        | ArithmeticException
        | IllegalArgumentException
        | IndexOutOfBoundsException
        | NegativeArraySizeException
        | NoSuchElementException
        | ClassCastException e) {
      throw refused(call, given, String.valueOf(e.getMessage()), e);
    }
  }

  private static long work(Given given) {
    long items = 0;
    for (Value value : given.places()) {
      items += CollectionOperators.items(value).map(List::size).orElse(0);
      if (value instanceof Value.Mapping map) items += map.entries().size();
    }
    return items / ITEMS_A_STEP;
  }

  private Operator.Fitted choose(Step.Call call, Given given) {
    List<Operator> overloads = Operators.named(call.operator());
    if (overloads.isEmpty()) {
      throw new ProgramException(
          run.file()
              + ": operator '"
              + call.operator()
              + "' is not among those that a file may call: functions of arrays and numbers"
              + call.origin().words());
    }
    Operator.Fitted fitted = choose(call, given, overloads, true);
    if (fitted == null) fitted = choose(call, given, overloads, false);
    if (fitted != null) return fitted;
    String wanted =
        overloads.stream()
            .map(Operator::schema)
            .filter(
                one -> call.overload().isEmpty() || call.overload().get().equals(one.overload()))
            .map(one -> one.arguments().stream().map(a -> a.type() + " " + a.name()).toList())
            .map(Object::toString)
            .collect(Collectors.joining(" or "));
    throw refused(call, given, "it takes " + (wanted.isEmpty() ? "other overloads" : wanted), null);
  }

  /**
   * The first overload that takes what is given.
   *
   * @param strict whether numbers must be of the very kind, not only convertible
   */
  private static Operator.@Nullable Fitted choose(
      Step.Call call, Given given, List<Operator> overloads, boolean strict) {
    for (Operator operator : overloads) {
      Schema schema = operator.schema();
      if (call.overload().isPresent() && !call.overload().get().equals(schema.overload())) continue;
      List<Value> bound = given.bind(schema);
      if (bound == null) continue;
      Operator.Fitted fitted = operator.fit(calm(schema, bound), strict);
      if (fitted != null) return fitted;
    }
    return null;
  }

  /** The same arguments with dropout off: networks are looked at, not trained. */
  private static List<Value> calm(Schema schema, List<Value> arguments) {
    if (!schema.random()) return arguments;
    List<Value> calm = new ArrayList<>(arguments);
    for (int i = 0; i < calm.size(); i++) {
      switch (schema.arguments().get(i).name()) {
        case "train", "training" -> calm.set(i, Value.of(false));
        case "dropout_p" -> calm.set(i, Value.of(0.0));
        default -> {}
      }
    }
    return calm;
  }

  private void requireOwn(Schema schema, List<Value> arguments) {
    for (int i = 0; i < arguments.size(); i++) {
      if (schema.arguments().get(i).written()
          && arguments.get(i) instanceof Value.OfArray array
          && run.isTrained(array.array())) {
        throw new TorchException("it would change a trained parameter in place");
      }
    }
  }

  private ProgramException refused(
      Step.Call call, Given given, String why, @Nullable Exception cause) {
    String kinds = given.all().stream().map(Value::kind).collect(Collectors.joining(", "));
    return new ProgramException(
        run.file()
            + ": operator '"
            + call.operator()
            + "'"
            + call.origin().words()
            + " cannot be computed of "
            + (kinds.isEmpty() ? "nothing" : kinds)
            + ": "
            + why,
        cause);
  }
}
