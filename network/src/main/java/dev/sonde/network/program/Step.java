package dev.sonde.network.program;

import java.util.List;
import java.util.Optional;

/** One step of a program. */
public sealed interface Step {

  /**
   * What an operator or function is given.
   *
   * @param name of the argument; empty where the place decides
   */
  record Argument(String name, Operand value) {
    public static Argument of(Operand value) {
      return new Argument("", value);
    }
  }

  /**
   * A name for one result.
   *
   * @param site the place at which probes see it; empty where they do not
   */
  record Result(String name, Optional<Site> site) {
    public static Result of(String name) {
      return new Result(name, Optional.empty());
    }
  }

  /**
   * Calls an operator.
   *
   * @param operator {@code aten::linear}
   * @param overload which of that name; empty where the arguments decide
   * @param results one per result of the operator, or one name for a tuple of them
   */
  record Call(
      String operator,
      Optional<String> overload,
      List<Argument> arguments,
      List<Result> results,
      Origin origin)
      implements Step {
    public Call {
      arguments = List.copyOf(arguments);
      results = List.copyOf(results);
    }
  }

  /** Gives a value a name, in place of what had it. */
  record Assign(String name, Operand value) implements Step {}

  /** One of two blocks, by a truth. */
  record Choose(Operand condition, Block yes, Block no, Origin origin) implements Step {}

  /**
   * A loop: runs {@code test}, ends unless {@code condition} is true, runs {@code body}, and again.
   */
  record Repeat(Block test, Operand condition, Block body, Origin origin) implements Step {}

  /** Runs a function of the program with names of its own. */
  record Invoke(String function, List<Argument> arguments, Result result, Origin origin)
      implements Step {
    public Invoke {
      arguments = List.copyOf(arguments);
    }
  }
}
