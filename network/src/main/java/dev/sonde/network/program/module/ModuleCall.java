package dev.sonde.network.program.module;

import dev.sonde.network.program.Operand;
import dev.sonde.network.program.Origin;
import dev.sonde.network.program.ProgramException;
import dev.sonde.network.program.Site;
import dev.sonde.network.program.Step;
import dev.sonde.network.torch.Value;
import dev.sonde.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** One use of a module, and the words in which rules write what it computes. */
record ModuleCall(ModuleLowering lowering, ModuleTree module, List<Operand> inputs) {

  Operand x() {
    if (inputs.isEmpty()) throw wrong("it has no input");
    return inputs.getFirst();
  }

  ProgramException wrong(String what) {
    return lowering.wrong(module, what);
  }

  private Origin origin() {
    String type = module.type();
    return Origin.of(module.path(), type.substring(type.lastIndexOf('.') + 1));
  }

  // What is computed

  /** Calls an operator of libtorch. */
  Operand op(String operator, Operand... arguments) {
    return lowering.builder().call("aten::" + operator, origin(), arguments);
  }

  /** As {@link #op}; what it gives is the module's, with units along an axis (0: by rank). */
  Operand own(int unitAxis, String operator, Operand... arguments) {
    if (module.path().isEmpty()) return op(operator, arguments);
    Site site = new Site(module.path(), List.of(), unitAxis);
    return lowering.builder().call("aten::" + operator, origin(), site, arguments);
  }

  /** As {@link #op}, seen by probes at {@code PATH@PART}. */
  Operand seen(String part, String operator, Operand... arguments) {
    Site site = Site.of(module.path() + "@" + part);
    return lowering.builder().call("aten::" + operator, origin(), site, arguments);
  }

  /** An operator of several results; the first is the module's. */
  List<Operand> several(String operator, int results, int unitAxis, Operand... arguments) {
    List<Step.Argument> given = Arrays.stream(arguments).map(Step.Argument::of).toList();
    List<Step.Result> names = new ArrayList<>();
    for (int i = 0; i < results; i++) {
      boolean isSite = i == 0 && !module.path().isEmpty();
      Optional<Site> site =
          isSite ? Optional.of(new Site(module.path(), List.of(), unitAxis)) : Optional.empty();
      names.add(new Step.Result(lowering.builder().fresh(), site));
    }
    lowering
        .builder()
        .step(new Step.Call("aten::" + operator, Optional.empty(), given, names, origin()));
    return names.stream().map(name -> Operand.named(name.name())).toList();
  }

  /** What the modules in it gave, as the module's own. */
  Operand asOwn(Operand value) {
    return module.path().isEmpty() ? value : own(0, "alias", value);
  }

  // The modules in it

  boolean hasChild(String name) {
    return module.children().containsKey(name);
  }

  ModuleTree child(String name) {
    ModuleTree child = module.children().get(name);
    if (child != null) return child;
    throw wrong("it has no module '" + name + "'");
  }

  /** Runs a module in it that gives one value. */
  Operand run(String name, Operand... given) {
    return lowering.one(child(name), given);
  }

  /** Runs it if it is there; otherwise the value as it is. */
  Operand runIfAny(String name, Operand given) {
    return hasChild(name) ? run(name, given) : given;
  }

  // Its tensors

  Optional<Operand> tensorIfAny(String name, boolean trained) {
    return lowering.tensor(ModuleTree.join(module.path(), name), trained);
  }

  Operand weight(String name) {
    return tensorIfAny(name, true).orElseThrow(() -> wrong("it has no '" + name + "'"));
  }

  /** A tensor that may be left out, such as a bias. */
  Operand optional(String name) {
    return tensorIfAny(name, true).orElse(Operand.none());
  }

  Shape shape(String name) {
    return lowering
        .shape(ModuleTree.join(module.path(), name))
        .orElseThrow(() -> wrong("it has no '" + name + "'"));
  }

  // Its settings

  private Value setting(String name) {
    return Objects.requireNonNullElse(module.settings().get(name), Value.nothing());
  }

  boolean has(String name) {
    return !(setting(name) instanceof Value.Nothing);
  }

  boolean truth(String name, boolean usual) {
    return setting(name) instanceof Value.Truth truth ? truth.truth() : usual;
  }

  double real(String name, double usual) {
    return switch (setting(name)) {
      case Value.Real real -> real.number();
      case Value.Whole whole -> whole.number();
      default -> usual;
    };
  }

  long whole(String name, long usual) {
    return setting(name) instanceof Value.Whole whole ? whole.number() : usual;
  }

  String text(String name, String usual) {
    return setting(name) instanceof Value.Text text ? text.text() : usual;
  }

  /** A setting as the operator takes it: a text, or numbers, one for each axis. */
  Operand given(String name, int axes, long usual) {
    return switch (setting(name)) {
      case Value.Text text -> new Operand.Literal(text);
      case Value.Whole whole -> Operand.list(repeated(whole.number(), axes));
      case Value.Tuple tuple -> Operand.list(numbers(name, tuple));
      default -> Operand.list(repeated(usual, axes));
    };
  }

  /** Numbers of a setting, one for each axis. */
  long[] wholes(String name, int axes, long usual) {
    return switch (setting(name)) {
      case Value.Whole whole -> repeated(whole.number(), axes);
      case Value.Tuple tuple -> numbers(name, tuple);
      default -> repeated(usual, axes);
    };
  }

  private static long[] repeated(long number, int axes) {
    long[] all = new long[axes];
    Arrays.fill(all, number);
    return all;
  }

  private long[] numbers(String name, Value.Tuple tuple) {
    long[] numbers = new long[tuple.items().size()];
    for (int i = 0; i < numbers.length; i++) {
      if (!(tuple.items().get(i) instanceof Value.Whole whole)) {
        throw wrong("its " + name + " is no list of whole numbers");
      }
      numbers[i] = whole.number();
    }
    return numbers;
  }
}
