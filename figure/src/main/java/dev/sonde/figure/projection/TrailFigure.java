package dev.sonde.figure.projection;

import dev.sonde.analysis.trails.Trail;
import dev.sonde.figure.Axis;
import dev.sonde.figure.Figure;
import dev.sonde.figure.Guide;
import dev.sonde.figure.Mark;
import dev.sonde.figure.Mark.Point;
import dev.sonde.figure.Panel;
import dev.sonde.figure.colour.Colour;
import dev.sonde.figure.colour.Palette;
import dev.sonde.figure.colour.Stroke;
import java.util.ArrayList;
import java.util.List;

/**
 * Ways of points through layers or epochs. Hue is the class, lightness the depth: dark where a way
 * begins, light where it ends, the same before and after bundling.
 */
public final class TrailFigure {
  private static final int SHADES = 10;
  private static final Colour DARK = Colour.rgb(0x101418);
  private static final Colour LIGHT = Colour.rgb(0xffffff);
  private static final Point LIFT = new Point(Double.NaN, Double.NaN);

  /**
   * @param title of the panel
   * @param trails in the order of the labels
   */
  public record Shown(String title, List<Trail> trails) {
    public Shown {
      trails = List.copyOf(trails);
    }
  }

  private TrailFigure() {}

  /**
   * @param shown side by side: the bare trails and the bundled ones
   * @param labels class of each trail
   * @param from what the first picture is: a layer, an epoch
   * @param to what the last one is
   */
  public static Figure of(
      String title,
      List<Shown> shown,
      List<Integer> labels,
      List<String> classes,
      String from,
      String to,
      String caption) {
    List<Panel> panels = new ArrayList<>();
    for (Shown one : shown) {
      panels.add(
          Panel.of(Axis.hidden(), Axis.hidden(), lines(one, labels, classes.size()))
              .title(one.title())
              .height(shown.size() == 1 ? 560 : 440)
              .withEqualUnits());
    }
    List<Guide.Entry> entries = new ArrayList<>();
    for (int c = 0; c < classes.size(); c++) {
      Stroke stroke = Stroke.of(Palette.ofClass(c)).width(3);
      entries.add(new Guide.Entry(classes.get(c), new Guide.Sample.Line(stroke)));
    }
    entries.add(depth(from + " (dark)", 0));
    entries.add(depth(to + " (light)", 1));
    return Figure.grid(title, shown.size(), panels)
        .width(shown.size() == 1 ? 720 : 980)
        .guides(new Guide.Legend(entries))
        .caption(caption);
  }

  private static Guide.Entry depth(String words, double depth) {
    return new Guide.Entry(
        words, new Guide.Sample.Line(Stroke.of(shade(Palette.GREY, depth)).width(3)));
  }

  /**
   * From a dark shade over the class's own colour to a light tint; the hue is seen at both ends.
   */
  static Colour shade(Colour colour, double depth) {
    return depth < .5 ? DARK.mix(colour, .5 + depth) : colour.mix(LIGHT, 1.2 * (depth - .5));
  }

  /** One line per class and shade, the pen lifted between trails. */
  private static List<Mark> lines(Shown shown, List<Integer> labels, int classes) {
    if (labels.size() != shown.trails().size()) {
      throw new IllegalArgumentException(
          "%d classes for %d trails".formatted(labels.size(), shown.trails().size()));
    }
    List<List<List<Point>>> points = new ArrayList<>();
    for (int s = 0; s < SHADES; s++) {
      List<List<Point>> byClass = new ArrayList<>();
      for (int c = 0; c < classes; c++) byClass.add(new ArrayList<>());
      points.add(byClass);
    }
    for (int i = 0; i < labels.size(); i++) {
      add(shown.trails().get(i), labels.get(i), points);
    }
    double n = Math.max(1, labels.size());
    double width = Math.clamp(30 / Math.sqrt(n), .5, 1.6);
    double opacity = Math.clamp(16 / Math.sqrt(n), .3, .9);
    List<Mark> marks = new ArrayList<>();
    for (int s = 0; s < SHADES; s++) {
      for (int c = 0; c < classes; c++) {
        List<Point> line = points.get(s).get(c);
        if (line.isEmpty()) continue;
        Colour colour = shade(Palette.ofClass(c), (s + .5) / SHADES);
        marks.add(Mark.Line.of(line, new Stroke(colour, width, opacity, Stroke.Dash.SOLID)));
      }
    }
    return marks;
  }

  private static void add(Trail trail, int label, List<List<List<Point>>> points) {
    List<Trail.Place> places = trail.places();
    int before = -1;
    for (int i = 1; i < places.size(); i++) {
      Trail.Place a = places.get(i - 1);
      Trail.Place b = places.get(i);
      // A long straight step is cut where its shade changes.
      int pieces = (int) Math.max(1, Math.ceil((b.depth() - a.depth()) * SHADES));
      for (int k = 0; k < pieces; k++) {
        Point from = between(a, b, (double) k / pieces);
        Point to = between(a, b, (k + 1.0) / pieces);
        double depth = a.depth() + (b.depth() - a.depth()) * (k + .5) / pieces;
        int shade = (int) Math.clamp(depth * SHADES, 0, SHADES - 1);
        List<Point> line = points.get(shade).get(label);
        if (shade != before) {
          line.add(LIFT);
          line.add(from);
          before = shade;
        }
        line.add(to);
      }
    }
  }

  private static Point between(Trail.Place a, Trail.Place b, double share) {
    return new Point(a.x() + share * (b.x() - a.x()), a.y() + share * (b.y() - a.y()));
  }
}
