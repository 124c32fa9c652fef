package dev.sonde.network.program.script;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The language of TorchScript's archives. */
final class Syntax {

  private Syntax() {}

  /** What has a value. */
  sealed interface Expression {
    /** {@code x}, or the root of {@code torch.add}. */
    record Name(String name) implements Expression {}

    record Whole(long value) implements Expression {}

    record Real(double value) implements Expression {}

    record Text(String value) implements Expression {}

    record Truth(boolean value) implements Expression {}

    record Nothing() implements Expression {}

    /** {@code x.y}. */
    record Attribute(Expression of, String name) implements Expression {}

    /** {@code x[i]}; types have several in the brackets. */
    record Item(Expression of, List<Expression> index) implements Expression {}

    record Call(Expression function, List<Argument> arguments, int line) implements Expression {}

    record ListOf(List<Expression> items) implements Expression {}

    record TupleOf(List<Expression> items) implements Expression {}

    /** Key and value by turns. */
    record DictionaryOf(List<Expression> entries) implements Expression {}

    record Negative(Expression of) implements Expression {}

    /** {@code yes if condition else no}. */
    record Choice(Expression condition, Expression yes, Expression no) implements Expression {}
  }

  /**
   * @param name empty where the place decides
   */
  record Argument(String name, Expression value) {}

  /** What is done. */
  sealed interface Statement {
    /**
     * @param targets names, attributes or items; several where a tuple is taken apart
     * @param apart whether the value is taken apart, be it for one target
     */
    record Assign(List<Expression> targets, boolean apart, Expression value, int line)
        implements Statement {}

    record Evaluate(Expression value, int line) implements Statement {}

    record If(Expression condition, List<Statement> yes, List<Statement> no, int line)
        implements Statement {}

    record While(Expression condition, List<Statement> body, int line) implements Statement {}

    /** {@code for name in range(count)}. */
    record For(String name, Expression count, List<Statement> body, int line)
        implements Statement {}

    record With(Expression context, List<Statement> body, int line) implements Statement {}

    record Return(@Nullable Expression value, int line) implements Statement {}
  }

  /**
   * @param type as it is written; null for {@code self} in old archives
   */
  record Parameter(String name, @Nullable Expression type, Optional<Expression> fallback) {}

  record Function(String name, List<Parameter> parameters, List<Statement> body, int line) {}

  /**
   * A class.
   *
   * @param base {@code Module}, {@code NamedTuple}; empty for other classes
   * @param parameters names of the attributes that are trained
   * @param fields its attributes in order
   */
  record ClassOf(
      String name,
      String base,
      List<String> parameters,
      List<String> fields,
      List<Function> methods) {}

  /** The classes and functions of one file. */
  record Unit(List<ClassOf> classes, List<Function> functions) {}
}
