package dev.sonde.figure;

import dev.sonde.figure.Mark.Point;
import dev.sonde.figure.colour.Fill;
import dev.sonde.figure.scene.Item;
import java.util.ArrayList;
import java.util.List;

/** Lines and areas between the axes as paths. */
final class LineShapes {

  /** Points nearer than this to the one before add nothing that can be seen. */
  private static final double NEAR = 0.05;

  private LineShapes() {}

  static void line(Mark.Line line, Projection x, Projection y, List<Item> items) {
    List<Item.Step> steps = new ArrayList<>();
    List<Point> tip = List.of();
    for (List<Point> piece : pieces(line.points(), x, y)) {
      steps.addAll(course(piece, line.course()));
      if (piece.size() > 1) tip = piece;
    }
    if (steps.isEmpty()) return;
    items.add(new Item.Path(steps, null, line.stroke(), line.tooltip()));
    if (line.arrow() && !tip.isEmpty()) items.add(arrowhead(tip, line));
  }

  private static List<Item.Step> course(List<Point> piece, Mark.Course course) {
    return switch (course) {
      case STRAIGHT -> straight(piece);
      case SMOOTH -> smooth(piece);
      case BEZIER -> bezier(piece);
    };
  }

  /** The runs of points between gaps, in pixels. */
  private static List<List<Point>> pieces(List<Point> points, Projection x, Projection y) {
    List<List<Point>> pieces = new ArrayList<>();
    List<Point> piece = new ArrayList<>();
    for (Point p : points) {
      Point at = new Point(x.at(p.x()), y.at(p.y()));
      if (Double.isNaN(at.x()) || Double.isNaN(at.y())) {
        if (!piece.isEmpty()) pieces.add(piece);
        piece = new ArrayList<>();
      } else {
        piece.add(at);
      }
    }
    if (!piece.isEmpty()) pieces.add(piece);
    return pieces;
  }

  private static List<Item.Step> straight(List<Point> piece) {
    List<Item.Step> steps = new ArrayList<>();
    Point last = piece.getFirst();
    steps.add(new Item.Step.Move(last.x(), last.y()));
    for (int i = 1; i < piece.size(); i++) {
      Point p = piece.get(i);
      boolean end = i == piece.size() - 1;
      if (!end && Math.hypot(p.x() - last.x(), p.y() - last.y()) < NEAR) continue;
      steps.add(new Item.Step.Line(p.x(), p.y()));
      last = p;
    }
    return steps;
  }

  /** A Catmull–Rom curve through all points, as Bézier curves. */
  private static List<Item.Step> smooth(List<Point> piece) {
    List<Item.Step> steps = new ArrayList<>();
    steps.add(new Item.Step.Move(piece.getFirst().x(), piece.getFirst().y()));
    for (int i = 0; i + 1 < piece.size(); i++) {
      Point before = piece.get(Math.max(0, i - 1));
      Point a = piece.get(i);
      Point b = piece.get(i + 1);
      Point after = piece.get(Math.min(piece.size() - 1, i + 2));
      steps.add(
          new Item.Step.Curve(
              a.x() + (b.x() - before.x()) / 6,
              a.y() + (b.y() - before.y()) / 6,
              b.x() - (after.x() - a.x()) / 6,
              b.y() - (after.y() - a.y()) / 6,
              b.x(),
              b.y()));
    }
    return steps;
  }

  private static List<Item.Step> bezier(List<Point> piece) {
    List<Item.Step> steps = new ArrayList<>();
    steps.add(new Item.Step.Move(piece.getFirst().x(), piece.getFirst().y()));
    for (int i = 1; i + 2 < piece.size(); i += 3) {
      Point a = piece.get(i);
      Point b = piece.get(i + 1);
      Point end = piece.get(i + 2);
      steps.add(new Item.Step.Curve(a.x(), a.y(), b.x(), b.y(), end.x(), end.y()));
    }
    return steps;
  }

  private static Item arrowhead(List<Point> piece, Mark.Line line) {
    Point end = piece.getLast();
    Point before = piece.getFirst();
    for (int i = piece.size() - 2; i >= 0; i--) {
      before = piece.get(i);
      if (Math.hypot(end.x() - before.x(), end.y() - before.y()) > 1) break;
    }
    double length = 5 + 2 * line.stroke().width();
    double angle = Math.atan2(end.y() - before.y(), end.x() - before.x());
    List<Item.Step> steps = new ArrayList<>();
    steps.add(new Item.Step.Move(end.x(), end.y()));
    for (double turn : new double[] {-0.42, 0.42}) {
      steps.add(
          new Item.Step.Line(
              end.x() - length * Math.cos(angle + turn),
              end.y() - length * Math.sin(angle + turn)));
    }
    steps.add(new Item.Step.Close());
    return new Item.Path(
        steps, new Fill(line.stroke().colour(), line.stroke().opacity()), null, line.tooltip());
  }

  static void area(Mark.Area area, Projection x, Projection y, List<Item> items) {
    int n = Math.min(area.top().size(), area.bottom().size());
    List<Item.Step> steps = new ArrayList<>();
    List<Point> top = new ArrayList<>();
    List<Point> bottom = new ArrayList<>();
    for (int i = 0; i <= n; i++) {
      Point up = i < n ? place(area.top().get(i), x, y) : new Point(Double.NaN, 0);
      Point down = i < n ? place(area.bottom().get(i), x, y) : up;
      if (Double.isNaN(up.x() + up.y() + down.x() + down.y())) {
        steps.addAll(closed(top, bottom));
        top.clear();
        bottom.clear();
      } else {
        top.add(up);
        bottom.addFirst(down);
      }
    }
    if (steps.isEmpty()) return;
    items.add(new Item.Path(steps, area.fill(), null, area.tooltip()));
    if (area.outline() != null) {
      line(
          new Mark.Line(area.top(), area.outline(), Mark.Course.STRAIGHT, false, area.tooltip()),
          x,
          y,
          items);
    }
  }

  private static Point place(Point p, Projection x, Projection y) {
    return new Point(x.at(p.x()), y.foot(p.y()));
  }

  private static List<Item.Step> closed(List<Point> top, List<Point> bottom) {
    if (top.isEmpty()) return List.of();
    List<Point> around = new ArrayList<>(top);
    around.addAll(bottom);
    List<Item.Step> steps = straight(around);
    steps.add(new Item.Step.Close());
    return steps;
  }
}
