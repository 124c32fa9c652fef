package dev.sonde.figure.weights;

import dev.sonde.analysis.heatmap.Cells;
import dev.sonde.analysis.heatmap.MatrixAxes;
import dev.sonde.analysis.heatmap.MatrixImage;
import dev.sonde.figure.Axis;
import dev.sonde.figure.Figure;
import dev.sonde.figure.Guide;
import dev.sonde.figure.Mark;
import dev.sonde.figure.NumberFormat;
import dev.sonde.figure.Numbers;
import dev.sonde.figure.Panel;
import dev.sonde.figure.Range;
import dev.sonde.figure.colour.Colour;
import dev.sonde.figure.colour.ColourScale;
import dev.sonde.figure.colour.Stroke;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A tensor as a matrix of colours: white at zero, blue below, orange and red above, limits that a
 * few outliers cannot stretch and that the caption states. Of an aggregated matrix two panels show
 * the mean of each cell and its largest size.
 */
public final class HeatmapFigure {

  /** Pixels of the plot of a wide matrix; a small one has cells of {@link #CELL} pixels. */
  private static final double PLOT = 560;

  private static final double CELL = 30;
  private static final double NARROWEST = 200;
  private static final double BESIDE = 160;

  /** A single row needs no label beside it; several do. */
  private static final double ROW = 42;

  private static final double LOWEST = 110;
  private static final double HIGHEST = 620;

  private HeatmapFigure() {}

  /** A heatmap whose axes are named after the tensor's address and shape. */
  public static Figure of(MatrixImage image) {
    return of(image, MatrixAxes.of(image.address(), image.shape()));
  }

  public static Figure of(MatrixImage image, MatrixAxes axes) {
    Figure figure = image.aggregated() ? aggregated(image, axes) : exact(image, axes);
    return figure.subtitle(subtitle(image)).caption(caption(image));
  }

  private static Figure exact(MatrixImage image, MatrixAxes axes) {
    double limit = image.limit() > 0 ? image.limit() : 1;
    Guide.ColourBar bar = bar("value", ColourScale.diverging(limit), image.min(), image.max());
    double plot = Math.clamp(image.columns() * CELL, NARROWEST, PLOT);
    return Figure.of(image.address(), panel(image, axes, image.mean(), bar, height(image, plot)))
        .width(plot + BESIDE);
  }

  private static Figure aggregated(MatrixImage image, MatrixAxes axes) {
    Spread means = Spread.of(image.mean());
    Spread sizes = Spread.of(image.extreme());
    Cells magnitude =
        Cells.of(
            image.extreme().rows(),
            image.extreme().columns(),
            (r, c) -> Math.abs(image.extreme().at(r, c)));
    ColourScale sequential =
        sizes.low() < sizes.limit()
            ? ColourScale.sequential(sizes.low(), sizes.limit())
            : ColourScale.sequential(sizes.limit() - 1, sizes.limit());
    boolean tall = image.rows() > image.columns();
    double height = height(image, tall ? PLOT / 2.2 : PLOT);
    Panel mean =
        panel(
            image,
            axes,
            image.mean(),
            bar(
                "",
                ColourScale.diverging(means.limit() > 0 ? means.limit() : 1),
                means.min(),
                means.max()),
            height);
    Panel size =
        panel(image, axes, magnitude, bar("", sequential, sizes.low(), sizes.high()), height);
    return Figure.grid(
        image.address(),
        tall ? 2 : 1,
        List.of(mean.title("Mean per cell"), size.title("Largest |value| per cell")));
  }

  private static Guide.ColourBar bar(String label, ColourScale colours, double min, double max) {
    return new Guide.ColourBar(
        label, colours, NumberFormat.PLAIN, min < colours.low(), max > colours.high());
  }

  private static double height(MatrixImage image, double width) {
    if (image.rows() == 1) return ROW;
    double square = width * ((double) image.rows() / image.columns());
    return Math.clamp(square, LOWEST, HIGHEST);
  }

  private static Panel panel(
      MatrixImage image, MatrixAxes axes, Cells cells, Guide.ColourBar bar, double height) {
    List<Mark> marks = new ArrayList<>();
    // The last cells may stand for fewer values: the axis cuts them off where the tensor ends.
    marks.add(
        new Mark.Image(
            Range.of(-0.5, (double) image.columnsPerCell() * cells.columns() - 0.5),
            Range.of(-0.5, (double) image.rowsPerCell() * cells.rows() - 0.5),
            cells,
            bar.colours()));
    marks.addAll(gates(image, axes));
    Axis x = index(axes.column(), image.columns());
    Axis y =
        image.rows() == 1
            ? index("", 1).look(Axis.Look.HIDDEN)
            : index(axes.row(), image.rows()).reverse();
    return Panel.of(x, y, marks).height(height).guides(bar);
  }

  private static Axis index(String label, long extent) {
    return Axis.linear(label, -0.5, extent - 0.5).format(NumberFormat.WHOLE).look(Axis.Look.PLAIN);
  }

  private static List<Mark> gates(MatrixImage image, MatrixAxes axes) {
    List<Mark> marks = new ArrayList<>();
    int n = axes.gates().size();
    if (n == 0) return marks;
    double extent = axes.gatesAcross() ? image.columns() : image.rows();
    Mark.Way way = axes.gatesAcross() ? Mark.Way.UP : Mark.Way.RIGHT;
    Stroke line = Stroke.of(Colour.rgb(0x111111)).width(1).opacity(0.7);
    for (int i = 1; i < n; i++) {
      marks.add(new Mark.Rule(way, i * extent / n - 0.5, line, ""));
    }
    return marks;
  }

  private static String subtitle(MatrixImage image) {
    String shape =
        image.shape().isEmpty()
            ? "scalar"
            : image.shape().stream().map(String::valueOf).collect(Collectors.joining(" × "));
    return shape
        + ", "
        + Numbers.count(image.finite() + image.nan() + image.infinite(), "value", "values");
  }

  private static String beyond(MatrixImage image) {
    if (image.beyond() == 0) return "the colours cover all of them.";
    return Numbers.percent((double) image.beyond() / image.finite())
        + " of them ("
        + Numbers.count(image.beyond())
        + ") are larger in size than "
        + Numbers.of(image.limit())
        + (image.aggregated() ? "." : ", the limit of the colours.");
  }

  private static String caption(MatrixImage image) {
    List<String> sentences = new ArrayList<>();
    if (image.finite() == 0) sentences.add("No value is finite.");
    else if (image.min() == image.max()) {
      sentences.add("All finite values are " + Numbers.of(image.min()) + ".");
    } else {
      sentences.add(
          "Values go from "
              + Numbers.of(image.min())
              + " to "
              + Numbers.of(image.max())
              + "; "
              + beyond(image));
    }
    if (image.aggregated()) {
      sentences.add(
          "Each cell stands for up to "
              + image.rowsPerCell()
              + " × "
              + image.columnsPerCell()
              + " values; each panel's colours cover 99.5 % of its cells.");
    }
    MatrixAxes axes = MatrixAxes.of(image.address(), image.shape());
    if (!axes.gates().isEmpty()) {
      sentences.add(
          "Lines separate the gates "
              + String.join(", ", axes.gates())
              + (axes.gatesAcross() ? " from left to right." : " from top to bottom."));
    }
    if (image.nan() + image.infinite() > 0) {
      sentences.add(
          Numbers.count(image.nan())
              + " NaN and "
              + Numbers.count(image.infinite())
              + " infinite values; a cell of nothing else is magenta.");
    }
    return String.join(" ", sentences);
  }
}
