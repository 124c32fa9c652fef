package dev.sonde.figure.groups;

import dev.sonde.figure.Axis;
import dev.sonde.figure.Figure;
import dev.sonde.figure.Guide;
import dev.sonde.figure.Mark;
import dev.sonde.figure.Mark.Point;
import dev.sonde.figure.Numbers;
import dev.sonde.figure.Panel;
import dev.sonde.figure.Range;
import dev.sonde.figure.Symbol;
import dev.sonde.figure.colour.Colour;
import dev.sonde.figure.colour.Fill;
import dev.sonde.figure.colour.Palette;
import dev.sonde.figure.groups.LayerDistances.Distances;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * For every tensor the distances within each group beside those between the groups: small dots are
 * pairs of runs, large ones their mean. Only a tensor whose distances between lie to the right of
 * those within differs; those that the test found have a tinted row.
 */
public final class BetweenWithinFigure {

  private static final double LANE = 9;
  private static final double PAD = 8;

  /** Room for the p-values, as a share of the axis. */
  private static final double MARGIN = 0.16;

  private BetweenWithinFigure() {}

  /**
   * One row per tensor, in the given order.
   *
   * @param distance what is measured, with its unit: {@code Wasserstein distance (standard
   *     deviations)}
   * @throws IllegalArgumentException if there is no tensor
   */
  public static Figure of(String title, String distance, List<LayerDistances> layers) {
    if (layers.isEmpty()) throw new IllegalArgumentException("no tensor to draw");
    List<String> lanes = lanes(layers);
    double furthest =
        layers.stream().flatMap(BetweenWithinFigure::values).max(Double::compare).orElse(1.0);
    double end = (furthest > 0 ? furthest : 1) * (1.02 + MARGIN);
    List<Mark> marks = new ArrayList<>();
    for (int row = 0; row < layers.size(); row++)
      marks.addAll(row(layers.get(row), row, lanes, end));
    List<String> names = layers.stream().map(LayerDistances::name).toList();
    Panel panel =
        Panel.of(
                Axis.linear(distance, 0, end),
                Axis.categories("", names).look(Axis.Look.PLAIN),
                marks)
            .height(layers.size() * (lanes.size() * LANE + PAD))
            .guides(legend(layers, lanes));
    long found = layers.stream().filter(LayerDistances::differs).count();
    return Figure.of(title, panel)
        .subtitle(
            found == 0
                ? "No tensor was found to differ."
                : found
                    + " of "
                    + Numbers.count(layers.size(), "tensor", "tensors")
                    + " differ (tinted).")
        .caption(
            "Small dots: pairs of runs. Large dots: their mean. p is corrected for the number of"
                + " tensors.");
  }

  /** Groups first, then pairs of groups, as they appear. */
  private static List<String> lanes(List<LayerDistances> layers) {
    Set<String> within = new LinkedHashSet<>();
    Set<String> between = new LinkedHashSet<>();
    for (LayerDistances layer : layers) {
      layer.within().forEach(d -> within.add(d.label()));
      layer.between().forEach(d -> between.add(d.label()));
    }
    within.addAll(between);
    return List.copyOf(within);
  }

  private static Stream<Double> values(LayerDistances layer) {
    return Stream.concat(layer.within().stream(), layer.between().stream())
        .flatMap(d -> Stream.concat(d.pairs().stream(), Stream.of(d.mean())))
        .filter(Double::isFinite);
  }

  private static List<Mark> row(LayerDistances layer, int row, List<String> lanes, double end) {
    List<Mark> marks = new ArrayList<>();
    if (layer.differs()) {
      marks.add(
          new Mark.Bars(
              List.of(
                  new Mark.Bar(
                      Range.of(0, end), Range.of(row - 0.46, row + 0.46), layer.verdict())),
              Fill.of(Palette.YELLOW).opacity(0.22)));
    }
    Stream.concat(layer.within().stream(), layer.between().stream())
        .forEach(
            d -> {
              int lane = lanes.indexOf(d.label());
              double thickness = (lanes.size() * LANE) / (lanes.size() * LANE + PAD);
              double y = row + thickness * ((lane + 0.5) / lanes.size() - 0.5);
              marks.addAll(lane(d, layer, y, colour(lane, lanes, layer)));
            });
    String p = Double.isNaN(layer.pAdjusted()) ? layer.verdict() : "p " + p(layer.pAdjusted());
    marks.add(
        new Mark.Text(
            new Point(end * 0.995, row),
            p,
            Mark.Anchor.END,
            10.5,
            layer.differs() ? Colour.INK : Colour.MUTED,
            true));
    return marks;
  }

  private static String p(double value) {
    return value < 0.001 ? "< 0.001" : "= " + Numbers.of(value, 2);
  }

  private static List<Mark> lane(Distances d, LayerDistances layer, double y, Colour colour) {
    List<Mark> marks = new ArrayList<>();
    List<Point> pairs = d.pairs().stream().map(value -> new Point(value, y)).toList();
    marks.add(Mark.Dots.of(pairs, Symbol.CIRCLE, 4, Fill.of(colour).opacity(0.35)));
    String tooltip = layer.name() + ", " + d.label() + ": mean " + Numbers.of(d.mean());
    marks.add(
        new Mark.Dots(
            List.of(
                new Mark.Dot(
                    new Point(d.mean(), y), Symbol.CIRCLE, 7.5, Fill.of(colour), tooltip))));
    return marks;
  }

  private static Colour colour(int lane, List<String> lanes, LayerDistances layer) {
    int groups = layer.within().size();
    // Between two groups: ink, the darkest; between more, a colour for each pair.
    boolean pair = lane >= groups;
    return pair && lanes.size() - groups == 1 ? Colour.INK : Palette.category(lane);
  }

  private static Guide legend(List<LayerDistances> layers, List<String> lanes) {
    List<Guide.Entry> entries = new ArrayList<>();
    int groups = layers.getFirst().within().size();
    for (int lane = 0; lane < lanes.size(); lane++) {
      entries.add(
          new Guide.Entry(
              (lane < groups ? "within " : "between ") + lanes.get(lane),
              new Guide.Sample.Marker(Symbol.CIRCLE, colour(lane, lanes, layers.getFirst()))));
    }
    return new Guide.Legend(entries);
  }
}
