package dev.sonde.network.program.exported;

import dev.sonde.network.program.ProgramException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A part of the graph's JSON, with errors that say which.
 *
 * @param file as messages name it
 * @param path where in the document
 */
record Node(String file, String path, JsonNode json) {

  Node get(String name) {
    Node found = find(name);
    if (found == null) throw wrong("'" + name + "'");
    return found;
  }

  @Nullable Node find(String name) {
    JsonNode found = json.get(name);
    if (found == null || found.isNull()) return null;
    return new Node(file, path + "." + name, found);
  }

  boolean has(String name) {
    return find(name) != null;
  }

  List<Node> items() {
    if (!json.isArray()) throw wrong("a list");
    List<Node> items = new ArrayList<>();
    for (int i = 0; i < json.size(); i++) {
      items.add(new Node(file, path + "[" + i + "]", json.get(i)));
    }
    return items;
  }

  List<Node> items(String name) {
    Node found = find(name);
    return found == null ? List.of() : found.items();
  }

  Map<String, Node> entries() {
    if (!json.isObject()) throw wrong("an object");
    Map<String, Node> entries = new LinkedHashMap<>();
    json.properties()
        .forEach(
            e -> entries.put(e.getKey(), new Node(file, path + "." + e.getKey(), e.getValue())));
    return entries;
  }

  /** The one entry of an object that says by its name what it is: {@code {"as_int": 3}}. */
  Map.Entry<String, Node> variant() {
    if (!json.isObject()) throw wrong("an object of one entry");
    Map.Entry<String, Node> only = null;
    for (Map.Entry<String, JsonNode> entry : json.properties()) {
      if (entry.getValue().isNull()) continue;
      if (only != null) throw wrong("an object of one entry");
      only =
          Map.entry(entry.getKey(), new Node(file, path + "." + entry.getKey(), entry.getValue()));
    }
    if (only == null) throw wrong("an object of one entry");
    return only;
  }

  String text() {
    if (!json.isString()) throw wrong("a text");
    return json.stringValue();
  }

  String text(String name, String absent) {
    Node found = find(name);
    return found == null || !found.json.isString() ? absent : found.text();
  }

  long whole() {
    if (!json.isIntegralNumber() || !json.canConvertToLong()) throw wrong("a whole number");
    return json.longValue();
  }

  double real() {
    if (json.isNumber()) return json.doubleValue();
    return switch (json.isString() ? json.stringValue() : "") {
      case "Infinity" -> Double.POSITIVE_INFINITY;
      case "-Infinity" -> Double.NEGATIVE_INFINITY;
      case "NaN" -> Double.NaN;
      default -> throw wrong("a number");
    };
  }

  boolean truth() {
    if (!json.isBoolean()) throw wrong("a truth");
    return json.booleanValue();
  }

  ProgramException wrong(String expected) {
    return new ProgramException(file + ": the graph is damaged: no " + expected + " at " + path);
  }
}
