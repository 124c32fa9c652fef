package dev.sonde.network.program.script;

import dev.sonde.network.program.Block;
import dev.sonde.network.program.Operand;
import dev.sonde.network.program.Origin;
import dev.sonde.network.program.ProgramException;
import dev.sonde.network.program.Step;
import dev.sonde.network.program.script.Syntax.Expression;
import dev.sonde.network.program.script.Syntax.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes the statements of one function into steps; nested expressions get names of their own. */
final class FunctionLowering {

  private final Lowering around;
  private final String function;
  private final String place;
  private List<Step> steps = new ArrayList<>();

  /**
   * Names that stand for functions and classes: {@code _0 = __torch__.torch.nn.functional.relu}.
   */
  private final Map<String, String> references = new HashMap<>();

  private final Map<String, Integer> sites = new HashMap<>();
  private @Nullable Operand result;
  private int names;
  private int line;

  FunctionLowering(Lowering around, String function, String place) {
    this.around = around;
    this.function = function;
    this.place = place;
  }

  Block lower(List<Statement> body) {
    statements(body);
    return new Block(steps, result == null ? List.of() : List.of(result));
  }

  ProgramException refused(String why) {
    return new ProgramException(around.file() + ": " + place + ", line " + line + ": " + why);
  }

  Lowering around() {
    return around;
  }

  Origin origin() {
    return new Origin("", function, place + ":" + line);
  }

  String fresh() {
    return "%" + names++;
  }

  void step(Step step) {
    steps.add(step);
  }

  /** {@code linear}, and {@code linear_2} for the second of its kind. */
  String numbered(String operator) {
    int count = sites.merge(operator, 1, Integer::sum);
    return count == 1 ? operator : operator + "_" + count;
  }

  private void statements(List<Statement> body) {
    for (Statement statement : body) {
      if (result != null) throw refused("goes on after it returned");
      statement(statement);
    }
  }

  private Block block(List<Statement> body) {
    List<Step> outside = steps;
    steps = new ArrayList<>();
    boolean returned = result != null;
    statements(body);
    if (!returned && result != null) throw refused("returns from within a block");
    Block block = new Block(steps, List.of());
    steps = outside;
    return block;
  }

  private void statement(Statement statement) {
    switch (statement) {
      case Statement.Assign assign -> {
        line = assign.line();
        assign(assign);
      }
      case Statement.Evaluate evaluate -> {
        line = evaluate.line();
        value(evaluate.value());
      }
      case Statement.If branch -> {
        line = branch.line();
        Operand condition = value(branch.condition());
        Origin origin = origin();
        step(new Step.Choose(condition, block(branch.yes()), block(branch.no()), origin));
      }
      case Statement.While loop -> {
        line = loop.line();
        Origin origin = origin();
        List<Step> outside = steps;
        steps = new ArrayList<>();
        Operand condition = value(loop.condition());
        Block test = new Block(steps, List.of());
        steps = outside;
        step(new Step.Repeat(test, condition, block(loop.body()), origin));
      }
      case Statement.For loop -> {
        line = loop.line();
        count(loop);
      }
      case Statement.With with -> {
        line = with.line();
        // no_grad and its kind: whether gradients are recorded is the caller's to say.
        statements(with.body());
      }
      case Statement.Return returned -> {
        line = returned.line();
        Expression given = returned.value();
        result = given == null ? Operand.none() : held(value(given));
      }
    }
  }

  /** A list or dictionary that is made once, whatever reads it. */
  private Operand held(Operand value) {
    if (!(value instanceof Operand.Several)) return value;
    String name = fresh();
    step(new Step.Assign(name, value));
    return Operand.named(name);
  }

  private void count(Statement.For loop) {
    Operand count = value(loop.count());
    String round = fresh();
    String on = fresh();
    Origin origin = origin();
    step(new Step.Assign(round, Operand.of(0)));
    Block test =
        new Block(
            List.of(
                Expressions.plain("aten::lt", List.of(Operand.named(round), count), on, origin)),
            List.of());
    List<Step> outside = steps;
    steps = new ArrayList<>();
    step(new Step.Assign(loop.name(), Operand.named(round)));
    step(
        Expressions.plain(
            "aten::add", List.of(Operand.named(round), Operand.of(1)), round, origin));
    Block body = block(loop.body());
    List<Step> all = new ArrayList<>(steps);
    all.addAll(body.steps());
    steps = outside;
    step(new Step.Repeat(test, Operand.named(on), new Block(all, List.of()), origin));
  }

  private void assign(Statement.Assign assign) {
    List<Expression> targets = assign.targets();
    if (!assign.apart()) {
      if (targets.getFirst() instanceof Expression.Name name) {
        Optional<String> reference = reference(assign.value());
        if (reference.isPresent()) {
          references.put(name.name(), reference.get());
          return;
        }
        references.remove(name.name());
      }
      store(targets.getFirst(), held(value(assign.value())));
      return;
    }
    List<Operand> values = apart(assign.value(), targets.size());
    for (int i = 0; i < targets.size(); i++) store(targets.get(i), values.get(i));
  }

  /** So many values out of one; a tuple that stands in the code is read before any is stored. */
  private List<Operand> apart(Expression value, int count) {
    List<Operand> values = new ArrayList<>();
    if (value instanceof Expression.TupleOf tuple) {
      if (tuple.items().size() != count) throw refused("takes " + count + " values out of others");
      for (Expression item : tuple.items()) {
        String name = fresh();
        step(new Step.Assign(name, value(item)));
        values.add(Operand.named(name));
      }
      return values;
    }
    List<Step.Result> results = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      results.add(Step.Result.of(fresh()));
      values.add(Operand.named(results.get(i).name()));
    }
    new Expressions(this).into(value, results);
    return values;
  }

  private void store(Expression target, Operand value) {
    switch (target) {
      case Expression.Name name -> step(new Step.Assign(name.name(), value));
      case Expression.Attribute attribute ->
          new Expressions(this)
              .call(
                  "prim::SetAttr",
                  List.of(value(attribute.of()), Operand.of(attribute.name()), value));
      case Expression.Item item when item.index().size() == 1 ->
          new Expressions(this)
              .call(
                  "aten::_set_item",
                  List.of(value(item.of()), value(item.index().getFirst()), value));
      default -> throw refused("assigns to what is no name");
    }
  }

  Operand value(Expression expression) {
    return new Expressions(this).value(expression);
  }

  /** What stands in the code as it is. */
  Optional<Operand> constant(Expression expression) {
    return switch (expression) {
      case Expression.Whole whole -> Optional.of(Operand.of(whole.value()));
      case Expression.Real real -> Optional.of(Operand.of(real.value()));
      case Expression.Text text -> Optional.of(Operand.of(text.value()));
      case Expression.Truth truth -> Optional.of(Operand.of(truth.value()));
      case Expression.Nothing _ -> Optional.of(Operand.none());
      case Expression.Attribute attribute
          when attribute.of().equals(new Expression.Name("CONSTANTS")) ->
          around.constant(attribute.name());
      case Expression.ListOf list -> {
        List<Operand> items = new ArrayList<>();
        for (Expression item : list.items()) constant(item).ifPresent(items::add);
        yield items.size() == list.items().size()
            ? Optional.of(new Operand.Several(items))
            : Optional.empty();
      }
      default -> Optional.empty();
    };
  }

  /** The whole name of a function or class that an expression stands for. */
  Optional<String> reference(Expression expression) {
    if (expression instanceof Expression.Name name && references.containsKey(name.name())) {
      return Optional.ofNullable(references.get(name.name()));
    }
    return dotted(expression).filter(name -> name.startsWith("__torch__."));
  }

  /** {@code a.b.c} as it is written; empty for anything else. */
  static Optional<String> dotted(Expression expression) {
    return switch (expression) {
      case Expression.Name name -> Optional.of(name.name());
      case Expression.Attribute attribute ->
          dotted(attribute.of()).map(of -> of + "." + attribute.name());
      default -> Optional.empty();
    };
  }
}
