package dev.sonde.app.serve.graph;

import dev.sonde.network.wiring.Wiring;
import dev.sonde.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The modules of a network as its names say them, {@code layer1.0.conv1} in {@code layer1.0} in
 * {@code layer1}, with the calls and tensors of each. Where one module holds more parts than can be
 * looked at, they are gathered in groups by their order, and groups of groups.
 */
final class ModuleTree {

  /** As many parts of one module are shown side by side. */
  private static final int MOST_PARTS = 120;

  private static final int DEEPEST = 64;

  final Part root = new Part("", "", null, null);

  /** The part of each node of the wiring, in its order. */
  final List<Part> calls = new ArrayList<>();

  private final Map<String, Part> modules = new HashMap<>();

  private ModuleTree() {
    modules.put("", root);
  }

  /**
   * @param wiring null where the file says no computation
   */
  static ModuleTree of(@Nullable Wiring wiring, List<Tensor> tensors) {
    ModuleTree tree = new ModuleTree();
    if (wiring != null) for (Wiring.Node node : wiring.nodes()) tree.add(node);
    for (Tensor tensor : tensors) tree.add(tensor, wiring != null);
    ModuleTree gathered = new ModuleTree();
    Map<Part, Part> made = new HashMap<>();
    gathered.gather(tree.root, gathered.root, made);
    for (Part call : tree.calls) gathered.calls.add(made.get(call));
    return gathered;
  }

  private void add(Wiring.Node node) {
    Part module = module(node.module());
    String id =
        (node.kind() == Wiring.Kind.CALL
                ? ""
                : node.kind().name().toLowerCase(java.util.Locale.ROOT) + ":")
            + node.address();
    // A call may be called as its module is.
    while (modules.containsKey(id) || module.children.containsKey(id)) id += "'";
    String label = node.operator().isEmpty() ? node.address() : node.operator();
    Part part = new Part(id, label, module, node);
    module.children.put(id, part);
    calls.add(part);
  }

  /** Tensors count for their module; of a file of weights alone each is a part by itself. */
  private void add(Tensor tensor, boolean wired) {
    String address = tensor.address();
    int last = Math.max(address.lastIndexOf('.'), address.lastIndexOf('/'));
    String path = last < 0 ? "" : address.substring(0, last);
    Part module = wired ? nearest(path) : module(path);
    module.tensors.add(address);
    for (Part at = module; at != null; at = at.parent) at.parameters += tensor.count();
  }

  /** The innermost module of the computation around a path. */
  private Part nearest(String path) {
    for (String tail = path; ; tail = inner(tail)) {
      for (String at = tail; !at.isEmpty(); at = outer(at)) {
        Part module = modules.get(at);
        if (module != null) return module;
      }
      // What trained on several devices has words in front: module.layer1.0.conv1.
      if (tail.isEmpty()) return root;
    }
  }

  private static String inner(String path) {
    int dot = path.indexOf('.');
    return dot < 0 ? "" : path.substring(dot + 1);
  }

  private static String outer(String path) {
    int dot = Math.max(path.lastIndexOf('.'), path.lastIndexOf('/'));
    return dot < 0 ? "" : path.substring(0, dot);
  }

  private Part module(String path) {
    Part there = modules.get(path);
    if (there != null) return there;
    String outer = outer(path);
    // Names come from a file: one of ten thousand dots is not a tree of that depth.
    Part parent = depth(path) > DEEPEST ? root : module(outer);
    String label = parent == root ? path : path.substring(outer.length() + 1);
    Part made = new Part(path, label, parent, null);
    parent.children.put(path, made);
    modules.put(path, made);
    return made;
  }

  private static long depth(String path) {
    return path.chars().filter(c -> c == '.' || c == '/').count();
  }

  /** Copies a module, its parts in groups where there are too many. */
  private void gather(Part from, Part to, Map<Part, Part> made) {
    made.put(from, to);
    to.tensors.addAll(from.tensors);
    to.parameters = from.parameters;
    copy(List.copyOf(from.children.values()), to, made);
  }

  private void copy(List<Part> parts, Part to, Map<Part, Part> made) {
    if (parts.size() > MOST_PARTS) {
      int size = (int) Math.ceil(Math.sqrt(parts.size()));
      size = Math.max(size, Math.ceilDiv(parts.size(), MOST_PARTS));
      for (int first = 0; first < parts.size(); first += size) {
        List<Part> some = parts.subList(first, Math.min(parts.size(), first + size));
        String label = "parts " + (first + 1) + " to " + (first + some.size());
        Part group =
            new Part(to.id + ":" + (first + 1) + "-" + (first + some.size()), label, to, null);
        to.children.put(group.id, group);
        copy(some, group, made);
        group.parameters =
            group.children.values().stream().mapToLong(part -> part.parameters).sum();
      }
      return;
    }
    for (Part part : parts) {
      Part copy = new Part(part.id, part.label, to, part.call);
      to.children.put(copy.id, copy);
      gather(part, copy, made);
    }
  }
}
