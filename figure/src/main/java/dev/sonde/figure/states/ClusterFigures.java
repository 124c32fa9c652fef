package dev.sonde.figure.states;

import dev.sonde.analysis.heatmap.Cells;
import dev.sonde.figure.Axis;
import dev.sonde.figure.Figure;
import dev.sonde.figure.Guide;
import dev.sonde.figure.Mark;
import dev.sonde.figure.Mark.Point;
import dev.sonde.figure.NumberFormat;
import dev.sonde.figure.Panel;
import dev.sonde.figure.Range;
import dev.sonde.figure.Symbol;
import dev.sonde.figure.colour.Colour;
import dev.sonde.figure.colour.ColourScale;
import dev.sonde.figure.colour.Fill;
import dev.sonde.figure.colour.Gradient;
import dev.sonde.figure.colour.Palette;
import dev.sonde.figure.colour.Stroke;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Figures of one clustering of one network's state vectors. */
public final class ClusterFigures {

  private static final int LEGEND = 16;

  private ClusterFigures() {}

  /**
   * Vectors in two dimensions.
   *
   * @param state number of each vector's state
   * @param cluster number of each vector's cluster, −1 for noise
   */
  public record Projected(Point at, int state, int cluster) {}

  /**
   * The same vectors twice: coloured by the machine's state and by the cluster.
   *
   * @param caption says which projection and how many of how many vectors
   */
  public static Figure projection(
      String title, List<Projected> vectors, List<String> states, int clusters, String caption) {
    Panel left = panel("by state", vectors, v -> v.state()).guides(legend(states));
    List<String> names = IntStream.range(0, clusters).mapToObj(c -> "c" + c).toList();
    Panel right = panel("by cluster", vectors, v -> v.cluster()).guides(legend(names));
    return Figure.grid(title, 2, List.of(left, right)).width(860).caption(caption);
  }

  /** Which number of a vector its colour shows. */
  private interface Colouring {
    int of(Projected vector);
  }

  private static Panel panel(String title, List<Projected> vectors, Colouring number) {
    List<Mark.Dot> dots = new ArrayList<>();
    for (Projected v : vectors) {
      int n = number.of(v);
      dots.add(
          new Mark.Dot(
              v.at(), symbol(n), n < 0 ? 4 : 4.5, Fill.of(colour(n)).opacity(n < 0 ? .6 : .5), ""));
    }
    return Panel.of(
            Axis.linear("first component"), Axis.linear("second component"), new Mark.Dots(dots))
        .title(title)
        .height(360)
        .withEqualUnits();
  }

  private static Symbol symbol(int n) {
    if (n < 0) return Symbol.CROSS;
    Symbol[] shapes = {Symbol.CIRCLE, Symbol.SQUARE, Symbol.TRIANGLE, Symbol.DIAMOND};
    return shapes[n / Palette.distinct() % shapes.length];
  }

  private static Colour colour(int n) {
    return n < 0 ? Colour.MUTED : Palette.category(n % Palette.distinct());
  }

  private static Guide legend(List<String> names) {
    List<Guide.Entry> entries = new ArrayList<>();
    for (int i = 0; i < Math.min(LEGEND, names.size()); i++) {
      entries.add(new Guide.Entry(names.get(i), new Guide.Sample.Marker(symbol(i), colour(i))));
    }
    if (names.size() > LEGEND) {
      entries.add(
          new Guide.Entry(
              "… " + (names.size() - LEGEND) + " more",
              new Guide.Sample.Marker(Symbol.RING, Colour.MUTED)));
    }
    return new Guide.Legend(entries);
  }

  /**
   * How the vectors of each cluster divide over the states: each row sums to 1.
   *
   * @param matrix [clusters × states]
   */
  public static Figure confusion(
      String title, List<String> clusters, List<String> states, Cells matrix) {
    Panel panel =
        Panel.of(
                Axis.categories("state", states),
                Axis.categories("cluster", clusters),
                Mark.Image.of(matrix, shares()))
            .height(Math.clamp(clusters.size() * 22L, 90, 2000))
            .guides(Guide.ColourBar.of("share of the cluster's vectors", shares()));
    return Figure.of(title, panel)
        .caption("Clusters in the order of their states. A pure cluster has one dark cell.");
  }

  private static ColourScale shares() {
    return new ColourScale(Gradient.BLUES, 0, 1);
  }

  /** One cluster's bar. */
  public record Bar(String cluster, long vectors, double ambiguity, String state) {}

  /** Ambiguity of each cluster beside its size. */
  public static Figure ambiguity(String title, List<Bar> bars, double mean, double weighted) {
    List<String> names = bars.stream().map(b -> b.cluster() + " (" + b.state() + ")").toList();
    List<Mark.Bar> ambiguous = new ArrayList<>();
    List<Mark.Bar> sizes = new ArrayList<>();
    for (int i = 0; i < bars.size(); i++) {
      Range y = Range.of(i - .36, i + .36);
      Bar bar = bars.get(i);
      ambiguous.add(new Mark.Bar(Range.of(0, bar.ambiguity()), y, bar.cluster()));
      sizes.add(new Mark.Bar(Range.of(0, (double) bar.vectors()), y, bar.cluster()));
    }
    double height = Math.clamp(bars.size() * 16L, 90, 4000);
    double most = bars.stream().mapToDouble(Bar::ambiguity).max().orElse(0);
    double end = most < .05 ? .05 : Math.min(1, most * 1.15);
    Panel left =
        Panel.of(
                Axis.linear("ambiguity", 0, end),
                Axis.categories("cluster (its state)", names),
                new Mark.Bars(ambiguous, Fill.of(Palette.VERMILION)),
                Mark.Rule.vertical(weighted, Stroke.of(Colour.INK)))
            .height(height);
    Panel right =
        Panel.of(
                Axis.linear("vectors").format(NumberFormat.SI),
                Axis.categories("", names).look(Axis.Look.HIDDEN),
                new Mark.Bars(sizes, Fill.of(Palette.BLUE)))
            .height(height);
    return Figure.grid(title, 2, List.of(left, right))
        .caption(
            "Entropy of the states in a cluster, in units of log |S|: 0 is a pure cluster. Mean"
                + " over"
                + " clusters %.4f, over vectors (line) %.4f.".formatted(mean, weighted));
  }

  /** A course over training. */
  public record Course(String name, List<Point> points) {
    public Course {
      points = List.copyOf(points);
    }
  }

  /** Weighted ambiguity of some clusterings, and the accuracy, by epoch. */
  public static Figure overTraining(
      String title, List<Course> ambiguities, Course accuracy, String caption) {
    List<Mark> marks = new ArrayList<>();
    List<Guide.Entry> entries = new ArrayList<>();
    for (int i = 0; i < ambiguities.size(); i++) {
      Stroke stroke = Stroke.of(Palette.category(i));
      marks.add(Mark.Line.of(ambiguities.get(i).points(), stroke));
      entries.add(new Guide.Entry(ambiguities.get(i).name(), new Guide.Sample.Line(stroke)));
    }
    Panel above =
        Panel.of(
                Axis.linear("epoch").format(NumberFormat.WHOLE),
                Axis.linear("weighted ambiguity"),
                marks)
            .height(220)
            .guides(new Guide.Legend(entries));
    Panel below =
        Panel.of(
                Axis.linear("epoch").format(NumberFormat.WHOLE),
                Axis.linear("accuracy", 0, 1.02),
                Mark.Line.of(accuracy.points(), Stroke.of(Colour.INK)))
            .height(130);
    return Figure.grid(title, 1, List.of(above, below)).caption(caption);
  }
}
