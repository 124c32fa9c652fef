package dev.sonde.network.program.exported;

import dev.sonde.network.program.Operand;
import dev.sonde.network.program.Origin;
import dev.sonde.network.program.ProgramBuilder;
import dev.sonde.network.program.ProgramException;
import dev.sonde.network.program.Step;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes the nodes of a graph into steps. */
final class Lowering {

  /** Python's and Sympy's functions of numbers, and what they are called here. */
  private static final Map<String, String> SCALARS =
      Map.ofEntries(
          Map.entry("_operator.add", "aten::add"),
          Map.entry("_operator.sub", "aten::sub"),
          Map.entry("_operator.mul", "aten::mul"),
          Map.entry("_operator.floordiv", "aten::floordiv"),
          Map.entry("_operator.truediv", "aten::div"),
          Map.entry("_operator.mod", "aten::remainder"),
          Map.entry("_operator.pow", "aten::pow"),
          Map.entry("_operator.neg", "aten::neg"),
          Map.entry("_operator.pos", "aten::positive"),
          Map.entry("_operator.eq", "aten::eq"),
          Map.entry("_operator.ne", "aten::ne"),
          Map.entry("_operator.lt", "aten::lt"),
          Map.entry("_operator.le", "aten::le"),
          Map.entry("_operator.gt", "aten::gt"),
          Map.entry("_operator.ge", "aten::ge"),
          Map.entry("_operator.and_", "aten::__and__"),
          Map.entry("_operator.or_", "aten::__or__"),
          Map.entry("_operator.not_", "aten::__not__"),
          Map.entry("_operator.getitem", "aten::__getitem__"),
          Map.entry("math.ceil", "aten::ceil"),
          Map.entry("math.floor", "aten::floor"),
          Map.entry("math.trunc", "aten::trunc"),
          Map.entry("builtins.round", "aten::round"),
          Map.entry("torch.sym_int", "aten::Int"),
          Map.entry("torch.sym_float", "aten::Float"),
          Map.entry("torch.sym_not", "aten::__not__"),
          Map.entry("torch.sym_max", "prim::max"),
          Map.entry("torch.sym_min", "prim::min"),
          Map.entry("torch._sym_sqrt", "aten::sqrt"));

  /** Graphs in graphs. */
  private static final int DEPTH = 32;

  private final ProgramBuilder builder;
  private final String file;
  private int scopes;
  private int depth;

  Lowering(ProgramBuilder builder, String file) {
    this.builder = builder;
    this.file = file;
  }

  /** The program's name for a value of a graph. */
  static String name(String scope, String value) {
    return scope + "/" + value;
  }

  void nodes(List<Node> nodes, Names names, String scope) {
    for (Node node : nodes) node(node, names, scope);
  }

  private static List<Node> arguments(Node node) {
    return node.items("inputs").stream().map(input -> input.get("arg")).toList();
  }

  private void node(Node node, Names names, String scope) {
    String target = node.get("target").text();
    Origin origin = origin(node);
    if (target.startsWith("torch.ops.higher_order.")) {
      new ControlFlow(this, builder, node, names, scope, origin)
          .add(target.substring("torch.ops.higher_order.".length()));
      return;
    }
    String operator;
    Optional<String> overload = Optional.empty();
    boolean named = true;
    if (target.startsWith("torch.ops.")) {
      String[] parts = target.split("\\.");
      if (parts.length != 5) throw node.wrong("operator in '" + target + "'");
      operator = parts[2] + "::" + parts[3];
      overload = Optional.of(parts[4].equals("default") ? "" : parts[4]);
    } else {
      String known =
          SCALARS.get(target.replace("<built-in function ", "_operator.").replace(">", ""));
      if (known == null) {
        throw new ProgramException(
            file
                + ": calls '"
                + target
                + "', which is no function of arrays and numbers"
                + at(origin));
      }
      operator = known;
      named = false;
    }
    List<Step.Argument> arguments = new ArrayList<>();
    for (Node input : node.items("inputs")) {
      String name = named ? input.text("name", "") : "";
      arguments.add(new Step.Argument(name, Literals.of(input.get("arg"), scope)));
    }
    builder.step(new Step.Call(operator, overload, arguments, results(node, names, scope), origin));
  }

  static String at(Origin origin) {
    return origin.node().isEmpty() ? "" : " (node '" + origin.node() + "')";
  }

  /** The names of what a node gives. */
  List<Step.Result> results(Node node, Names names, String scope) {
    List<Step.Result> results = new ArrayList<>();
    for (Node output : node.items("outputs")) {
      Map.Entry<String, Node> variant = output.variant();
      Node body = variant.getValue();
      switch (variant.getKey()) {
        case "as_tensor" -> results.add(result(body.get("name").text(), names, scope));
        case "as_tensors" ->
            body.items()
                .forEach(item -> results.add(result(item.get("name").text(), names, scope)));
        case "as_sym_int", "as_sym_bool", "as_sym_float" ->
            results.add(Step.Result.of(name(scope, body.get("as_name").text())));
        case "as_none" -> results.add(Step.Result.of(builder.fresh()));
        default -> throw output.wrong("output that Sonde knows");
      }
    }
    return results;
  }

  private static Step.Result result(String value, Names names, String scope) {
    return new Step.Result(name(scope, value), names.site(value));
  }

  private static Origin origin(Node node) {
    List<Names.Level> stack = Names.stack(node);
    Node metadata = node.find("metadata");
    String trace = metadata == null ? "" : metadata.text("stack_trace", "");
    List<String> made = Names.made(node);
    String called = node.text("name", made.isEmpty() ? "" : made.getFirst());
    return new Origin(stack.isEmpty() ? "" : stack.getLast().path(), called, line(trace));
  }

  /** The innermost line of a trace: {@code model.py:12}. */
  private static String line(String trace) {
    int file = trace.lastIndexOf("File \"");
    if (file < 0) return "";
    int end = trace.indexOf('"', file + 6);
    int line = trace.indexOf("line ", file);
    if (end < 0 || line < 0) return "";
    int digits = line + 5;
    while (digits < trace.length() && Character.isDigit(trace.charAt(digits))) digits++;
    String path = trace.substring(file + 6, end);
    return path.substring(path.lastIndexOf('/') + 1) + ":" + trace.substring(line + 5, digits);
  }

  /**
   * Adds a graph within a graph.
   *
   * @param given what stands behind its inputs
   * @param module path of the module around it
   * @param called its name, for the addresses of its sites
   * @return its outputs
   */
  List<Operand> inline(Node graph, List<Operand> given, String module, String called) {
    if (++depth > DEPTH) throw graph.wrong("graphs nested less than " + DEPTH + " deep");
    String scope = Integer.toString(++scopes);
    List<Node> inputs = graph.items("inputs");
    if (inputs.size() != given.size()) {
      throw graph.wrong("graph of " + given.size() + " inputs");
    }
    for (int i = 0; i < given.size(); i++) {
      Map.Entry<String, Node> variant = inputs.get(i).variant();
      String name =
          variant.getKey().equals("as_tensor")
              ? variant.getValue().get("name").text()
              : variant.getValue().text("as_name", "");
      builder.step(new Step.Assign(name(scope, name), given.get(i)));
    }
    Set<String> outputs = new HashSet<>();
    for (Node output : graph.items("outputs")) {
      Node tensor = output.find("as_tensor");
      if (tensor != null) outputs.add(tensor.get("name").text());
    }
    List<Node> nodes = graph.items("nodes");
    Names names = Names.of(nodes, outputs).within(module, called);
    nodes(nodes, names, scope);
    depth--;
    return graph.items("outputs").stream().map(output -> Literals.of(output, scope)).toList();
  }

  List<Operand> operands(Node node, int from, String scope) {
    List<Operand> operands = new ArrayList<>();
    List<Node> arguments = arguments(node);
    for (Node argument : arguments.subList(Math.min(from, arguments.size()), arguments.size())) {
      operands.add(Literals.of(argument, scope));
    }
    return operands;
  }

  Node argument(Node node, int place) {
    List<Node> arguments = arguments(node);
    if (place >= arguments.size()) throw node.wrong("argument " + place);
    return arguments.get(place);
  }

  Node graph(Node node, int place) {
    return argument(node, place).get("as_graph").get("graph");
  }

  String graphName(Node node, int place) {
    return argument(node, place).get("as_graph").text("name", "graph");
  }

  /** Gives values the names of a node's results, as sites where they have one. */
  void give(List<Operand> values, Node node, Names names, String scope, Origin origin) {
    List<Step.Result> results = results(node, names, scope);
    if (results.size() > values.size()) throw node.wrong("as many outputs as its graph has");
    for (int i = 0; i < results.size(); i++) {
      Step.Result result = results.get(i);
      if (result.site().isEmpty()) {
        builder.step(new Step.Assign(result.name(), values.get(i)));
        continue;
      }
      builder.step(
          new Step.Call(
              "aten::alias",
              Optional.of(""),
              List.of(Step.Argument.of(values.get(i))),
              List.of(result),
              origin));
    }
  }
}
