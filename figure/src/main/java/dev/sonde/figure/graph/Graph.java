package dev.sonde.figure.graph;

import java.util.List;

/**
 * A directed graph to be drawn.
 *
 * @param start the node that an arrow from nowhere leads to
 */
public record Graph(List<Node> nodes, List<Edge> edges, int start) {

  public Graph {
    nodes = List.copyOf(nodes);
    edges = List.copyOf(edges);
    java.util.Objects.checkIndex(start, nodes.size());
  }

  /**
   * A node, drawn as a circle.
   *
   * @param below a second line in the circle, or empty
   * @param doubled whether it has a second ring: an accepting state
   */
  public record Node(String label, String below, boolean doubled) {}

  /**
   * An edge.
   *
   * @param labels written beside it, in order; many are shortened to a few and a count
   */
  public record Edge(int from, int to, List<String> labels) {
    public Edge {
      labels = List.copyOf(labels);
    }
  }
}
