package dev.sonde.network.program.exported;

import dev.sonde.network.program.ProgramException;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** How arrays were nested in tuples, lists and dictionaries before the export laid them flat. */
final class TreeSpec {

  private static final int DEPTH = 64;

  private TreeSpec() {}

  /** The nested specification of a text as PyTorch writes it, {@code [1, {…}]}. */
  static Node parse(Node text, ObjectMapper mapper) {
    try {
      JsonNode json = mapper.readTree(text.text());
      Node list = new Node(text.file(), text.path(), json);
      List<Node> parts = list.items();
      if (parts.size() < 2) throw text.wrong("specification of a tree");
      return parts.get(1);
    } catch (JacksonException e) {
      throw new ProgramException(
          text.file() + ": the graph is damaged: no JSON at " + text.path(), e);
    }
  }

  static boolean isLeaf(Node spec) {
    return !spec.has("type");
  }

  static List<Node> children(Node spec) {
    return spec.items("children_spec");
  }

  /** A name for each child: its key, or its number. */
  static List<String> keys(Node spec, ObjectMapper mapper) {
    int count = children(spec).size();
    List<String> keys = new ArrayList<>();
    String context = spec.text("context", "");
    if (spec.text("type", "").endsWith("dict")) {
      try {
        JsonNode json = mapper.readTree(context);
        for (JsonNode key : json) keys.add(key.isString() ? key.stringValue() : key.toString());
      } catch (JacksonException e) {
        keys.clear();
      }
    }
    if (keys.size() != count) {
      keys.clear();
      for (int i = 0; i < count; i++) keys.add(Integer.toString(i));
    }
    return keys;
  }

  /**
   * The names of all leaves, in order.
   *
   * @param name of the whole
   * @param numbered whether children of the whole are {@code out0}, not {@code out.0}
   */
  static void leaves(
      Node spec,
      String name,
      boolean numbered,
      ObjectMapper mapper,
      List<String> names,
      int depth) {
    if (depth > DEPTH) throw spec.wrong("tree of less than " + DEPTH + " levels");
    if (isLeaf(spec)) {
      names.add(name);
      return;
    }
    List<String> keys = keys(spec, mapper);
    List<Node> children = children(spec);
    boolean dict = spec.text("type", "").endsWith("dict");
    for (int i = 0; i < children.size(); i++) {
      String inner = numbered && !dict ? name + keys.get(i) : name + "." + keys.get(i);
      leaves(children.get(i), inner, false, mapper, names, depth + 1);
    }
  }
}
