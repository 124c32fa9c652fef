package dev.sonde.figure.projection;

import dev.sonde.figure.Axis;
import dev.sonde.figure.Figure;
import dev.sonde.figure.Guide;
import dev.sonde.figure.Mark;
import dev.sonde.figure.Mark.Point;
import dev.sonde.figure.Panel;
import dev.sonde.figure.Symbol;
import dev.sonde.figure.colour.Colour;
import dev.sonde.figure.colour.Fill;
import dev.sonde.figure.colour.Palette;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Projections as points, coloured by class: one large, or a sequence of small ones. A point that
 * the network takes for another class is a triangle in the colour of that class.
 */
public final class ProjectionFigure {
  private static final int NAMED = 24;

  private ProjectionFigure() {}

  /**
   * @param classes names, in the order of their numbers; empty if the points have none
   * @param caption the method, its settings, and how many points of how many
   */
  public static Figure of(String title, Scatter scatter, List<String> classes, String caption) {
    List<Guide> guides = legend(List.of(scatter), classes);
    return Figure.of(title, panel(scatter, classes, 520, true))
        .width(700)
        .subtitle(scatter.note())
        .guides(guides.toArray(Guide[]::new))
        .caption(caption);
  }

  /** What a page is wide. */
  private static final double WIDEST = 1072;

  /** Several pictures in rows of {@code columns}, with one legend. */
  public static Figure thumbnails(
      String title, List<Scatter> scatters, List<String> classes, int columns, String caption) {
    double width = Math.clamp(columns == 2 ? 940 : 265.0 * columns, 500, WIDEST);
    double height = (width - 32) / columns - 40;
    List<Panel> panels = new ArrayList<>();
    for (Scatter scatter : scatters) {
      String words =
          scatter.note().isEmpty() ? scatter.title() : scatter.title() + " · " + scatter.note();
      panels.add(panel(scatter, classes, Math.clamp(height, 120, 420), false).title(words));
    }
    return Figure.grid(title, columns, panels)
        .width(width)
        .guides(legend(scatters, classes).toArray(Guide[]::new))
        .caption(caption);
  }

  private static Panel panel(Scatter scatter, List<String> classes, double height, boolean large) {
    int n = scatter.at().count();
    double most = large ? 160 : Math.clamp(.37 * height, 70, 120);
    double size = Math.clamp(most / Math.sqrt(Math.max(1, n)), 1.4, large ? 6 : 4.5);
    // Single points must be seen on a dark page too; only where many overlap do they let through.
    double opacity = n > 20_000 ? .5 : n > 3000 ? .75 : 1;
    long wrongs = IntStream.range(0, n).filter(scatter::isWrong).count();
    // Few stand out; where most are wrong, as before training, they must leave each other room.
    double triangle = wrongs > .2 * n ? 1.35 * size : 1.6 * size + 1.5;
    List<Mark.Dot> right = new ArrayList<>();
    List<Mark.Dot> wrong = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      Point at = new Point(scatter.x(i), scatter.y(i));
      if (scatter.isWrong(i)) {
        Colour colour = colour(scatter.predicted().get(i));
        String words =
            name(scatter.labels().get(i), classes)
                + ", taken for "
                + name(scatter.predicted().get(i), classes);
        wrong.add(new Mark.Dot(at, Symbol.TRIANGLE, triangle, Fill.of(colour), large ? words : ""));
      } else {
        Colour colour = scatter.labels().isEmpty() ? Palette.BLUE : colour(scatter.labels().get(i));
        Symbol symbol =
            scatter.labels().isEmpty() ? Symbol.CIRCLE : Symbol.ofClass(scatter.labels().get(i));
        right.add(new Mark.Dot(at, symbol, size, Fill.of(colour).opacity(opacity), ""));
      }
    }
    // The wrong ones last, so that none is covered.
    List<Mark> marks = new ArrayList<>(List.of(new Mark.Dots(right), new Mark.Dots(wrong)));
    boolean line = scatter.at().dimensions() == 1;
    Panel panel =
        line
            ? Panel.of(Axis.linear("point, in the order given"), Axis.linear("coordinate"), marks)
            : Panel.of(Axis.hidden(), Axis.hidden(), marks).withEqualUnits();
    return panel.height(height);
  }

  private static String name(int c, List<String> classes) {
    return c < classes.size() ? classes.get(c) : Integer.toString(c);
  }

  private static Colour colour(int c) {
    return Palette.ofClass(c);
  }

  static List<Guide> legend(List<Scatter> scatters, List<String> classes) {
    if (scatters.stream().allMatch(s -> s.labels().isEmpty())) return List.of();
    List<Guide.Entry> entries = new ArrayList<>();
    for (int c = 0; c < Math.min(NAMED, classes.size()); c++) {
      entries.add(
          new Guide.Entry(classes.get(c), new Guide.Sample.Marker(Symbol.ofClass(c), colour(c))));
    }
    if (classes.size() > NAMED) {
      entries.add(
          new Guide.Entry(
              "… " + (classes.size() - NAMED) + " more",
              new Guide.Sample.Marker(Symbol.RING, Colour.MUTED)));
    }
    long wrong =
        scatters.stream()
            .mapToLong(s -> IntStream.range(0, s.at().count()).filter(s::isWrong).count())
            .max()
            .orElse(0);
    if (wrong > 0) {
      entries.add(
          new Guide.Entry(
              "taken for the class of its colour",
              new Guide.Sample.Marker(Symbol.TRIANGLE, Colour.MUTED)));
    }
    return List.of(new Guide.Legend(entries));
  }
}
