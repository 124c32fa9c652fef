package dev.sonde.app.serve.graph;

import dev.sonde.figure.graph.NestedLayout;
import dev.sonde.figure.graph.NestedLayout.Box;
import dev.sonde.figure.graph.NestedLayout.Node;
import java.util.ArrayList;
import java.util.List;

/** Boxes in rows, as words in a paragraph: for parts that have an order and nothing more. */
final class Rows {

  private static final double HEAD = 30;
  private static final double GAP = 14;

  private final List<Node> nodes;
  private final List<List<Integer>> children = new ArrayList<>();
  private final List<Integer> roots = new ArrayList<>();
  private final double[] x;
  private final double[] y;
  private final double[] width;
  private final double[] height;

  private Rows(List<Node> nodes) {
    this.nodes = nodes;
    x = new double[nodes.size()];
    y = new double[nodes.size()];
    width = new double[nodes.size()];
    height = new double[nodes.size()];
    for (int i = 0; i < nodes.size(); i++) {
      children.add(new ArrayList<>());
      int parent = nodes.get(i).parent();
      if (parent < 0) roots.add(i);
      else children.get(parent).add(i);
    }
  }

  /**
   * @param nodes parents before their children
   */
  static NestedLayout of(List<Node> nodes) {
    Rows rows = new Rows(nodes);
    // From the innermost outwards, then the corners from outside inwards.
    for (int i = nodes.size() - 1; i >= 0; i--) rows.size(i);
    double[] whole = rows.place(rows.roots);
    List<Box> boxes = new ArrayList<>();
    for (int i = 0; i < nodes.size(); i++) {
      int parent = nodes.get(i).parent();
      if (parent >= 0) {
        rows.x[i] += rows.x[parent] + GAP;
        rows.y[i] += rows.y[parent] + HEAD;
      }
      boxes.add(new Box(rows.x[i], rows.y[i], rows.width[i], rows.height[i]));
    }
    return new NestedLayout(whole[0], whole[1], boxes, List.of());
  }

  private void size(int node) {
    if (children.get(node).isEmpty()) {
      width[node] = nodes.get(node).width();
      height[node] = nodes.get(node).height();
      return;
    }
    double[] inner = place(children.get(node));
    width[node] = Math.max(nodes.get(node).width(), inner[0] + 2 * GAP);
    height[node] = inner[1] + HEAD + GAP;
  }

  /** Places boxes from their common corner on; rows about as long as there are rows high. */
  private double[] place(List<Integer> boxes) {
    double area = boxes.stream().mapToDouble(i -> (width[i] + GAP) * (height[i] + GAP)).sum();
    double widest = boxes.stream().mapToDouble(i -> width[i]).max().orElse(0);
    double wide = Math.max(widest, Math.sqrt(2 * area));
    double[] size = new double[2];
    double left = 0;
    double top = 0;
    double row = 0;
    for (int i : boxes) {
      if (left > 0 && left + width[i] > wide) {
        left = 0;
        top += row + GAP;
        row = 0;
      }
      x[i] = left;
      y[i] = top;
      left += width[i] + GAP;
      row = Math.max(row, height[i]);
      size[0] = Math.max(size[0], left - GAP);
      size[1] = Math.max(size[1], top + row);
    }
    return size;
  }
}
