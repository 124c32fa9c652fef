package dev.sonde.network.onnx;

import dev.sonde.checkpoint.onnx.OnnxAttribute;
import dev.sonde.checkpoint.onnx.OnnxElementType;
import dev.sonde.checkpoint.onnx.OnnxFunction;
import dev.sonde.checkpoint.onnx.OnnxGraph;
import dev.sonde.checkpoint.onnx.OnnxModel;
import dev.sonde.checkpoint.onnx.OnnxNode;
import dev.sonde.checkpoint.onnx.OnnxTensor;
import dev.sonde.checkpoint.onnx.OnnxType;
import dev.sonde.checkpoint.onnx.OnnxValueInfo;
import dev.sonde.network.torch.ElementType;
import dev.sonde.tensor.DType;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds operators, addresses and parameters of a whole model before anything runs. */
final class Planner {

  private final String file;
  private final OnnxModel model;
  private final Map<String, OnnxFunction> functions = new HashMap<>();
  private final Names names = new Names();
  private final Map<String, Tensor> parameters = new LinkedHashMap<>();
  private final ParameterRoles roles = new ParameterRoles();
  private final int opset;
  private int planned;

  Planner(String file, OnnxModel model) {
    this.file = file;
    this.model = model;
    for (OnnxFunction function : model.functions()) {
      functions.put(function.domain() + ":" + function.name(), function);
    }
    opset = opset(model.operatorSets());
  }

  /** What is known of the values of a graph being planned, and of those around it. */
  private record Scope(
      Map<String, Constant> constants, Map<String, Integer> axes, @Nullable Scope around) {

    Scope(@Nullable Scope around) {
      this(new LinkedHashMap<>(), new HashMap<>(), around);
    }

    @Nullable Constant constant(String name) {
      for (Scope scope = this; scope != null; scope = scope.around) {
        Constant found = scope.constants.get(name);
        if (found != null) return found;
        if (scope.axes.containsKey(name)) return null;
      }
      return null;
    }

    int axis(String name) {
      for (Scope scope = this; scope != null; scope = scope.around) {
        Integer found = scope.axes.get(name);
        if (found != null) return found;
      }
      return 0;
    }
  }

  Plan plan() {
    OnnxGraph graph = model.graph();
    Set<String> given = new HashSet<>();
    graph.initializers().forEach(tensor -> given.add(tensor.name()));
    List<OnnxValueInfo> inputs =
        graph.inputs().stream().filter(input -> !given.contains(input.name())).toList();
    List<Site> entries =
        inputs.stream()
            .map(input -> new Site(names.address("", input.name()), List.of(), "", "", 0))
            .toList();
    Block block = block(graph, "", null, 0);
    return new Plan(
        file, inputs, entries, settle(block), graph.outputs(), parameters, roles.found());
  }

  private Block block(OnnxGraph graph, String path, @Nullable Scope around, int depth) {
    requireDepth(depth);
    Scope scope = new Scope(around);
    for (OnnxTensor tensor : graph.initializers()) constant(tensor.name(), tensor, path, scope);
    List<String> inputs = new ArrayList<>();
    for (OnnxValueInfo input : graph.inputs()) {
      if (scope.constants.containsKey(input.name())) continue;
      inputs.add(input.name());
      scope.axes.put(input.name(), 0);
    }
    List<Step> steps = steps(graph.nodes(), path, scope, opset, depth);
    List<String> outputs = graph.outputs().stream().map(OnnxValueInfo::name).toList();
    List<OnnxType> types = graph.outputs().stream().map(OnnxValueInfo::type).toList();
    return new Block(inputs, outputs, types, scope.constants, steps);
  }

  private void requireDepth(int depth) {
    if (depth <= Limits.DEPTH) return;
    throw new GraphException(
        file + ": graphs or functions nested more than " + Limits.DEPTH + " deep");
  }

  private List<Step> steps(List<OnnxNode> nodes, String path, Scope scope, int version, int depth) {
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < nodes.size(); i++) {
      OnnxNode node = nodes.get(i);
      if (node.is("Constant") && ConstantNodes.isFixed(node)) {
        constant(node, path, scope);
        continue;
      }
      String inner = path + (node.name().isEmpty() ? node.opType() + "_" + i : node.name()) + "/";
      steps.add(step(node, inner, path, scope, version, depth));
    }
    return steps;
  }

  private Step step(OnnxNode node, String inner, String path, Scope scope, int version, int depth) {
    if (++planned > Limits.STEPS) {
      throw new GraphException(file + ": more than " + Limits.STEPS + " nodes");
    }
    String called = called(node);
    Map<String, Block> blocks = new HashMap<>();
    Operator operator;
    OnnxFunction function = functions.get(node.domain() + ":" + node.opType());
    if (function != null) {
      operator = ControlOperators.function();
      blocks.put("body", function(function, node, inner, depth + 1));
    } else {
      operator = Operators.find(node, file, called, version);
      for (OnnxAttribute attribute : node.attributes()) {
        if (attribute instanceof OnnxAttribute.OfGraph graph) {
          String below = inner + graph.name() + "/";
          blocks.put(graph.name(), block(graph.value(), below, scope, depth + 1));
        }
      }
    }
    List<String> weights = new ArrayList<>();
    for (int i = 0; i < node.inputs().size(); i++) {
      if (scope.constant(node.inputs().get(i)) instanceof Constant.OfParameter parameter) {
        weights.add(parameter.address());
        roles.use(parameter.address(), node, i);
      }
    }
    int axis = axis(operator, node, scope);
    List<Site> sites = new ArrayList<>();
    for (int i = 0; i < node.outputs().size(); i++) {
      String output = node.outputs().get(i);
      boolean taken = scope.constants.containsKey(output) || scope.axes.containsKey(output);
      if (taken && !output.isEmpty()) {
        throw new GraphException(file + ": two nodes compute '" + output + "'");
      }
      scope.axes.put(output, axis);
      String address = output.isEmpty() ? "" : names.address(path, output);
      List<String> claims = output.isEmpty() ? List.of() : names.claims(node, i, weights);
      sites.add(new Site(address, claims, node.opType(), node.name(), axis));
    }
    return new Step(node, called, operator, version, sites, blocks, List.of());
  }

  private static int axis(Operator operator, OnnxNode node, Scope scope) {
    return switch (operator.units()) {
      case CHANNELS -> 1;
      case LAST -> -1;
      case BY_RANK -> 0;
      case SAME -> {
        for (String input : node.inputs()) {
          if (!input.isEmpty() && scope.constant(input) == null) yield scope.axis(input);
        }
        yield 0;
      }
    };
  }

  private static String called(OnnxNode node) {
    String domain = node.domain().isEmpty() ? "" : node.domain() + ".";
    String name = node.name().isEmpty() ? String.join(", ", node.outputs()) : node.name();
    return "operator '" + domain + node.opType() + "' (node '" + name + "')";
  }

  /** A function of the model, written out where it is used. */
  private Block function(OnnxFunction function, OnnxNode caller, String path, int depth) {
    requireDepth(depth);
    Map<String, OnnxAttribute> given = new HashMap<>();
    function.defaults().forEach(attribute -> given.put(attribute.name(), attribute));
    caller.attributes().forEach(attribute -> given.put(attribute.name(), attribute));
    List<OnnxNode> nodes =
        function.nodes().stream().map(node -> FunctionCall.substitute(node, given)).toList();
    Scope scope = new Scope(null);
    function.inputs().forEach(input -> scope.axes.put(input, 0));
    int version = function.operatorSets().isEmpty() ? opset : opset(function.operatorSets());
    List<Step> steps = steps(nodes, path, scope, version, depth);
    List<OnnxType> types = Collections.nCopies(function.outputs().size(), new OnnxType.Unknown());
    return new Block(function.inputs(), function.outputs(), types, scope.constants, steps);
  }

  private int opset(Map<String, Long> sets) {
    long version = sets.getOrDefault("", sets.getOrDefault("ai.onnx", 0L));
    if (version == 0) version = Math.max(opset, Operators.LATEST);
    if (version >= Operators.EARLIEST && version <= Operators.NEWEST) return (int) version;
    throw new GraphException(
        file
            + ": uses version "
            + version
            + " of ONNX's operators; versions "
            + Operators.EARLIEST
            + " to "
            + Operators.NEWEST
            + " are read: export the model for one of them");
  }

  private void constant(OnnxNode node, String path, Scope scope) {
    String name = node.outputs().getFirst();
    switch (node.attributes().getFirst()) {
      case OnnxAttribute.OfTensor tensor -> constant(name, tensor.value(), path, scope);
      case OnnxAttribute.OfFloat one -> constant(name, scalar(name, one.value()), path, scope);
      case OnnxAttribute.OfFloats list -> constant(name, list.tensor(), path, scope);
      case OnnxAttribute.OfInts list -> constant(name, list.tensor(), path, scope);
      default -> throw new IllegalStateException("checked by ConstantNodes");
    }
  }

  private static Tensor scalar(String name, float value) {
    return Tensor.ofFloats(name, Shape.of(), new float[] {value});
  }

  /** Real numbers of the engine's own width are parameters. */
  private void constant(String name, OnnxTensor tensor, String path, Scope scope) {
    Constant constant = Constants.of(tensor);
    if (constant instanceof Constant.OfTensor(Tensor numbers, ElementType type)
        && type == ElementType.FLOAT32
        && numbers.count() > 0) {
      String address = parameters.containsKey(name) ? path + name : name;
      if (parameters.putIfAbsent(address, numbers.named(address)) != null) {
        throw new GraphException(file + ": two constants are called '" + address + "'");
      }
      constant = new Constant.OfParameter(address);
    }
    scope.constants.put(name, constant);
  }

  private void constant(String name, Tensor tensor, String path, Scope scope) {
    OnnxElementType type =
        tensor.dtype() == DType.INT64 ? OnnxElementType.INT64 : OnnxElementType.FLOAT;
    constant(name, new OnnxTensor.Dense(tensor, type), path, scope);
  }

  /** Leaves each site the aliases that are its alone: known when all are planned. */
  private Block settle(Block block) {
    List<Step> steps = new ArrayList<>();
    for (Step step : block.steps()) {
      Map<String, Block> blocks = new HashMap<>();
      step.blocks().forEach((name, inner) -> blocks.put(name, settle(inner)));
      List<Site> sites =
          step.sites().stream()
              .map(site -> site.called(names.own(site.aliases(), site.address())))
              .toList();
      steps.add(step.settled(sites, blocks));
    }
    return LastUses.of(block.with(steps));
  }
}
