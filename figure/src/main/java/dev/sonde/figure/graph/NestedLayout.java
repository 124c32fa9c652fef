package dev.sonde.figure.graph;

import dev.sonde.figure.Mark.Point;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.elk.alg.layered.options.LayeredOptions;
import org.eclipse.elk.core.RecursiveGraphLayoutEngine;
import org.eclipse.elk.core.math.ElkPadding;
import org.eclipse.elk.core.options.CoreOptions;
import org.eclipse.elk.core.options.Direction;
import org.eclipse.elk.core.options.EdgeRouting;
import org.eclipse.elk.core.options.HierarchyHandling;
import org.eclipse.elk.core.util.BasicProgressMonitor;
import org.eclipse.elk.graph.ElkBendPoint;
import org.eclipse.elk.graph.ElkEdge;
import org.eclipse.elk.graph.ElkEdgeSection;
import org.eclipse.elk.graph.ElkNode;
import org.eclipse.elk.graph.util.ElkGraphUtil;

/**
 * Where boxes go that may hold boxes, and the lines between them, in pixels, y downwards: layers
 * from top to bottom, whole hierarchies at once (ELK layered, with its fixed seed).
 *
 * @param boxes of the nodes, in their order
 * @param lines of the edges, in their order: corners from start to end
 */
public record NestedLayout(double width, double height, List<Box> boxes, List<List<Point>> lines) {

  private static final double HEAD = 30;
  private static final double PADDING = 14;
  private static final double BETWEEN_NODES = 24;
  private static final double BETWEEN_LAYERS = 34;

  /**
   * A box to be placed.
   *
   * @param parent place of the box around it, or −1
   * @param width of a box that holds none
   */
  public record Node(int parent, double width, double height) {}

  /** A line between two boxes, by their places. */
  public record Edge(int from, int to) {}

  /** Where a box is; the upper left corner, from the upper left corner of the whole. */
  public record Box(double x, double y, double width, double height) {}

  /**
   * Lays out.
   *
   * @param nodes parents before their children
   * @param edges none from a box to one that is around it
   */
  public static NestedLayout of(List<Node> nodes, List<Edge> edges) {
    Layers.register();
    ElkNode root = ElkGraphUtil.createGraph();
    root.setProperty(CoreOptions.ALGORITHM, "org.eclipse.elk.layered");
    root.setProperty(CoreOptions.DIRECTION, Direction.DOWN);
    root.setProperty(CoreOptions.EDGE_ROUTING, EdgeRouting.ORTHOGONAL);
    root.setProperty(CoreOptions.HIERARCHY_HANDLING, HierarchyHandling.INCLUDE_CHILDREN);
    root.setProperty(CoreOptions.RANDOM_SEED, 1);
    spaced(root);
    List<ElkNode> made = new ArrayList<>();
    for (Node node : nodes) {
      ElkNode one = ElkGraphUtil.createNode(node.parent() < 0 ? root : made.get(node.parent()));
      one.setDimensions(node.width(), node.height());
      made.add(one);
    }
    for (ElkNode node : made) {
      if (node.getChildren().isEmpty()) continue;
      node.setProperty(CoreOptions.PADDING, new ElkPadding(HEAD, PADDING, PADDING, PADDING));
      node.setProperty(CoreOptions.DIRECTION, Direction.DOWN);
      spaced(node);
    }
    List<ElkEdge> lines = new ArrayList<>();
    for (Edge edge : edges) {
      lines.add(ElkGraphUtil.createSimpleEdge(made.get(edge.from()), made.get(edge.to())));
    }
    new RecursiveGraphLayoutEngine().layout(root, new BasicProgressMonitor());
    Map<ElkNode, Point> corners = new HashMap<>();
    corners.put(root, new Point(0, 0));
    List<Box> boxes = new ArrayList<>();
    for (ElkNode node : made) {
      Point around = corners.getOrDefault(node.getParent(), new Point(0, 0));
      Point corner = new Point(around.x() + node.getX(), around.y() + node.getY());
      corners.put(node, corner);
      boxes.add(new Box(corner.x(), corner.y(), node.getWidth(), node.getHeight()));
    }
    return new NestedLayout(
        root.getWidth(),
        root.getHeight(),
        boxes,
        lines.stream().map(line -> corners(line, corners)).toList());
  }

  private static void spaced(ElkNode graph) {
    graph.setProperty(CoreOptions.SPACING_NODE_NODE, BETWEEN_NODES);
    graph.setProperty(LayeredOptions.SPACING_NODE_NODE_BETWEEN_LAYERS, BETWEEN_LAYERS);
  }

  /** A line's corners are told from the corner of the box that holds it. */
  private static List<Point> corners(ElkEdge line, Map<ElkNode, Point> corners) {
    Point around = corners.getOrDefault(line.getContainingNode(), new Point(0, 0));
    List<Point> points = new ArrayList<>();
    for (ElkEdgeSection section : line.getSections()) {
      points.add(new Point(around.x() + section.getStartX(), around.y() + section.getStartY()));
      for (ElkBendPoint bend : section.getBendPoints()) {
        points.add(new Point(around.x() + bend.getX(), around.y() + bend.getY()));
      }
      points.add(new Point(around.x() + section.getEndX(), around.y() + section.getEndY()));
    }
    return points;
  }
}
