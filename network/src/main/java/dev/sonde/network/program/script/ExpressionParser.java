package dev.sonde.network.program.script;

import dev.sonde.network.program.script.Syntax.Expression;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads expressions. */
final class ExpressionParser {

  /** Binary operators, loosest first, and the functions that they stand for. */
  private static final List<Map<String, String>> OPERATORS =
      List.of(
          Map.of("or", "__or__"),
          Map.of("and", "__and__"),
          Map.of(
              "==", "eq", "!=", "ne", "<", "lt", "<=", "le", ">", "gt", ">=", "ge", "is", "__is__"),
          Map.of("|", "__or__"),
          Map.of("^", "__xor__"),
          Map.of("&", "__and__"),
          Map.of("<<", "__lshift__", ">>", "__rshift__"),
          Map.of("+", "add", "-", "sub"),
          Map.of("*", "mul", "/", "div", "//", "floordiv", "%", "remainder", "@", "matmul"),
          Map.of("**", "pow"));

  private final Cursor in;

  ExpressionParser(Cursor in) {
    this.in = in;
  }

  /** An expression, or several with commas between: a tuple. */
  Expression tuple() {
    Expression first = expression();
    if (!in.now().is(",")) return first;
    List<Expression> items = new ArrayList<>(List.of(first));
    while (in.accept(",")) {
      if (in.peek(Token.Kind.NEWLINE)) break;
      items.add(expression());
    }
    return new Expression.TupleOf(items);
  }

  Expression expression() {
    in.enter();
    Expression value = binary(0);
    if (in.accept("if")) {
      Expression condition = binary(0);
      in.expect("else");
      value = new Expression.Choice(condition, value, expression());
    }
    in.leave();
    return value;
  }

  static Expression function(String name, List<Expression> values, int line) {
    return new Expression.Call(
        new Expression.Attribute(new Expression.Name("torch"), name),
        values.stream().map(value -> new Syntax.Argument("", value)).toList(),
        line);
  }

  private Expression binary(int level) {
    if (level == OPERATORS.size()) return unary();
    Expression left = binary(level + 1);
    while (true) {
      int line = in.now().line();
      String name = OPERATORS.get(level).get(in.now().text());
      boolean symbol = in.now().kind() == Token.Kind.SYMBOL || in.now().kind() == Token.Kind.NAME;
      if (name == null || !symbol) return left;
      in.forward();
      if (name.equals("__is__") && in.accept("not")) name = "__isnot__";
      left = function(name, List.of(left, binary(level + 1)), line);
    }
  }

  private Expression unary() {
    int line = in.now().line();
    in.enter();
    Expression value;
    if (in.accept("-")) {
      value =
          switch (unary()) {
            case Expression.Whole whole -> new Expression.Whole(-whole.value());
            case Expression.Real real -> new Expression.Real(-real.value());
            case Expression other -> new Expression.Negative(other);
          };
    } else if (in.accept("not")) {
      value = function("__not__", List.of(unary()), line);
    } else if (in.accept("~")) {
      value = function("bitwise_not", List.of(unary()), line);
    } else {
      value = postfix();
    }
    in.leave();
    return value;
  }

  private Expression postfix() {
    Expression value = atom();
    while (true) {
      int line = in.now().line();
      if (in.accept(".")) value = new Expression.Attribute(value, in.name());
      else if (in.accept("(")) value = new Expression.Call(value, arguments(), line);
      else if (in.accept("[")) value = new Expression.Item(value, items("]"));
      else return value;
    }
  }

  private List<Syntax.Argument> arguments() {
    List<Syntax.Argument> arguments = new ArrayList<>();
    while (!in.accept(")")) {
      boolean named = in.now().kind() == Token.Kind.NAME && in.after().is("=");
      String name = named ? in.name() : "";
      if (named) in.expect("=");
      arguments.add(new Syntax.Argument(name, expression()));
      if (!in.accept(",")) {
        in.expect(")");
        break;
      }
    }
    return arguments;
  }

  private List<Expression> items(String end) {
    List<Expression> items = new ArrayList<>();
    while (!in.accept(end)) {
      items.add(expression());
      if (!in.accept(",")) {
        in.expect(end);
        break;
      }
    }
    return items;
  }

  private Expression atom() {
    Token token = in.now();
    in.forward();
    switch (token.kind()) {
      case NAME -> {
        return switch (token.text()) {
          case "True" -> new Expression.Truth(true);
          case "False" -> new Expression.Truth(false);
          case "None" -> new Expression.Nothing();
          case "inf" -> new Expression.Real(Double.POSITIVE_INFINITY);
          case "nan" -> new Expression.Real(Double.NaN);
          default -> new Expression.Name(token.text());
        };
      }
      case WHOLE -> {
        try {
          return new Expression.Whole(Long.parseLong(token.text()));
        } catch (NumberFormatException e) {
          // −2^63 is written as a number whose sign comes first.
          if (token.text().equals("9223372036854775808"))
            return new Expression.Whole(Long.MIN_VALUE);
          throw in.refused("a whole number of 64 bits");
        }
      }
      case REAL -> {
        try {
          return new Expression.Real(Double.parseDouble(token.text()));
        } catch (NumberFormatException e) {
          throw in.refused("a number");
        }
      }
      case TEXT -> {
        return new Expression.Text(token.text());
      }
      case SYMBOL -> {
        return bracketed(token);
      }
      case NEWLINE, INDENT, DEDENT, END -> {}
    }
    in.back();
    throw in.refused("a value");
  }

  private Expression bracketed(Token open) {
    return switch (open.text()) {
      case "(" -> parenthesised();
      case "[" -> new Expression.ListOf(items("]"));
      case "{" -> dictionary();
      default -> {
        in.back();
        throw in.refused("a value");
      }
    };
  }

  private Expression parenthesised() {
    if (in.accept(")")) return new Expression.TupleOf(List.of());
    Expression first = expression();
    if (in.accept(")")) return first;
    List<Expression> items = new ArrayList<>(List.of(first));
    in.expect(",");
    items.addAll(items(")"));
    return new Expression.TupleOf(items);
  }

  private Expression dictionary() {
    List<Expression> entries = new ArrayList<>();
    while (!in.accept("}")) {
      entries.add(expression());
      in.expect(":");
      entries.add(expression());
      if (!in.accept(",")) {
        in.expect("}");
        break;
      }
    }
    return new Expression.DictionaryOf(entries);
  }
}
