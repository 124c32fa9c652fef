package dev.sonde.figure.weights;

import dev.sonde.figure.Axis;
import dev.sonde.figure.Figure;
import dev.sonde.figure.Guide;
import dev.sonde.figure.Mark;
import dev.sonde.figure.Mark.Point;
import dev.sonde.figure.NumberFormat;
import dev.sonde.figure.Numbers;
import dev.sonde.figure.Panel;
import dev.sonde.figure.colour.Colour;
import dev.sonde.figure.colour.Fill;
import dev.sonde.figure.colour.Palette;
import dev.sonde.figure.colour.Stroke;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * The values of many tensors, one ridge below the other over a common axis: where each lies, how
 * wide it is, what shape it has. Each ridge is as high as the others at its own peak.
 */
public final class RidgelineFigure {

  private static final double ROW = 24;

  /** How far a peak reaches into the row above. */
  private static final double PEAK = 1.5;

  private RidgelineFigure() {}

  /**
   * One colour for all.
   *
   * @throws IllegalArgumentException if there are none, or their bins differ
   */
  public static Figure of(String title, List<Distribution> distributions) {
    return of(title, distributions, List.of(), row -> 0);
  }

  /**
   * A colour for each kind (file, group), with a legend.
   *
   * @param kinds the kinds' names
   * @param kind from a distribution's place in the list to its kind's place
   * @throws IllegalArgumentException if there are none, or their bins differ
   */
  public static Figure of(
      String title, List<Distribution> distributions, List<String> kinds, IntUnaryOperator kind) {
    Outlines outlines = Outlines.of(distributions.stream().map(Distribution::histogram).toList());
    List<Mark> marks = new ArrayList<>();
    List<Axis.Tick> names = new ArrayList<>();
    for (int i = 0; i < distributions.size(); i++) {
      Distribution d = distributions.get(i);
      names.add(new Axis.Tick(i, d.name()));
      marks.addAll(ridge(d, outlines, i, Palette.category(kind.applyAsInt(i)), 1));
    }
    double low = outlines.low();
    double high = outlines.high();
    if (low < 0 && high > 0)
      marks.add(Mark.Rule.vertical(0, Stroke.of(Colour.MUTED).width(0.8).dash(Stroke.Dash.DOTTED)));
    Axis rows = Axis.linear("", -PEAK - 0.1, distributions.size() - 0.7).ticks(names).reverse();
    Panel panel =
        Panel.of(Axis.linear("value", low, high), rows, marks)
            .height(ROW * (distributions.size() + PEAK - 0.5))
            .guides(legend(kinds));
    String heights = "Each ridge is scaled to its own peak. ";
    return Figure.of(title, panel).caption(heights + outlines.words());
  }

  /**
   * Each ridge over its own range: where tensors differ in scale, a common axis would flatten all
   * but the widest. Zero is in the middle, the range stands behind the name.
   *
   * @throws IllegalArgumentException if there are none
   */
  public static Figure eachItsOwn(String title, List<Distribution> distributions) {
    if (distributions.isEmpty()) throw new IllegalArgumentException("no distribution to draw");
    List<Mark> marks = new ArrayList<>();
    List<Axis.Tick> names = new ArrayList<>();
    for (int i = 0; i < distributions.size(); i++) {
      Distribution d = distributions.get(i);
      Outlines outlines = Outlines.of(List.of(d.histogram()));
      double reach = Math.max(Math.abs(outlines.low()), Math.abs(outlines.high()));
      names.add(new Axis.Tick(i, d.name() + "  ±" + Numbers.of(reach)));
      marks.addAll(ridge(d, outlines, i, Palette.BLUE, 1 / reach));
    }
    marks.add(Mark.Rule.vertical(0, Stroke.of(Colour.MUTED).width(0.8).dash(Stroke.Dash.DOTTED)));
    Axis rows = Axis.linear("", -PEAK - 0.1, distributions.size() - 0.7).ticks(names).reverse();
    Axis values =
        Axis.linear("share of the range behind the name", -1, 1).format(NumberFormat.PERCENT);
    Panel panel = Panel.of(values, rows, marks).height(ROW * (distributions.size() + PEAK - 0.5));
    return Figure.of(title, panel)
        .caption(
            "Each ridge has its own range and is scaled to its own peak; single values far outside"
                + " are not drawn.");
  }

  private static Guide legend(List<String> kinds) {
    List<Guide.Entry> entries = new ArrayList<>();
    for (int i = 0; i < kinds.size(); i++) {
      entries.add(
          new Guide.Entry(
              kinds.get(i), new Guide.Sample.Area(Fill.of(Palette.category(i)).opacity(0.6))));
    }
    return new Guide.Legend(entries);
  }

  private static List<Mark> ridge(
      Distribution d, Outlines outlines, int row, Colour colour, double scale) {
    if (d.histogram().total() == 0) return List.of();
    List<Point> polygon = outlines.polygon(d.histogram());
    double peak = polygon.stream().mapToDouble(Point::y).max().orElse(0);
    if (peak == 0) return List.of();
    List<Point> top =
        polygon.stream().map(p -> new Point(scale * p.x(), row - PEAK * p.y() / peak)).toList();
    Stroke line = Stroke.of(colour).width(1.2);
    // Paper below, so that a ridge in front hides the one behind where they cross.
    return List.of(
        Mark.Area.over(row, top, Fill.of(Colour.PAPER).opacity(0.55)),
        Mark.Area.over(row, top, Fill.of(colour).opacity(0.5)).outline(line).tooltip(d.name()));
  }
}
