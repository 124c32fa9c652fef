package dev.sonde.figure.channels;

import dev.sonde.analysis.channels.ChannelDistribution;
import dev.sonde.analysis.channels.Direction;
import dev.sonde.analysis.channels.LayerChannels;
import dev.sonde.analysis.channels.LogHistogram;
import dev.sonde.figure.Axis;
import dev.sonde.figure.Figure;
import dev.sonde.figure.Guide;
import dev.sonde.figure.Mark;
import dev.sonde.figure.Mark.Point;
import dev.sonde.figure.NumberFormat;
import dev.sonde.figure.Panel;
import dev.sonde.figure.Symbol;
import dev.sonde.figure.colour.Colour;
import dev.sonde.figure.colour.Fill;
import dev.sonde.figure.colour.Palette;
import dev.sonde.figure.colour.Stroke;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Figures of absorption and emission; the two keep their colours throughout. */
public final class ChannelFigures {

  private static final Colour ABSORPTION = Palette.category(0);
  private static final Colour EMISSION = Palette.category(1);
  private static final Colour LIGHT = Colour.rgb(0xffffff);

  /** So many boxes are seen in a panel among others in a row. */
  private static final int FEW = 24;

  private ChannelFigures() {}

  /**
   * A box per channel over images: absorption above emission, one column of panels per layer; where
   * there are many channels a row per layer, absorption beside emission.
   *
   * @param most channels that are shown of each layer, from the first
   */
  public static Figure boxes(List<LayerChannels> layers, int most) {
    int channels = layers.stream().mapToInt(l -> l.absorption().channels().size()).max().orElse(0);
    if (Math.min(channels, most) > FEW) return rows(layers, most);
    List<Panel> panels = new ArrayList<>();
    for (LayerChannels layer : layers) {
      panels.add(boxes(layer.site(), "absorption", layer.absorption(), most, ABSORPTION));
    }
    for (LayerChannels layer : layers) {
      panels.add(boxes(layer.site(), "emission", layer.emission(), most, EMISSION));
    }
    return Figure.grid("Gradient of channels over images", layers.size(), panels)
        .width(Math.max(480, 250 * layers.size()))
        .caption(boxesCaption(layers, most));
  }

  private static Figure rows(List<LayerChannels> layers, int most) {
    List<Panel> panels = new ArrayList<>();
    for (LayerChannels layer : layers) {
      panels.add(boxes(layer.site(), "absorption", layer.absorption(), most, ABSORPTION));
      panels.add(boxes(layer.site(), "emission", layer.emission(), most, EMISSION));
    }
    return Figure.grid("Gradient of channels over images", 2, panels)
        .width(1100)
        .caption(boxesCaption(layers, most));
  }

  private static String boxesCaption(List<LayerChannels> layers, int most) {
    boolean all = layers.stream().allMatch(l -> l.absorption().channels().size() <= most);
    return "Boxes: quartiles and median over "
        + layers.getFirst().images()
        + " images; whiskers to the last value within 1.5 interquartile ranges; values beyond are"
        + " not drawn. "
        + (all ? "All channels of each layer." : "The first " + most + " channels of a layer.");
  }

  private static Panel boxes(
      String site, String what, Direction direction, int most, Colour colour) {
    List<Mark> marks = new ArrayList<>();
    List<ChannelDistribution> shown =
        direction.channels().subList(0, Math.min(most, direction.channels().size()));
    for (ChannelDistribution channel : shown) {
      marks.add(
          new Mark.Box(
              Mark.Way.UP,
              channel.channel(),
              .7,
              new Mark.Quartiles(
                  channel.low(),
                  channel.first(),
                  channel.median(),
                  channel.third(),
                  channel.high()),
              List.of(),
              colour,
              "channel " + channel.channel()));
    }
    return Panel.of(
            Axis.linear("channel", -.7, shown.size() - .3).format(NumberFormat.WHOLE),
            Axis.linear(what),
            marks)
        .title(site)
        .height(200);
  }

  /** Means and variances of the channels in falling order, one line per layer and direction. */
  public static Figure sorted(List<LayerChannels> layers) {
    return Figure.of(
            "Channels in falling order",
            curves("mean", layers, ChannelDistribution::mean),
            curves("variance", layers, ChannelDistribution::variance))
        .width(900)
        .guides(legend())
        .caption(
            "Of each layer, channels sorted by the mean (left) and the variance (right) over "
                + layers.getFirst().images()
                + " images; x runs from the first to the last channel of a layer. The first layer's"
                + " lines are the lightest, the last one's the darkest. Values of 0 are not"
                + " drawn.");
  }

  private static Panel curves(
      String what, List<LayerChannels> layers, ToDoubleFunction<ChannelDistribution> measure) {
    List<Mark> marks = new ArrayList<>();
    for (int i = 0; i < layers.size(); i++) {
      LayerChannels layer = layers.get(i);
      double tint = .6 * (1 - i / Math.max(1.0, layers.size() - 1));
      marks.add(curve(layer.site(), layer.absorption(), measure, ABSORPTION.mix(LIGHT, tint)));
      marks.add(curve(layer.site(), layer.emission(), measure, EMISSION.mix(LIGHT, tint)));
    }
    return Panel.of(
        Axis.linear("rank of channel", 0, 1).format(NumberFormat.PERCENT), Axis.log(what), marks);
  }

  private static Mark curve(
      String site,
      Direction direction,
      ToDoubleFunction<ChannelDistribution> measure,
      Colour colour) {
    double[] values = direction.channels().stream().mapToDouble(measure).sorted().toArray();
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      double value = values[values.length - 1 - i];
      double x = values.length == 1 ? 0 : (double) i / (values.length - 1);
      points.add(new Point(x, value > 0 ? value : Double.NaN));
    }
    return Mark.Line.of(points, Stroke.of(colour).width(1.1).opacity(.85)).tooltip(site);
  }

  /** How often which size occurs, over all channels and images of a layer; a panel per layer. */
  public static Figure histograms(List<LayerChannels> layers) {
    List<Panel> panels = new ArrayList<>();
    for (LayerChannels layer : layers) {
      List<Mark> marks = new ArrayList<>();
      marks.add(outline(layer.absorption().histogram(), ABSORPTION));
      marks.add(outline(layer.emission().histogram(), EMISSION));
      panels.add(
          Panel.of(Axis.linear("log₁₀ of the norm"), Axis.linear("share per unit"), marks)
              .title(layer.site())
              .height(150));
    }
    long zeros =
        layers.stream()
            .mapToLong(l -> l.absorption().histogram().zeros() + l.emission().histogram().zeros())
            .sum();
    return Figure.grid("Sizes of absorption and emission", Math.min(3, layers.size()), panels)
        .width(900)
        .guides(legend())
        .caption(
            "All channels and "
                + layers.getFirst().images()
                + " images of a layer; the area under a line is 1. Left out: "
                + zeros
                + " norms of 0.");
  }

  private static Mark outline(LogHistogram histogram, Colour colour) {
    double total = histogram.counts().stream().mapToLong(Long::longValue).sum();
    int bins = Math.max(1, histogram.counts().size());
    double width = Math.max(1e-9, (histogram.high() - histogram.low()) / bins);
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < histogram.counts().size(); i++) {
      double height = histogram.counts().get(i) / total / width;
      points.add(new Point(histogram.low() + i * width, height));
      points.add(new Point(histogram.low() + (i + 1) * width, height));
    }
    return Mark.Area.over(0, points, Fill.of(colour).opacity(.25)).outline(Stroke.of(colour));
  }

  /** Each layer in order: how large, how variable over images, how different between channels. */
  public static Figure overview(List<LayerChannels> layers) {
    return Figure.grid(
            "Layers",
            1,
            List.of(
                course(
                    "The middle channel's median norm",
                    Axis.log("norm"),
                    layers,
                    direction ->
                        direction.channels().stream()
                            .mapToDouble(ChannelDistribution::median)
                            .sorted()
                            .skip((direction.channels().size() - 1) / 2)
                            .findFirst()
                            .orElse(Double.NaN)),
                course(
                    "Variation of a channel over images",
                    Axis.linear("σ / mean"),
                    layers,
                    Direction::variation),
                course(
                    "Variation between the medians of channels",
                    Axis.linear("σ / mean"),
                    layers,
                    Direction::between),
                course(
                    "Agreement of images in which channels are high",
                    Axis.linear("Kendall’s W", 0, 1),
                    layers,
                    direction -> direction.order().w())))
        .width(Math.clamp(60 + 36L * layers.size(), 560, 1800))
        .guides(legend())
        .caption(
            "σ: standard deviation; the second panel shows the median over channels. W: 0 if every"
                + " image orders the channels its own way, 1 if all the same way. "
                + layers.getFirst().images()
                + " images.");
  }

  private static Panel course(
      String title, Axis y, List<LayerChannels> layers, ToDoubleFunction<Direction> measure) {
    List<Point> absorbed = new ArrayList<>();
    List<Point> emitted = new ArrayList<>();
    for (int i = 0; i < layers.size(); i++) {
      absorbed.add(new Point(i, shown(measure.applyAsDouble(layers.get(i).absorption()), y)));
      emitted.add(new Point(i, shown(measure.applyAsDouble(layers.get(i).emission()), y)));
    }
    List<String> names = layers.stream().map(LayerChannels::site).toList();
    return Panel.of(
            Axis.categories("", names),
            y,
            List.of(
                Mark.Line.of(absorbed, Stroke.of(ABSORPTION)),
                Mark.Dots.of(absorbed, Symbol.CIRCLE, 5, Fill.of(ABSORPTION)),
                Mark.Line.of(emitted, Stroke.of(EMISSION)),
                Mark.Dots.of(emitted, Symbol.SQUARE, 5, Fill.of(EMISSION))))
        .title(title)
        .height(110);
  }

  private static double shown(double value, Axis y) {
    boolean log = y.scale() instanceof dev.sonde.figure.Scale.Log;
    return log && value <= 0 ? Double.NaN : value;
  }

  private static Guide legend() {
    return Guide.Legend.of(
        new Guide.Entry("absorption", new Guide.Sample.Line(Stroke.of(ABSORPTION).width(2.4))),
        new Guide.Entry("emission", new Guide.Sample.Line(Stroke.of(EMISSION).width(2.4))));
  }
}
