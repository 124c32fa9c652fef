package dev.sonde.figure.graph;

import dev.sonde.figure.Axis;
import dev.sonde.figure.Figure;
import dev.sonde.figure.Mark;
import dev.sonde.figure.Mark.Point;
import dev.sonde.figure.Panel;
import dev.sonde.figure.Range;
import dev.sonde.figure.Symbol;
import dev.sonde.figure.colour.Colour;
import dev.sonde.figure.colour.Fill;
import dev.sonde.figure.colour.Palette;
import dev.sonde.figure.colour.Stroke;
import dev.sonde.figure.scene.Typeface;
import java.util.ArrayList;
import java.util.List;

/** A graph in layers from left to right; the figure is as large as the drawing. */
public final class GraphFigure {

  private static final double LETTERS = 11;
  private static final double SMALLEST = 34;
  private static final double LARGEST = 78;
  private static final double EDGE = 16;
  private static final double NARROWEST = 320;
  private static final double MOST = 19_000;

  private GraphFigure() {}

  /**
   * @throws IllegalArgumentException if the drawing would be wider or higher than a figure may be
   */
  public static Figure of(String title, Graph graph) {
    List<Double> diameters = graph.nodes().stream().map(GraphFigure::diameter).toList();
    List<EdgeWords> words = graph.edges().stream().map(e -> EdgeWords.of(e.labels())).toList();
    Layers layers = Layers.of(graph, diameters, words);
    if (layers.width() > MOST || layers.height() > MOST) {
      throw new IllegalArgumentException(
          "a drawing of %.0f × %.0f pixels; at most %.0f each"
              .formatted(layers.width(), layers.height(), MOST));
    }
    List<Mark> marks = new ArrayList<>();
    marks.add(arrow(layers.start(), "start"));
    for (int e = 0; e < words.size(); e++) {
      marks.add(arrow(layers.curves().get(e), words.get(e).whole()));
    }
    for (int i = 0; i < graph.nodes().size(); i++) {
      marks.addAll(node(graph.nodes().get(i), layers.centres().get(i), diameters.get(i)));
    }
    for (int e = 0; e < words.size(); e++)
      marks.addAll(words(words.get(e), layers.labels().get(e)));
    double width = Math.max(layers.width(), NARROWEST);
    double left = (layers.width() - width) / 2;
    Panel panel =
        Panel.of(
                Axis.linear("", left, left + width).look(Axis.Look.HIDDEN),
                Axis.linear("", 0, layers.height()).look(Axis.Look.HIDDEN).reverse(),
                marks)
            .height(Math.max(10, layers.height()))
            .withEqualUnits();
    return Figure.of(title, panel).width(width + 2 * EDGE);
  }

  private static double diameter(Graph.Node node) {
    double widest =
        Math.max(
            Typeface.width(node.label(), LETTERS, false),
            Typeface.width(node.below(), LETTERS - 1, false));
    return Math.clamp(widest + (node.doubled() ? 20 : 14), SMALLEST, LARGEST);
  }

  private static Mark arrow(List<Point> curve, String tooltip) {
    return new Mark.Line(curve, Stroke.of(Colour.MUTED), Mark.Course.BEZIER, true, tooltip);
  }

  private static List<Mark> node(Graph.Node node, Point at, double diameter) {
    List<Mark> marks = new ArrayList<>();
    String tooltip = node.below().isEmpty() ? node.label() : node.label() + ": " + node.below();
    marks.add(disc(at, diameter, Colour.INK, tooltip));
    marks.add(disc(at, diameter - 2.6, Colour.PAPER, tooltip));
    if (node.doubled()) {
      marks.add(disc(at, diameter - 7, Colour.INK, tooltip));
      marks.add(disc(at, diameter - 9.6, tint(), tooltip));
    }
    double room = diameter - (node.doubled() ? 14 : 8);
    String label = Typeface.fit(node.label(), room, LETTERS, false);
    if (node.below().isEmpty()) {
      marks.add(Mark.Text.centred(at, label, Colour.INK));
    } else {
      marks.add(Mark.Text.centred(new Point(at.x(), at.y() - 6.5), label, Colour.INK));
      marks.add(
          new Mark.Text(
              new Point(at.x(), at.y() + 7.5),
              Typeface.fit(node.below(), room, LETTERS - 1, false),
              Mark.Anchor.MIDDLE,
              LETTERS - 1,
              Palette.BLUE,
              false));
    }
    return marks;
  }

  private static Colour tint() {
    return Colour.rgb(0xeaf3fa);
  }

  private static Mark disc(Point at, double diameter, Colour colour, String tooltip) {
    return new Mark.Dots(
        List.of(new Mark.Dot(at, Symbol.CIRCLE, diameter, Fill.of(colour), tooltip)));
  }

  private static List<Mark> words(EdgeWords words, Point corner) {
    List<Mark> marks = new ArrayList<>();
    // Where many edges are, some run under a label: paper behind it keeps it readable.
    marks.add(
        new Mark.Bars(
            List.of(
                new Mark.Bar(
                    Range.of(corner.x() + 2, corner.x() + words.width() - 2),
                    Range.of(corner.y() + 1, corner.y() + words.height() - 1),
                    words.whole())),
            Fill.of(Colour.PAPER).opacity(.82)));
    for (int line = 0; line < words.lines().size(); line++) {
      double x = corner.x() + words.width() / 2;
      double y = corner.y() + 1 + (line + .5) * EdgeWords.LINE;
      marks.add(
          new Mark.Text(
              new Point(x, y),
              words.lines().get(line),
              Mark.Anchor.MIDDLE,
              EdgeWords.SIZE,
              Colour.INK,
              false));
    }
    return marks;
  }
}
