package dev.sonde.figure.graph;

import dev.sonde.figure.Mark.Point;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.elk.alg.layered.options.LayeredMetaDataProvider;
import org.eclipse.elk.core.RecursiveGraphLayoutEngine;
import org.eclipse.elk.core.data.LayoutMetaDataService;
import org.eclipse.elk.core.options.CoreOptions;
import org.eclipse.elk.core.options.Direction;
import org.eclipse.elk.core.options.EdgeRouting;
import org.eclipse.elk.core.util.BasicProgressMonitor;
import org.eclipse.elk.graph.ElkBendPoint;
import org.eclipse.elk.graph.ElkEdge;
import org.eclipse.elk.graph.ElkEdgeSection;
import org.eclipse.elk.graph.ElkLabel;
import org.eclipse.elk.graph.ElkNode;
import org.eclipse.elk.graph.util.ElkGraphUtil;

/**
 * Where nodes, edges and labels go, in pixels, y downwards: layers from left to right (Sugiyama,
 * Tagawa, Toda 1981) by the Eclipse Layout Kernel, with its fixed seed.
 *
 * @param centres of the nodes
 * @param curves of the edges, start, then control, control, end for each Bézier piece
 * @param labels upper left corners of the edges' labels
 * @param start the curve of the arrow from nowhere
 */
record Layers(
    double width,
    double height,
    List<Point> centres,
    List<List<Point>> curves,
    List<Point> labels,
    List<Point> start) {

  private static final double NOWHERE = 4;

  /** The registry is the library's own and global; registering twice does no harm. */
  static synchronized void register() {
    LayoutMetaDataService.getInstance()
        .registerLayoutMetaDataProviders(new LayeredMetaDataProvider());
  }

  /**
   * @param diameters of the nodes
   * @param words beside each edge
   */
  static Layers of(Graph graph, List<Double> diameters, List<EdgeWords> words) {
    register();
    ElkNode root = ElkGraphUtil.createGraph();
    root.setProperty(CoreOptions.ALGORITHM, "org.eclipse.elk.layered");
    root.setProperty(CoreOptions.DIRECTION, Direction.RIGHT);
    root.setProperty(CoreOptions.EDGE_ROUTING, EdgeRouting.SPLINES);
    root.setProperty(CoreOptions.RANDOM_SEED, 1);
    root.setProperty(CoreOptions.SPACING_NODE_NODE, 26.0);
    root.setProperty(CoreOptions.SPACING_EDGE_LABEL, 3.0);
    List<ElkNode> nodes = new ArrayList<>();
    ElkNode nowhere = node(root, NOWHERE);
    for (double diameter : diameters) nodes.add(node(root, diameter));
    ElkEdge first = ElkGraphUtil.createSimpleEdge(nowhere, nodes.get(graph.start()));
    List<ElkEdge> edges = new ArrayList<>();
    for (int e = 0; e < graph.edges().size(); e++) {
      Graph.Edge edge = graph.edges().get(e);
      ElkEdge made = ElkGraphUtil.createSimpleEdge(nodes.get(edge.from()), nodes.get(edge.to()));
      ElkLabel label = ElkGraphUtil.createLabel(words.get(e).whole(), made);
      label.setDimensions(words.get(e).width(), words.get(e).height());
      edges.add(made);
    }
    new RecursiveGraphLayoutEngine().layout(root, new BasicProgressMonitor());
    List<Point> centres = nodes.stream().map(Layers::centre).toList();
    List<List<Point>> curves = new ArrayList<>();
    List<Point> labels = new ArrayList<>();
    for (int e = 0; e < edges.size(); e++) {
      Graph.Edge edge = graph.edges().get(e);
      curves.add(touching(curve(edges.get(e)), nodes.get(edge.from()), nodes.get(edge.to())));
      ElkLabel label = edges.get(e).getLabels().getFirst();
      labels.add(new Point(label.getX(), label.getY()));
    }
    return new Layers(
        root.getWidth(),
        root.getHeight(),
        centres,
        curves,
        labels,
        touching(curve(first), nowhere, nodes.get(graph.start())));
  }

  private static ElkNode node(ElkNode root, double diameter) {
    ElkNode node = ElkGraphUtil.createNode(root);
    node.setDimensions(diameter, diameter);
    return node;
  }

  private static Point centre(ElkNode node) {
    return new Point(node.getX() + node.getWidth() / 2, node.getY() + node.getHeight() / 2);
  }

  private static List<Point> curve(ElkEdge edge) {
    ElkEdgeSection section = edge.getSections().getFirst();
    List<Point> points = new ArrayList<>();
    points.add(new Point(section.getStartX(), section.getStartY()));
    for (ElkBendPoint bend : section.getBendPoints()) {
      points.add(new Point(bend.getX(), bend.getY()));
    }
    points.add(new Point(section.getEndX(), section.getEndY()));
    return points.size() % 3 == 1 ? points : straight(points);
  }

  /** Corners of straight pieces as Bézier pieces. */
  private static List<Point> straight(List<Point> corners) {
    List<Point> points = new ArrayList<>(List.of(corners.getFirst()));
    for (int i = 1; i < corners.size(); i++) {
      Point a = corners.get(i - 1);
      Point b = corners.get(i);
      points.add(new Point(a.x() + (b.x() - a.x()) / 3, a.y() + (b.y() - a.y()) / 3));
      points.add(new Point(b.x() - (b.x() - a.x()) / 3, b.y() - (b.y() - a.y()) / 3));
      points.add(b);
    }
    return points;
  }

  /** Ends that lie on the circles instead of on the squares around them. */
  private static List<Point> touching(List<Point> curve, ElkNode from, ElkNode to) {
    List<Point> points = new ArrayList<>(curve);
    points.set(0, onCircle(curve.getFirst(), from));
    points.set(points.size() - 1, onCircle(curve.getLast(), to));
    return points;
  }

  private static Point onCircle(Point at, ElkNode node) {
    double r = node.getWidth() / 2;
    Point c = centre(node);
    double dx = at.x() - c.x();
    double dy = at.y() - c.y();
    if (Math.abs(Math.abs(dx) - r) <= Math.abs(Math.abs(dy) - r)) {
      double inside = Math.sqrt(Math.max(0, r * r - dy * dy));
      return new Point(c.x() + Math.signum(dx) * inside, at.y());
    }
    double inside = Math.sqrt(Math.max(0, r * r - dx * dx));
    return new Point(at.x(), c.y() + Math.signum(dy) * inside);
  }
}
