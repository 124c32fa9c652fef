package dev.sonde.app.serve.graph;

import dev.sonde.figure.graph.NestedLayout;
import dev.sonde.network.wiring.Wiring;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A network laid out, with some of its modules open. */
final class GraphView {

  private static final double HEIGHT = 44;
  private static final double LEAST_WIDTH = 70;
  private static final double MOST_WIDTH = 260;
  private static final double LETTER = 7.6;

  /** More boxes are not laid out in layers; close some modules. */
  private static final int MOST_LAYERED = 2500;

  private final List<Part> shown = new ArrayList<>();
  private final Map<Part, Integer> places = new HashMap<>();

  /** What is computed last in each module: what leaves it. */
  private final Map<Part, Wiring.Node> last = new HashMap<>();

  private final Set<String> open;

  private GraphView(Set<String> open) {
    this.open = open;
  }

  /** A graph as a program reads it. */
  record Document(
      double width,
      double height,
      List<Map<String, @Nullable Object>> nodes,
      List<Map<String, @Nullable Object>> edges,
      boolean computation,
      boolean complete) {}

  /**
   * @param wiring null where the file says no computation
   * @param open ids of modules that are shown from inside
   */
  static Document of(ModuleTree tree, @Nullable Wiring wiring, Set<String> open) {
    GraphView view = new GraphView(open);
    view.show(tree.root);
    for (Part call : tree.calls) {
      for (Part at = call.parent; at != null; at = at.parent) view.last.put(at, call.call);
    }
    Collection<List<Integer>> pairs = wiring == null ? List.of() : view.edges(tree, wiring);
    List<NestedLayout.Node> boxes = new ArrayList<>();
    for (Part part : view.shown) {
      int parent = view.places.getOrDefault(part.parent, -1);
      boxes.add(new NestedLayout.Node(parent, width(part), HEIGHT));
    }
    NestedLayout layout =
        wiring == null || boxes.size() > MOST_LAYERED
            ? Rows.of(boxes)
            : NestedLayout.of(
                boxes,
                pairs.stream().map(p -> new NestedLayout.Edge(p.getFirst(), p.getLast())).toList());
    List<Map<String, @Nullable Object>> nodes = new ArrayList<>();
    for (int i = 0; i < boxes.size(); i++) nodes.add(view.node(i, layout.boxes().get(i)));
    List<Map<String, @Nullable Object>> edges = new ArrayList<>();
    int number = 0;
    for (List<Integer> pair : pairs) edges.add(view.edge(number++, pair, layout));
    return new Document(
        layout.width(),
        layout.height(),
        nodes,
        edges,
        wiring != null,
        wiring == null || wiring.complete());
  }

  private void show(Part module) {
    for (Part part : module.children.values()) {
      places.put(part, shown.size());
      shown.add(part);
      if (isOpen(part)) show(part);
    }
  }

  private boolean isOpen(Part part) {
    return part.isOpenable() && open.contains(part.id);
  }

  /** The box in which a part is seen. */
  private int place(Part part) {
    for (Part at = part; at != null; at = at.parent) {
      Integer place = places.get(at);
      if (place != null) return place;
    }
    throw new IllegalArgumentException(part.id + " is in no box");
  }

  /** Between boxes, each pair once, in the order of computation; none within one box. */
  private Collection<List<Integer>> edges(ModuleTree tree, Wiring wiring) {
    Set<List<Integer>> pairs = new LinkedHashSet<>();
    int[] seen = new int[tree.calls.size()];
    for (int i = 0; i < seen.length; i++) seen[i] = place(tree.calls.get(i));
    for (int i = 0; i < seen.length; i++) {
      for (int source : wiring.nodes().get(i).sources()) {
        if (seen[source] != seen[i]) pairs.add(List.of(seen[source], seen[i]));
      }
    }
    return pairs;
  }

  private static double width(Part part) {
    Wiring.Node call = part.onlyCall();
    int letters = Math.max(part.label.length() + 3, call == null ? 0 : call.operator().length());
    return Math.clamp(LETTER * letters + 22, LEAST_WIDTH, MOST_WIDTH);
  }

  private Map<String, @Nullable Object> node(int place, NestedLayout.Box box) {
    Part part = shown.get(place);
    Wiring.Node call = part.onlyCall();
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("id", part.id);
    all.put("parent", part.parent == null || part.parent.id.isEmpty() ? null : part.parent.id);
    all.put("label", part.label);
    all.put("kind", part.kind());
    all.put("module", part.isModule() ? part.id : call == null ? "" : call.module());
    all.put("operator", call == null ? "" : call.operator());
    all.put("parameters", part.parameters);
    List<String> sites = new ArrayList<>();
    Wiring.Node leaves = last.get(part);
    if (call != null) {
      sites.add(call.address());
      sites.addAll(call.aliases());
    } else if (leaves != null) {
      sites.add(leaves.address());
    }
    all.put("sites", sites);
    all.put("tensors", part.tensors);
    all.put("x", box.x());
    all.put("y", box.y());
    all.put("width", box.width());
    all.put("height", box.height());
    all.put("openable", part.isOpenable());
    all.put("opened", isOpen(part));
    return all;
  }

  private Map<String, @Nullable Object> edge(int number, List<Integer> pair, NestedLayout layout) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("id", "e" + number);
    all.put("from", shown.get(pair.getFirst()).id);
    all.put("to", shown.get(pair.getLast()).id);
    List<List<Double>> points = new ArrayList<>();
    if (number < layout.lines().size()) {
      layout.lines().get(number).forEach(p -> points.add(List.of(p.x(), p.y())));
    } else {
      NestedLayout.Box from = layout.boxes().get(pair.getFirst());
      NestedLayout.Box to = layout.boxes().get(pair.getLast());
      points.add(List.of(from.x() + from.width() / 2, from.y() + from.height()));
      points.add(List.of(to.x() + to.width() / 2, to.y()));
    }
    all.put("points", points);
    all.put("label", "");
    return all;
  }
}
