package dev.sonde.network.program.script;

import dev.sonde.network.program.Block;
import dev.sonde.network.program.Operand;
import dev.sonde.network.program.Origin;
import dev.sonde.network.program.Site;
import dev.sonde.network.program.Step;
import dev.sonde.network.program.script.Syntax.Expression;
import dev.sonde.network.torch.Operators;
import dev.sonde.network.torch.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes expressions into steps and what stands for their values. */
record Expressions(FunctionLowering function) {

  /** A call without a site. */
  static Step plain(String operator, List<Operand> arguments, String result, Origin origin) {
    return new Step.Call(
        operator,
        Optional.empty(),
        arguments.stream().map(Step.Argument::of).toList(),
        List.of(Step.Result.of(result)),
        origin);
  }

  Operand call(String operator, List<Operand> arguments) {
    String name = function.fresh();
    function.step(plain(operator, arguments, name, function.origin()));
    return Operand.named(name);
  }

  Operand value(Expression expression) {
    Optional<Operand> constant = function.constant(expression);
    if (constant.isPresent()) return constant.get();
    return switch (expression) {
      case Expression.Name name -> Operand.named(name.name());
      case Expression.Attribute attribute ->
          call("prim::GetAttr", List.of(value(attribute.of()), Operand.of(attribute.name())));
      case Expression.Item item -> {
        if (item.index().size() != 1) throw function.refused("has more than one index");
        yield call("aten::__getitem__", List.of(value(item.of()), value(item.index().getFirst())));
      }
      case Expression.ListOf list -> {
        List<Operand> items = new ArrayList<>();
        for (Expression item : list.items()) items.add(value(item));
        yield new Operand.Several(items);
      }
      case Expression.TupleOf tuple -> call("prim::TupleConstruct", values(tuple.items()));
      case Expression.DictionaryOf dict -> call("prim::DictConstruct", values(dict.entries()));
      case Expression.Negative negative -> call("aten::neg", List.of(value(negative.of())));
      case Expression.Choice choice -> choice(choice);
      case Expression.Call call -> {
        String name = function.fresh();
        into(call, List.of(Step.Result.of(name)));
        yield Operand.named(name);
      }
      case Expression.Whole _,
          Expression.Real _,
          Expression.Text _,
          Expression.Truth _,
          Expression.Nothing _ ->
          Operand.none();
    };
  }

  private List<Operand> values(List<Expression> expressions) {
    List<Operand> values = new ArrayList<>();
    for (Expression expression : expressions) values.add(value(expression));
    return values;
  }

  private Operand choice(Expression.Choice choice) {
    String name = function.fresh();
    Operand condition = value(choice.condition());
    Operand yes = value(choice.yes());
    Operand no = value(choice.no());
    function.step(
        new Step.Choose(
            condition,
            new Block(List.of(new Step.Assign(name, yes)), List.of()),
            new Block(List.of(new Step.Assign(name, no)), List.of()),
            function.origin()));
    return Operand.named(name);
  }

  /** Gives the value, or the values of several, the names of results. */
  void into(Expression expression, List<Step.Result> results) {
    if (expression instanceof Expression.Call call) {
      called(call, results);
      return;
    }
    Operand value = value(expression);
    if (results.size() == 1) function.step(new Step.Assign(results.getFirst().name(), value));
    else unpack(value, results);
  }

  private void unpack(Operand value, List<Step.Result> results) {
    function.step(
        new Step.Call(
            "prim::unpack",
            Optional.empty(),
            List.of(Step.Argument.of(value)),
            results,
            function.origin()));
  }

  private void called(Expression.Call call, List<Step.Result> results) {
    Optional<String> reference = function.reference(call.function());
    if (reference.isPresent()) {
      referred(reference.get(), call, results);
      return;
    }
    Optional<String> dotted = FunctionLowering.dotted(call.function());
    if (dotted.isPresent() && dotted.get().startsWith("torch.")) {
      operator("aten::" + dotted.get().substring("torch.".length()), call, results);
    } else if (dotted.isPresent() && dotted.get().startsWith("ops.")) {
      String[] parts = dotted.get().split("\\.");
      if (parts.length != 3) throw function.refused("calls '" + dotted.get() + "'");
      operator(parts[1] + "::" + parts[2], call, results);
    } else if (call.function() instanceof Expression.Name name) {
      give(builtin(name.name(), call), results);
    } else if (call.function() instanceof Expression.Attribute method) {
      invoke("." + method.name(), value(method.of()), call, results);
    } else {
      throw function.refused("calls what is no function");
    }
  }

  private void give(Operand value, List<Step.Result> results) {
    if (results.size() == 1) function.step(new Step.Assign(results.getFirst().name(), value));
    else unpack(value, results);
  }

  private List<Step.Argument> arguments(Expression.Call call) {
    List<Step.Argument> arguments = new ArrayList<>();
    for (Syntax.Argument argument : call.arguments()) {
      arguments.add(new Step.Argument(argument.name(), value(argument.value())));
    }
    return arguments;
  }

  private void operator(String operator, Expression.Call call, List<Step.Result> results) {
    List<Step.Argument> arguments = arguments(call);
    if (!givesArrays(operator)) {
      function.step(
          new Step.Call(operator, Optional.empty(), arguments, results, function.origin()));
      return;
    }
    String called = function.numbered(operator.substring(operator.indexOf(':') + 2));
    List<Step.Result> sited = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) {
      String end = results.size() == 1 ? "" : "." + i;
      sited.add(new Step.Result(results.get(i).name(), Optional.of(Site.of("@" + called + end))));
    }
    function.step(new Step.Call(operator, Optional.empty(), arguments, sited, function.origin()));
  }

  /** Whether an operator may give an array, so that it is worth a place where probes look. */
  private static boolean givesArrays(String operator) {
    if (operator.startsWith("quantized::") || operator.equals("aten::tensor")) return true;
    return Operators.named(operator).stream()
        .flatMap(one -> one.schema().returns().stream())
        .anyMatch(returned -> returned.type().kind() == Schema.Kind.TENSOR);
  }

  private void invoke(
      String name, Operand object, Expression.Call call, List<Step.Result> results) {
    List<Step.Argument> arguments = new ArrayList<>();
    arguments.add(Step.Argument.of(object));
    arguments.addAll(arguments(call));
    run(name, arguments, name.startsWith(".forward"), results);
  }

  private void run(
      String name, List<Step.Argument> arguments, boolean isModule, List<Step.Result> results) {
    String whole = results.size() == 1 ? results.getFirst().name() : function.fresh();
    Optional<Site> site = isModule ? Optional.of(Site.of("")) : Optional.empty();
    function.step(
        new Step.Invoke(name, arguments, new Step.Result(whole, site), function.origin()));
    if (results.size() != 1) unpack(Operand.named(whole), results);
  }

  /** A function or class of the archive. */
  private void referred(String name, Expression.Call call, List<Step.Result> results) {
    Syntax.ClassOf type = function.around().classes().get(name);
    if (function.around().functions().contains(name)) {
      run(name, arguments(call), false, results);
    } else if (type != null && type.base().equals("NamedTuple")) {
      give(tuple(type, call), results);
    } else if (type != null) {
      Operand made = call("prim::CreateObject", List.of(Operand.of(name)));
      List<Step.Argument> arguments = new ArrayList<>(List.of(Step.Argument.of(made)));
      arguments.addAll(arguments(call));
      run(".__init__", arguments, false, List.of(Step.Result.of(function.fresh())));
      give(made, results);
    } else if (name.endsWith(".__new__")) {
      String made = name.substring(0, name.length() - ".__new__".length());
      give(call("prim::CreateObject", List.of(Operand.of(made))), results);
    } else {
      throw function.refused("calls '" + name + "', which is not in the file");
    }
  }

  private Operand tuple(Syntax.ClassOf type, Expression.Call call) {
    if (call.arguments().size() != type.fields().size()) {
      throw function.refused("gives " + type.name() + " another number of fields");
    }
    List<Operand> parts = new ArrayList<>();
    for (int i = 0; i < type.fields().size(); i++) {
      parts.add(Operand.of(type.fields().get(i)));
      parts.add(value(call.arguments().get(i).value()));
    }
    return call("prim::NamedTuple", parts);
  }

  private Operand argument(Expression.Call call, int place) {
    if (place >= call.arguments().size()) throw function.refused("calls with too few arguments");
    return value(call.arguments().get(place).value());
  }

  private Operand builtin(String name, Expression.Call call) {
    return switch (name) {
      case "annotate" -> annotated(call);
      case "unchecked_cast", "cast" -> argument(call, 1);
      case "unchecked_unwrap_optional" -> argument(call, 0);
      case "uninitialized" -> Operand.none();
      case "getattr" -> call("prim::GetAttr", List.of(argument(call, 0), argument(call, 1)));
      case "int" -> call("aten::Int", List.of(argument(call, 0)));
      case "float" -> number(call);
      case "bool" -> call("aten::Bool", List.of(argument(call, 0)));
      case "str" -> call("aten::str", List.of(argument(call, 0)));
      case "len" -> call("aten::len", List.of(argument(call, 0)));
      case "list" -> call("aten::list", List.of(argument(call, 0)));
      case "print" -> Operand.none();
      case "isinstance" ->
          throw function.refused("asks for the type of a value, which Sonde does not know");
      default -> throw function.refused("calls '" + name + "', which is no function");
    };
  }

  /** {@code float("inf")} is how some archives write infinity. */
  private Operand number(Expression.Call call) {
    if (!call.arguments().isEmpty()
        && call.arguments().getFirst().value() instanceof Expression.Text text) {
      return Operand.of(
          switch (text.value()) {
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.NaN;
          });
    }
    return call("aten::Float", List.of(argument(call, 0)));
  }

  /** A stated type changes nothing, but for arrays of one that are read as numbers. */
  private Operand annotated(Expression.Call call) {
    Operand value = argument(call, 1);
    Expression type = call.arguments().getFirst().value();
    if (value instanceof Operand.Several) return held(value);
    if (type.equals(new Expression.Name("int"))) return call("prim::implicit", List.of(value));
    if (type.equals(new Expression.Name("float"))) return call("prim::implicit", List.of(value));
    return value;
  }

  private Operand held(Operand value) {
    String name = function.fresh();
    function.step(new Step.Assign(name, value));
    return Operand.named(name);
  }
}
