package dev.sonde.network.program.script;

import dev.sonde.network.program.ProgramException;
import dev.sonde.network.program.script.Syntax.Expression;
import dev.sonde.network.program.script.Syntax.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads one file of code. */
final class Parser {

  private static final int DEEPEST = 200;

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

  private final String file;
  private final List<Token> tokens;
  private int at;
  private int depth;

  private Parser(String file, List<Token> tokens) {
    this.file = file;
    this.tokens = tokens;
  }

  /**
   * @param file as messages name it
   */
  static Syntax.Unit parse(String file, String code) {
    return new Parser(file, Lexer.tokens(file, code)).unit();
  }

  private Syntax.Unit unit() {
    List<Syntax.ClassOf> classes = new ArrayList<>();
    List<Syntax.Function> functions = new ArrayList<>();
    while (!peek(Token.Kind.END)) {
      if (accept(Token.Kind.NEWLINE)) continue;
      if (now().is("class")) classes.add(classOf());
      else if (now().is("def")) functions.add(function());
      else statement(); // op_version_set = 1, and what else stood at the top of old files
    }
    return new Syntax.Unit(classes, functions);
  }

  private Syntax.ClassOf classOf() {
    expect("class");
    String name = name();
    String base = "";
    if (accept("(")) {
      if (!now().is(")")) base = dotted();
      expect(")");
    }
    expect(":");
    List<String> parameters = new ArrayList<>();
    List<String> fields = new ArrayList<>();
    List<Syntax.Function> methods = new ArrayList<>();
    expect(Token.Kind.NEWLINE);
    while (accept(Token.Kind.NEWLINE)) {}
    if (!accept(Token.Kind.INDENT))
      return new Syntax.ClassOf(name, base, parameters, fields, methods);
    while (!accept(Token.Kind.DEDENT)) {
      if (accept(Token.Kind.NEWLINE)) continue;
      if (now().is("def")) {
        methods.add(function());
        continue;
      }
      member(parameters, fields);
    }
    return new Syntax.ClassOf(name, base, parameters, fields, methods);
  }

  /** An attribute with its type, or a list of names. */
  private void member(List<String> parameters, List<String> fields) {
    if (accept("pass")) return;
    Expression target = expression();
    if (accept(":")) {
      if (target instanceof Expression.Name field) fields.add(field.name());
      expression();
      if (accept("=")) expression();
      return;
    }
    if (!accept("=")) return;
    Expression value = expression();
    if (target instanceof Expression.Name list
        && list.name().equals("__parameters__")
        && value instanceof Expression.ListOf names) {
      for (Expression one : names.items()) {
        if (one instanceof Expression.Text text) parameters.add(text.value());
      }
    }
  }

  private Syntax.Function function() {
    int line = now().line();
    expect("def");
    String name = name();
    expect("(");
    List<Syntax.Parameter> parameters = new ArrayList<>();
    while (!accept(")")) {
      String parameter = name();
      Expression type = accept(":") ? expression() : null;
      Optional<Expression> fallback = accept("=") ? Optional.of(expression()) : Optional.empty();
      parameters.add(new Syntax.Parameter(parameter, type, fallback));
      if (!accept(",")) {
        expect(")");
        break;
      }
    }
    if (accept("->")) expression();
    expect(":");
    return new Syntax.Function(name, parameters, block(), line);
  }

  private List<Statement> block() {
    enter();
    List<Statement> body = new ArrayList<>();
    expect(Token.Kind.NEWLINE);
    while (accept(Token.Kind.NEWLINE)) {}
    expect(Token.Kind.INDENT);
    while (!accept(Token.Kind.DEDENT)) {
      if (accept(Token.Kind.NEWLINE)) continue;
      if (peek(Token.Kind.END)) break;
      Statement statement = statement();
      if (statement != null) body.add(statement);
      boolean block =
          statement instanceof Statement.If
              || statement instanceof Statement.While
              || statement instanceof Statement.For
              || statement instanceof Statement.With;
      if (!block) expect(Token.Kind.NEWLINE);
    }
    depth--;
    return body;
  }

  private @Nullable Statement statement() {
    int line = now().line();
    if (accept("pass")) return null;
    if (accept("return")) {
      Expression value = peek(Token.Kind.NEWLINE) ? null : tuple();
      return new Statement.Return(value, line);
    }
    if (accept("if")) return choice(line);
    if (accept("while")) {
      Expression condition = expression();
      expect(":");
      return new Statement.While(condition, block(), line);
    }
    if (accept("for")) return loop(line);
    if (accept("with")) {
      Expression context = expression();
      if (accept("as")) name();
      expect(":");
      return new Statement.With(context, block(), line);
    }
    return assignment(line);
  }

  private Statement choice(int line) {
    Expression condition = expression();
    expect(":");
    List<Statement> yes = block();
    while (accept(Token.Kind.NEWLINE)) {}
    List<Statement> no = List.of();
    if (accept("else")) {
      expect(":");
      no = block();
    } else if (now().is("elif")) {
      int inner = now().line();
      expect("elif");
      no = List.of(choice(inner));
    }
    return new Statement.If(condition, yes, no, line);
  }

  private Statement loop(int line) {
    String name = name();
    expect("in");
    Expression over = expression();
    expect(":");
    if (over instanceof Expression.Call call
        && call.function().equals(new Expression.Name("range"))
        && call.arguments().size() == 1) {
      return new Statement.For(name, call.arguments().getFirst().value(), block(), line);
    }
    throw refused("a loop over range(…)");
  }

  private Statement assignment(int line) {
    List<Expression> targets = new ArrayList<>();
    Expression first = expression();
    targets.add(first);
    boolean apart = false;
    while (accept(",")) {
      apart = true;
      if (now().is("=")) break;
      targets.add(expression());
    }
    if (accept(":")) expression();
    if (accept("=")) return new Statement.Assign(targets, apart, tuple(), line);
    if (accept("+=")) {
      Expression sum = function("add", List.of(first, expression()), line);
      return new Statement.Assign(targets, false, sum, line);
    }
    return new Statement.Evaluate(first, line);
  }

  /** An expression, or several with commas between: a tuple. */
  private Expression tuple() {
    Expression first = expression();
    if (!now().is(",")) return first;
    List<Expression> items = new ArrayList<>(List.of(first));
    while (accept(",")) {
      if (peek(Token.Kind.NEWLINE)) break;
      items.add(expression());
    }
    return new Expression.TupleOf(items);
  }

  private void enter() {
    if (++depth > DEEPEST) throw refused("code nested less than " + DEEPEST + " deep");
  }

  private Expression expression() {
    enter();
    Expression value = binary(0);
    if (accept("if")) {
      Expression condition = binary(0);
      expect("else");
      value = new Expression.Choice(condition, value, expression());
    }
    depth--;
    return value;
  }

  private static Expression function(String name, List<Expression> values, int line) {
    return new Expression.Call(
        new Expression.Attribute(new Expression.Name("torch"), name),
        values.stream().map(value -> new Syntax.Argument("", value)).toList(),
        line);
  }

  private Expression binary(int level) {
    if (level == OPERATORS.size()) return unary();
    Expression left = binary(level + 1);
    while (true) {
      int line = now().line();
      String name = OPERATORS.get(level).get(now().text());
      boolean symbol = now().kind() == Token.Kind.SYMBOL || now().kind() == Token.Kind.NAME;
      if (name == null || !symbol) return left;
      at++;
      if (name.equals("__is__") && accept("not")) name = "__isnot__";
      left = function(name, List.of(left, binary(level + 1)), line);
    }
  }

  private Expression unary() {
    int line = now().line();
    enter();
    Expression value;
    if (accept("-")) {
      value =
          switch (unary()) {
            case Expression.Whole whole -> new Expression.Whole(-whole.value());
            case Expression.Real real -> new Expression.Real(-real.value());
            case Expression other -> new Expression.Negative(other);
          };
    } else if (accept("not")) {
      value = function("__not__", List.of(unary()), line);
    } else if (accept("~")) {
      value = function("bitwise_not", List.of(unary()), line);
    } else {
      value = postfix();
    }
    depth--;
    return value;
  }

  private Expression postfix() {
    Expression value = atom();
    while (true) {
      int line = now().line();
      if (accept(".")) value = new Expression.Attribute(value, name());
      else if (accept("(")) value = new Expression.Call(value, arguments(), line);
      else if (accept("[")) value = new Expression.Item(value, items("]"));
      else return value;
    }
  }

  private List<Syntax.Argument> arguments() {
    List<Syntax.Argument> arguments = new ArrayList<>();
    while (!accept(")")) {
      boolean named = now().kind() == Token.Kind.NAME && tokens.get(at + 1).is("=");
      String name = named ? name() : "";
      if (named) expect("=");
      arguments.add(new Syntax.Argument(name, expression()));
      if (!accept(",")) {
        expect(")");
        break;
      }
    }
    return arguments;
  }

  private List<Expression> items(String end) {
    List<Expression> items = new ArrayList<>();
    while (!accept(end)) {
      items.add(expression());
      if (!accept(",")) {
        expect(end);
        break;
      }
    }
    return items;
  }

  private Expression atom() {
    Token token = now();
    at++;
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
          throw refused("a whole number of 64 bits");
        }
      }
      case REAL -> {
        try {
          return new Expression.Real(Double.parseDouble(token.text()));
        } catch (NumberFormatException e) {
          throw refused("a number");
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
    at--;
    throw refused("a value");
  }

  private Expression bracketed(Token open) {
    return switch (open.text()) {
      case "(" -> parenthesised();
      case "[" -> new Expression.ListOf(items("]"));
      case "{" -> dictionary();
      default -> {
        at--;
        throw refused("a value");
      }
    };
  }

  private Expression parenthesised() {
    if (accept(")")) return new Expression.TupleOf(List.of());
    Expression first = expression();
    if (accept(")")) return first;
    List<Expression> items = new ArrayList<>(List.of(first));
    expect(",");
    items.addAll(items(")"));
    return new Expression.TupleOf(items);
  }

  private Expression dictionary() {
    List<Expression> entries = new ArrayList<>();
    while (!accept("}")) {
      entries.add(expression());
      expect(":");
      entries.add(expression());
      if (!accept(",")) {
        expect("}");
        break;
      }
    }
    return new Expression.DictionaryOf(entries);
  }

  private String dotted() {
    StringBuilder name = new StringBuilder(name());
    while (accept(".")) name.append('.').append(name());
    return name.toString();
  }

  // Tokens

  private Token now() {
    return tokens.get(Math.min(at, tokens.size() - 1));
  }

  private boolean peek(Token.Kind kind) {
    return now().kind() == kind;
  }

  private boolean accept(Token.Kind kind) {
    if (!peek(kind)) return false;
    at++;
    return true;
  }

  private boolean accept(String symbol) {
    if (!now().is(symbol)) return false;
    at++;
    return true;
  }

  private void expect(Token.Kind kind) {
    if (!accept(kind)) throw refused(kind == Token.Kind.NEWLINE ? "the end of a line" : "a block");
  }

  private void expect(String symbol) {
    if (!accept(symbol)) throw refused("'" + symbol + "'");
  }

  private String name() {
    if (!peek(Token.Kind.NAME)) throw refused("a name");
    return tokens.get(at++).text();
  }

  private ProgramException refused(String expected) {
    Token token = now();
    String found =
        switch (token.kind()) {
          case NEWLINE -> "the end of the line";
          case INDENT, DEDENT -> "another indentation";
          case END -> "the end";
          default -> "'" + token.text() + "'";
        };
    return new ProgramException(
        file + ": line " + token.line() + " has " + found + ", expected " + expected);
  }
}
