package dev.sonde.network.program.exported;

import dev.sonde.network.program.Site;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Addresses of a graph's values. What a module gives to those around it has the module's path; what
 * is computed within it has the path and the operator, {@code layers.3.mlp@gelu}, numbered from the
 * second on, {@code layers.3.mlp@gelu_2}. A value that several modules give has the innermost's
 * path and answers to the others and to its operator too.
 */
final class Names {

  /** {@code getattr(A, '0')} of PyTorch 2.1. */
  private static final Pattern ATTRIBUTE =
      Pattern.compile("getattr\\(([^()]*), ['\"]([^'\"()]*)['\"]\\)");

  /**
   * One module that was running.
   *
   * @param key differs between two calls of one module
   */
  record Level(String key, String path) {}

  private final Map<String, Site> sites = new HashMap<>();

  private Names() {}

  /**
   * @param outputs names of the values that the program gives back
   */
  static Names of(List<Node> nodes, Set<String> outputs) {
    Names names = new Names();
    names.find(nodes, outputs);
    return names;
  }

  /**
   * The same for a graph within a graph, whose nodes say nothing of modules: addresses are those of
   * the module around it, with the name of the graph.
   */
  Names within(String module, String graph) {
    Names within = new Names();
    sites.forEach(
        (value, site) -> {
          boolean bare = site.address().startsWith("@");
          within.sites.put(
              value,
              bare
                  ? Site.of(module + "@" + graph + "." + site.address().substring(1))
                  : new Site(site.address(), site.aliases(), site.unitAxis()));
        });
    return within;
  }

  /** The site of a value. */
  Optional<Site> site(String value) {
    return Optional.ofNullable(sites.get(value));
  }

  /**
   * How a value was made.
   *
   * @param place among the results of the node
   * @param alone whether it is the only one
   */
  private record Made(List<Level> stack, Node node, int place, boolean alone) {}

  private void find(List<Node> nodes, Set<String> outputs) {
    Map<String, Made> values = new LinkedHashMap<>();
    for (Node node : nodes) {
      List<Level> stack = stack(node);
      List<String> made = made(node);
      for (int i = 0; i < made.size(); i++) {
        values.put(made.get(i), new Made(stack, node, i, made.size() == 1));
      }
    }
    // For each call of a module: the value that it gives. Of several it is the last, of a tuple's
    // parts the first; a state that nobody but the caller gets is not it, where another is.
    Map<String, String> given = new HashMap<>();
    give(values, escaping(nodes, values), given);
    Map<String, String> last = new HashMap<>();
    give(values, escaping(outputs, values), last);
    last.forEach(given::putIfAbsent);
    Map<String, Integer> counts = new HashMap<>();
    values.forEach((value, made) -> sites.put(value, site(value, made, given, counts)));
  }

  private static Site site(
      String value, Made made, Map<String, String> given, Map<String, Integer> counts) {
    List<Level> stack = made.stack();
    String module = stack.isEmpty() ? "" : stack.getLast().path();
    String plain = module + "@" + operator(made.node());
    int count =
        made.place() > 0 ? counts.getOrDefault(plain, 1) : counts.merge(plain, 1, Integer::sum);
    String inner =
        plain + (count == 1 ? "" : "_" + count) + (made.alone() ? "" : "." + made.place());
    List<String> names = new ArrayList<>();
    for (Level level : stack.reversed()) {
      boolean gives = value.equals(given.get(level.key()));
      if (gives && !level.path().isEmpty() && !names.contains(level.path()))
        names.add(level.path());
    }
    names.add(inner);
    return new Site(names.getFirst(), names.subList(1, names.size()), 0);
  }

  private static void give(
      Map<String, Made> values, Map<String, Set<String>> escaping, Map<String, String> given) {
    values.forEach(
        (value, made) -> {
          for (String key : escaping.getOrDefault(value, Set.of())) {
            String before = given.get(key);
            Made other = before == null ? null : values.get(before);
            boolean better =
                other == null
                    || !other.node().path().equals(made.node().path())
                    || made.place() < other.place();
            if (better) given.put(key, value);
          }
        });
  }

  /** The modules that each value leaves: a node outside reads it. */
  private static Map<String, Set<String>> escaping(List<Node> nodes, Map<String, Made> values) {
    Map<String, Set<String>> escaping = new HashMap<>();
    for (Node node : nodes) {
      Set<String> keys = new HashSet<>();
      stack(node).forEach(level -> keys.add(level.key()));
      for (String read : reads(node)) {
        for (Level level : levels(values, read)) {
          if (!keys.contains(level.key())) {
            escaping.computeIfAbsent(read, _ -> new HashSet<>()).add(level.key());
          }
        }
      }
    }
    return escaping;
  }

  /** The modules that each value leaves for the program's caller. */
  private static Map<String, Set<String>> escaping(Set<String> outputs, Map<String, Made> values) {
    Map<String, Set<String>> escaping = new HashMap<>();
    for (String output : outputs) {
      for (Level level : levels(values, output)) {
        escaping.computeIfAbsent(output, _ -> new HashSet<>()).add(level.key());
      }
    }
    return escaping;
  }

  private static List<Level> levels(Map<String, Made> values, String value) {
    Made made = values.get(value);
    return made == null ? List.of() : made.stack();
  }

  /** The arrays that a node makes, in order. */
  static List<String> made(Node node) {
    List<String> made = new ArrayList<>();
    for (Node output : node.items("outputs")) {
      Map.Entry<String, Node> variant = output.variant();
      switch (variant.getKey()) {
        case "as_tensor" -> made.add(variant.getValue().get("name").text());
        case "as_tensors" ->
            variant.getValue().items().forEach(item -> made.add(item.get("name").text()));
        default -> {}
      }
    }
    return made;
  }

  private static List<String> reads(Node node) {
    List<String> reads = new ArrayList<>();
    for (Node input : node.items("inputs")) {
      Map.Entry<String, Node> variant = input.get("arg").variant();
      switch (variant.getKey()) {
        case "as_tensor" -> reads.add(variant.getValue().get("name").text());
        case "as_tensors" ->
            variant.getValue().items().forEach(item -> reads.add(item.get("name").text()));
        case "as_optional_tensors" ->
            variant
                .getValue()
                .items()
                .forEach(
                    item -> {
                      Node tensor = item.find("as_tensor");
                      if (tensor != null) reads.add(tensor.get("name").text());
                    });
        default -> {}
      }
    }
    return reads;
  }

  /** {@code linear} of {@code torch.ops.aten.linear.default}. */
  static String operator(Node node) {
    String[] parts = node.get("target").text().split("\\.");
    boolean overloaded = parts.length > 2 && parts[0].equals("torch") && parts[1].equals("ops");
    return overloaded && parts.length > 4 ? parts[3] : parts[parts.length - 1];
  }

  /** The modules around a node, outermost first. */
  static List<Level> stack(Node node) {
    Node metadata = node.find("metadata");
    String text = metadata == null ? "" : metadata.text("nn_module_stack", "");
    List<Level> stack = new ArrayList<>();
    for (String part : text.split(";")) {
      int first = part.indexOf(',');
      int last = part.lastIndexOf(',');
      if (first == last || part.startsWith("_empty_nn_module_stack")) continue;
      stack.add(new Level(part.substring(0, first), path(part.substring(first + 1, last))));
    }
    return stack;
  }

  /** {@code layers.0} of that, of {@code L['self'].layers.0} and of what 2.1 writes. */
  private static String path(String text) {
    String path = text;
    for (Matcher found = ATTRIBUTE.matcher(path); found.find(); found = ATTRIBUTE.matcher(path)) {
      String plain = found.group(1) + "." + found.group(2);
      path = path.substring(0, found.start()) + plain + path.substring(found.end());
    }
    if (path.equals("L['self']")) return "";
    path = path.startsWith("L['self'].") ? path.substring("L['self'].".length()) : path;
    int call = path.indexOf('@');
    return call < 0 ? path : path.substring(0, call);
  }
}
