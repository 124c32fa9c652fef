package dev.sonde.automata.dot;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A directed graph as the file says it: nodes and edges with their attributes, in order. */
final class Graph {

  /** An edge and the line that it stands in. */
  record Edge(String from, String to, Map<String, String> attributes, int line) {}

  private final String name;
  private final Map<String, Map<String, String>> nodes = new LinkedHashMap<>();
  private final Map<String, Integer> lines = new LinkedHashMap<>();
  private final List<Edge> edges = new ArrayList<>();

  Graph(String name) {
    this.name = name;
  }

  String name() {
    return name;
  }

  void node(String id, Map<String, String> attributes, int line) {
    nodes.computeIfAbsent(id, _ -> new LinkedHashMap<>()).putAll(attributes);
    lines.putIfAbsent(id, line);
  }

  void edge(String from, String to, Map<String, String> attributes, int line) {
    node(from, Map.of(), line);
    node(to, Map.of(), line);
    edges.add(new Edge(from, to, attributes, line));
  }

  /** Attributes of every node, in the order in which the file names them. */
  Map<String, Map<String, String>> nodes() {
    return nodes;
  }

  /** The line in which a node is named first. */
  int line(String id) {
    return lines.getOrDefault(id, 0);
  }

  List<Edge> edges() {
    return edges;
  }
}
