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
   * The same vectors twice: coloured by the machine's state, and by the cluster. A cluster has the
   * colour of the state that most of its vectors are in, so that the two pictures can be compared;
   * clusters of one state differ in shape.
   *
   * @param caption says which projection and how many of how many vectors
   */
  public static Figure projection(
      String title, List<Projected> vectors, List<String> states, int clusters, String caption) {
    List<Look> byState = IntStream.range(0, states.size()).mapToObj(s -> look(s, 0)).toList();
    List<Look> byCluster = new ArrayList<>();
    List<String> names = new ArrayList<>();
    int[] majority = majority(vectors, states.size(), clusters);
    int[] before = new int[states.size()];
    for (int c = 0; c < clusters; c++) {
      int state = majority[c];
      byCluster.add(state < 0 ? NOISE : look(state, before[state]++));
      names.add(state < 0 ? "c" + c : "c" + c + " (" + states.get(state) + ")");
    }
    Panel left =
        panel("by state", vectors, v -> v.state(), byState).guides(legend(states, byState));
    Panel right =
        panel("by cluster, in the colour of its state", vectors, v -> v.cluster(), byCluster)
            .guides(legend(names, byCluster));
    return Figure.grid(title, 2, List.of(left, right)).width(860).caption(caption);
  }

  /** How the points of a state or a cluster look. */
  private record Look(Symbol symbol, Colour colour) {}

  private static final Look NOISE = new Look(Symbol.CROSS, Colour.MUTED);

  private static final List<Symbol> SHAPES =
      List.of(Symbol.CIRCLE, Symbol.SQUARE, Symbol.TRIANGLE, Symbol.DIAMOND, Symbol.STAR);

  private static Look look(int state, int number) {
    int turn = state / Palette.classes() + number;
    return new Look(SHAPES.get(turn % SHAPES.size()), Palette.ofClass(state % Palette.classes()));
  }

  /** The state of most of each cluster's vectors; −1 where it has none. */
  private static int[] majority(List<Projected> vectors, int states, int clusters) {
    int[][] counts = new int[clusters][states];
    for (Projected v : vectors) if (v.cluster() >= 0) counts[v.cluster()][v.state()]++;
    int[] majority = new int[clusters];
    for (int c = 0; c < clusters; c++) {
      majority[c] = -1;
      int most = 0;
      for (int s = 0; s < states; s++) {
        if (counts[c][s] <= most) continue;
        most = counts[c][s];
        majority[c] = s;
      }
    }
    return majority;
  }

  /** Which number of a vector its look shows. */
  private interface Numbering {
    int of(Projected vector);
  }

  private static Panel panel(
      String title, List<Projected> vectors, Numbering number, List<Look> looks) {
    List<Mark.Dot> dots = new ArrayList<>();
    for (Projected v : vectors) {
      int n = number.of(v);
      Look look = n < 0 ? NOISE : looks.get(n);
      dots.add(
          new Mark.Dot(
              v.at(), look.symbol(), n < 0 ? 4 : 4.5, Fill.of(look.colour()).opacity(.8), ""));
    }
    return Panel.of(
            Axis.linear("first component"), Axis.linear("second component"), new Mark.Dots(dots))
        .title(title)
        .height(360)
        .withEqualUnits();
  }

  private static Guide legend(List<String> names, List<Look> looks) {
    List<Guide.Entry> entries = new ArrayList<>();
    for (int i = 0; i < Math.min(LEGEND, names.size()); i++) {
      Look look = looks.get(i);
      entries.add(
          new Guide.Entry(names.get(i), new Guide.Sample.Marker(look.symbol(), look.colour())));
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
