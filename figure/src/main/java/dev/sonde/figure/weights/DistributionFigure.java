package dev.sonde.figure.weights;

import dev.sonde.figure.Axis;
import dev.sonde.figure.Figure;
import dev.sonde.figure.Guide;
import dev.sonde.figure.Mark;
import dev.sonde.figure.NumberFormat;
import dev.sonde.figure.Numbers;
import dev.sonde.figure.Panel;
import dev.sonde.figure.colour.Colour;
import dev.sonde.figure.colour.Fill;
import dev.sonde.figure.colour.Palette;
import dev.sonde.figure.colour.Stroke;
import java.util.ArrayList;
import java.util.List;

/**
 * The values of a few tensors as histograms over each other, on shared bins. Heights are shares of
 * each tensor's own values, so that tensors of different sizes compare; for more than about six use
 * {@link RidgelineFigure}.
 */
public final class DistributionFigure {

  /** Whether heights grow linearly, or by powers of ten so that tails are seen. */
  public enum Heights {
    LINEAR,
    LOGARITHMIC
  }

  private DistributionFigure() {}

  /**
   * Histograms over each other.
   *
   * @throws IllegalArgumentException if there are none, or their bins differ
   */
  public static Figure of(String title, List<Distribution> distributions, Heights heights) {
    Outlines outlines = Outlines.of(distributions.stream().map(Distribution::histogram).toList());
    boolean single = distributions.size() == 1;
    List<Mark> marks = new ArrayList<>();
    List<Guide.Entry> entries = new ArrayList<>();
    for (int i = 0; i < distributions.size(); i++) {
      Distribution d = distributions.get(i);
      Colour colour = Palette.category(i);
      entries.add(entry(d, colour));
      if (d.histogram().total() > 0) marks.add(mark(d, outlines, colour, single));
    }
    Axis shares =
        heights == Heights.LINEAR
            ? Axis.linear("share of values per bin")
            : Axis.log("share of values per bin");
    Axis values = Axis.linear("value", outlines.low(), outlines.high());
    Panel panel =
        Panel.of(values, shares.format(NumberFormat.PERCENT), marks)
            .guides(new Guide.Legend(single ? List.of() : entries));
    Figure figure = Figure.of(title, panel).caption(outlines.words());
    return single
        ? figure.subtitle(
            Numbers.count(
                distributions.getFirst().histogram().total(), "finite value", "finite values"))
        : figure;
  }

  private static Guide.Entry entry(Distribution d, Colour colour) {
    String count = " (" + Numbers.count(d.histogram().total()) + ")";
    return new Guide.Entry(d.name() + count, new Guide.Sample.Line(Stroke.of(colour).width(2)));
  }

  private static Mark mark(Distribution d, Outlines outlines, Colour colour, boolean single) {
    return Mark.Area.over(
            0, outlines.steps(d.histogram()), Fill.of(colour).opacity(single ? 0.45 : 0.16))
        .outline(Stroke.of(colour).width(outlines.constant() ? 3 : single ? 1.2 : 1.6))
        .tooltip(d.name());
  }
}
