package dev.sonde.network.program.script;

import dev.sonde.network.program.script.Syntax.Expression;
import dev.sonde.network.program.script.Syntax.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads one file of code: classes, functions, statements. */
final class Parser {

  private final Cursor in;
  private final ExpressionParser expressions;

  private Parser(Cursor in) {
    this.in = in;
    this.expressions = new ExpressionParser(in);
  }

  /**
   * @param file as messages name it
   */
  static Syntax.Unit parse(String file, String code) {
    return new Parser(new Cursor(file, Lexer.tokens(file, code))).unit();
  }

  private Syntax.Unit unit() {
    List<Syntax.ClassOf> classes = new ArrayList<>();
    List<Syntax.Function> functions = new ArrayList<>();
    while (!in.peek(Token.Kind.END)) {
      if (in.accept(Token.Kind.NEWLINE)) continue;
      if (in.now().is("class")) classes.add(classOf());
      else if (in.now().is("def")) functions.add(function());
      else statement(); // op_version_set = 1, and what else stood at the top of old files
    }
    return new Syntax.Unit(classes, functions);
  }

  private Syntax.ClassOf classOf() {
    in.expect("class");
    String name = in.name();
    String base = "";
    if (in.accept("(")) {
      if (!in.now().is(")")) base = in.dotted();
      in.expect(")");
    }
    in.expect(":");
    List<String> parameters = new ArrayList<>();
    List<String> fields = new ArrayList<>();
    List<Syntax.Function> methods = new ArrayList<>();
    in.expect(Token.Kind.NEWLINE);
    while (in.accept(Token.Kind.NEWLINE)) {}
    if (!in.accept(Token.Kind.INDENT))
      return new Syntax.ClassOf(name, base, parameters, fields, methods);
    while (!in.accept(Token.Kind.DEDENT)) {
      if (in.accept(Token.Kind.NEWLINE)) continue;
      if (in.now().is("def")) {
        methods.add(function());
        continue;
      }
      member(parameters, fields);
    }
    return new Syntax.ClassOf(name, base, parameters, fields, methods);
  }

  /** An attribute with its type, or a list of names. */
  private void member(List<String> parameters, List<String> fields) {
    if (in.accept("pass")) return;
    Expression target = expressions.expression();
    if (in.accept(":")) {
      if (target instanceof Expression.Name field) fields.add(field.name());
      expressions.expression();
      if (in.accept("=")) expressions.expression();
      return;
    }
    if (!in.accept("=")) return;
    Expression value = expressions.expression();
    if (target instanceof Expression.Name list
        && list.name().equals("__parameters__")
        && value instanceof Expression.ListOf names) {
      for (Expression one : names.items()) {
        if (one instanceof Expression.Text text) parameters.add(text.value());
      }
    }
  }

  private Syntax.Function function() {
    int line = in.now().line();
    in.expect("def");
    String name = in.name();
    in.expect("(");
    List<Syntax.Parameter> parameters = new ArrayList<>();
    while (!in.accept(")")) {
      String parameter = in.name();
      Expression type = in.accept(":") ? expressions.expression() : null;
      Optional<Expression> fallback =
          in.accept("=") ? Optional.of(expressions.expression()) : Optional.empty();
      parameters.add(new Syntax.Parameter(parameter, type, fallback));
      if (!in.accept(",")) {
        in.expect(")");
        break;
      }
    }
    if (in.accept("->")) expressions.expression();
    in.expect(":");
    return new Syntax.Function(name, parameters, block(), line);
  }

  private List<Statement> block() {
    in.enter();
    List<Statement> body = new ArrayList<>();
    in.expect(Token.Kind.NEWLINE);
    while (in.accept(Token.Kind.NEWLINE)) {}
    in.expect(Token.Kind.INDENT);
    while (!in.accept(Token.Kind.DEDENT)) {
      if (in.accept(Token.Kind.NEWLINE)) continue;
      if (in.peek(Token.Kind.END)) break;
      Statement statement = statement();
      if (statement != null) body.add(statement);
      boolean block =
          statement instanceof Statement.If
              || statement instanceof Statement.While
              || statement instanceof Statement.For
              || statement instanceof Statement.With;
      if (!block) in.expect(Token.Kind.NEWLINE);
    }
    in.leave();
    return body;
  }

  private @Nullable Statement statement() {
    int line = in.now().line();
    if (in.accept("pass")) return null;
    if (in.accept("return")) {
      Expression value = in.peek(Token.Kind.NEWLINE) ? null : expressions.tuple();
      return new Statement.Return(value, line);
    }
    if (in.accept("if")) return choice(line);
    if (in.accept("while")) {
      Expression condition = expressions.expression();
      in.expect(":");
      return new Statement.While(condition, block(), line);
    }
    if (in.accept("for")) return loop(line);
    if (in.accept("with")) {
      Expression context = expressions.expression();
      if (in.accept("as")) in.name();
      in.expect(":");
      return new Statement.With(context, block(), line);
    }
    return assignment(line);
  }

  private Statement choice(int line) {
    Expression condition = expressions.expression();
    in.expect(":");
    List<Statement> yes = block();
    while (in.accept(Token.Kind.NEWLINE)) {}
    List<Statement> no = List.of();
    if (in.accept("else")) {
      in.expect(":");
      no = block();
    } else if (in.now().is("elif")) {
      int inner = in.now().line();
      in.expect("elif");
      no = List.of(choice(inner));
    }
    return new Statement.If(condition, yes, no, line);
  }

  private Statement loop(int line) {
    String name = in.name();
    in.expect("in");
    Expression over = expressions.expression();
    in.expect(":");
    if (over instanceof Expression.Call call
        && call.function().equals(new Expression.Name("range"))
        && call.arguments().size() == 1) {
      return new Statement.For(name, call.arguments().getFirst().value(), block(), line);
    }
    throw in.refused("a loop over range(…)");
  }

  private Statement assignment(int line) {
    List<Expression> targets = new ArrayList<>();
    Expression first = expressions.expression();
    targets.add(first);
    boolean apart = false;
    while (in.accept(",")) {
      apart = true;
      if (in.now().is("=")) break;
      targets.add(expressions.expression());
    }
    if (in.accept(":")) expressions.expression();
    if (in.accept("=")) return new Statement.Assign(targets, apart, expressions.tuple(), line);
    if (in.accept("+=")) {
      Expression sum =
          ExpressionParser.function("add", List.of(first, expressions.expression()), line);
      return new Statement.Assign(targets, false, sum, line);
    }
    return new Statement.Evaluate(first, line);
  }
}
