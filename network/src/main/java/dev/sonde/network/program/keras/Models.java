package dev.sonde.network.program.keras;

import dev.sonde.checkpoint.keras.ClassNames;
import dev.sonde.network.program.ProgramException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * Models, and models in them: layers one after the other, or as a graph.
 *
 * @param counted whether the weights of a layer lie under its class, counted, as in {@code .keras}
 * @param legacy whether models in a graph count their uses from 0 on, as before tf.keras
 */
record Models(Lowering lowering, boolean counted, boolean legacy) {

  /** Layers of one model: far more than any has. */
  private static final int MOST = 5000;

  private static final int DEEPEST = 16;

  /** A layer, and where its weights are. */
  private record Member(Layer layer, JsonNode json, Weights weights, String path) {}

  /** The layers of a model: a list, in Keras 1 without anything around it. */
  static JsonNode layers(Layer model) {
    JsonNode config = model.config();
    return config.isArray() ? config : config.path("layers");
  }

  private List<Member> members(Layer model, Weights weights, String path) {
    JsonNode layers = layers(model);
    if (layers.size() > MOST) throw model.wrong("it has " + layers.size() + " layers");
    Map<String, Integer> uses = new HashMap<>();
    List<Member> members = new ArrayList<>();
    for (JsonNode json : layers) {
      Layer layer = Layer.of(model.file(), json);
      String name = layer.name();
      Weights own;
      if (!counted) {
        own = weights.layer(name, name);
      } else if (layer.isOperation()) {
        own = weights;
      } else {
        String base = ClassNames.snakeCase(layer.kind());
        int before = uses.merge(base, 1, Integer::sum) - 1;
        String group = before == 0 ? base : base + "_" + before;
        own = weights.within(ClassNames.isMadeUp(name, group) ? group : name);
      }
      members.add(new Member(layer, json, own, path.isEmpty() ? name : path + "/" + name));
    }
    return members;
  }

  /** Computes a model. */
  List<Flow> run(Layer model, Weights weights, String path, List<Flow> inputs, int depth) {
    if (depth > DEEPEST) throw model.wrong("models are nested more than " + DEEPEST + " deep");
    boolean sequential =
        model.config().isArray() || model.config().path("output_layers").isMissingNode();
    return sequential
        ? sequence(model, weights, path, inputs, depth)
        : graph(model, weights, path, inputs, depth);
  }

  private List<Flow> use(
      Member member,
      List<Flow> inputs,
      Map<String, List<Flow>> named,
      Map<String, JsonNode> plain,
      int depth) {
    String site = lowering.site(member.path());
    LayerCall call =
        new LayerCall(lowering, member.layer(), member.weights(), site, inputs, named, plain);
    if (!member.layer().isModel()) return lowering.layer(call);
    List<Flow> values = run(member.layer(), member.weights(), member.path(), inputs, depth + 1);
    return lowering.seen(call, values);
  }

  private List<Flow> sequence(
      Layer model, Weights weights, String path, List<Flow> inputs, int depth) {
    List<Flow> values = inputs;
    for (Member member : members(model, weights, path)) {
      if (member.layer().kind().equals("InputLayer")) continue;
      values = use(member, values, Map.of(), Map.of(), depth);
    }
    return values;
  }

  private List<Flow> graph(
      Layer model, Weights weights, String path, List<Flow> inputs, int depth) {
    Graph graph = new Graph(model, inputs, depth);
    for (Member member : members(model, weights, path)) graph.add(member);
    return graph.run();
  }

  /** The uses of a functional model's layers, each when what it reads is there. */
  private final class Graph {
    private final Layer model;
    private final int depth;
    private final Map<Node.Reference, Flow> values = new HashMap<>();
    private final Map<String, Member> members = new LinkedHashMap<>();
    private final Map<String, List<Node>> waiting = new LinkedHashMap<>();
    private final Map<String, Integer> done = new HashMap<>();

    Graph(Layer model, List<Flow> inputs, int depth) {
      this.model = model;
      this.depth = depth;
      List<Node.Reference> entries = Node.references(model.config().path("input_layers"));
      if (entries.size() != inputs.size()) {
        throw model.wrong("it has " + entries.size() + " inputs and is given " + inputs.size());
      }
      for (int i = 0; i < inputs.size(); i++) values.put(entries.get(i), inputs.get(i));
    }

    void add(Member member) {
      String name = member.json().path("name").asString(member.layer().name());
      if (members.put(name, member) != null) throw member.layer().wrong("two have this name");
      if (member.layer().kind().equals("InputLayer")) return;
      List<Node> nodes = new ArrayList<>();
      JsonNode listed = member.json().path("inbound_nodes");
      if (listed.size() > MOST)
        throw member.layer().wrong("it is used " + listed.size() + " times");
      for (JsonNode node : listed) nodes.add(Node.of(node));
      waiting.put(name, nodes);
    }

    List<Flow> run() {
      boolean moved = true;
      while (moved && !waiting.isEmpty()) {
        moved = false;
        for (String name : List.copyOf(waiting.keySet())) moved |= advance(name);
      }
      List<Flow> outputs = new ArrayList<>();
      for (Node.Reference output : Node.references(model.config().path("output_layers"))) {
        outputs.add(
            find(output, true)
                .orElseThrow(
                    () ->
                        model.wrong(
                            "its output '"
                                + output.layer()
                                + "' is never computed"
                                + (waiting.isEmpty()
                                    ? ""
                                    : ": these wait for each other: " + stuck()))));
      }
      if (outputs.isEmpty()) throw model.wrong("it has no outputs");
      return outputs;
    }

    private String stuck() {
      return waiting.keySet().stream().limit(4).collect(Collectors.joining(", "));
    }

    private boolean advance(String name) {
      List<Node> nodes = waiting.getOrDefault(name, List.of());
      Member member = members.get(name);
      int from = done.getOrDefault(name, 0);
      int next = from;
      while (member != null && next < nodes.size() && compute(member, name, nodes.get(next), next))
        next++;
      done.put(name, next);
      if (next == nodes.size()) waiting.remove(name);
      return next > from;
    }

    private boolean compute(Member member, String name, Node node, int use) {
      List<Flow> inputs = new ArrayList<>();
      for (Node.Reference input : node.inputs()) {
        Optional<Flow> flow = find(input, false);
        if (flow.isEmpty()) return false;
        inputs.add(flow.get());
      }
      Map<String, List<Flow>> named = new LinkedHashMap<>();
      for (Map.Entry<String, List<Node.Reference>> one : node.named().entrySet()) {
        List<Flow> flows = new ArrayList<>();
        for (Node.Reference reference : one.getValue()) {
          Optional<Flow> flow = find(reference, false);
          if (flow.isEmpty()) return false;
          flows.add(flow.get());
        }
        named.put(one.getKey(), flows);
      }
      List<Flow> masks = named.getOrDefault("mask", List.of());
      for (int i = 0; i < Math.min(masks.size(), inputs.size()); i++) {
        inputs.set(i, inputs.get(i).masked(Optional.of(masks.get(i).value())));
      }
      List<Flow> results = use(member, inputs, named, node.plain(), depth);
      for (int i = 0; i < results.size(); i++) {
        values.put(new Node.Reference(name, use, i), results.get(i));
      }
      return true;
    }

    /**
     * What a reference means. Functional models count the use that made them, some files in all
     * places, Keras 3 in its list of outputs.
     */
    private Optional<Flow> find(Node.Reference reference, boolean isOutput) {
      Member member = members.get(reference.layer());
      boolean nested =
          member != null
              && member.layer().isModel()
              && member.layer().config().has("output_layers");
      boolean from1 = nested && (lowering.keras3() ? isOutput : !legacy);
      if (!from1) return Optional.ofNullable(values.get(reference));
      Node.Reference before =
          new Node.Reference(reference.layer(), reference.use() - 1, reference.output());
      return Optional.ofNullable(values.get(before));
    }
  }

  ProgramException notAModel(Layer model) {
    return new ProgramException(
        model.file()
            + ": its model_config is a "
            + (model.kind().isEmpty() ? "model without a class" : model.kind())
            + " without a list of layers: the code of a subclassed model is not in its file. Where"
            + " it was made, export it with model.export(\"model.onnx\", format=\"onnx\")");
  }
}
