package dev.sonde.study.activity;

import dev.sonde.figure.Axis;
import dev.sonde.figure.Axis.Tick;
import dev.sonde.figure.Mark.Point;
import dev.sonde.figure.cells.LinesFigure;
import dev.sonde.figure.page.Block;
import dev.sonde.figure.page.Page.Section;
import dev.sonde.figure.table.Columns;
import dev.sonde.numbers.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** How far each layer's picture can be believed, over all networks. */
record QualitySection(ActivityResults study, Gathered gathered) {
  private static final String SHARE = "%.3f ± %.3f";

  private record Place(int epoch, String layer) {}

  private int runs() {
    return study.settings().runs();
  }

  Section section() {
    Columns<Place> columns =
        Columns.<Place>empty()
            .integer("epoch", Place::epoch)
            .text("layer", Place::layer)
            .and(measured("hit_before", "hit, nD", SHARE))
            .explained("neighbourhood hit among the layer's own units")
            .and(measured("hit_after", "hit, 2-D", SHARE))
            .explained("neighbourhood hit in the picture")
            .and(measured("trustworthiness", "trustworthiness", SHARE))
            .explained("1: no false neighbours in the picture")
            .and(measured("continuity", "continuity", SHARE))
            .explained("1: no neighbours torn apart")
            .and(measured("kl", "KL", SHARE))
            .explained("divergence of the picture, nats")
            .and(measured("dead", "constant units", "%.1f ± %.1f"))
            .explained("that say the same to all inputs");
    List<Place> rows = new ArrayList<>();
    for (int epoch : study.settings().lookedEpochs()) {
      for (String layer : study.sites()) rows.add(new Place(epoch, layer));
    }
    return new Section(
        "How far the pictures can be believed",
        List.of(
            new Block.Words(
                """
                Every layer at every epoch looked at, projected by itself. The neighbourhood hit \
                is the share of the six nearest (itself left out) that are of the same class; it \
                is given among the layer's units (nD), where the network works, and in the picture \
                (2-D). Trustworthiness and continuity with %s neighbours. %s\
                """
                    .formatted(
                        Math.min(12, (gathered.shown().size() - 1) / 2),
                        (runs() == 1
                            ? "Of one network: no spread is known."
                            : "Means over " + runs() + " networks ± their standard deviation."))),
            new Block.Picture(hits()),
            Block.TableBlock.of("Quality by epoch and layer", columns, rows)));
  }

  private double[] values(int epoch, String layer, String figure) {
    return IntStream.rangeClosed(1, runs())
        .mapToDouble(run -> gathered.quality(run, epoch, layer, figure))
        .toArray();
  }

  /** The mean over networks, written with its deviation. */
  private Columns<Place> measured(String figure, String title, String format) {
    return Columns.<Place>empty()
        .real(figure, title, place -> Sample.mean(values(place, figure)))
        .written(
            place -> {
              double[] values = values(place, figure);
              return values.length < 2
                  ? null
                  : String.format(
                      Locale.ROOT, format, Sample.mean(values), Sample.deviation(values));
            });
  }

  private double[] values(Place place, String figure) {
    return values(place.epoch(), place.layer(), figure);
  }

  /** The hit among the layer's units: a panel over layers, a line per epoch. */
  private dev.sonde.figure.Figure hits() {
    List<String> sites = study.sites();
    List<Tick> layers =
        IntStream.range(0, sites.size()).mapToObj(i -> new Tick(i, sites.get(i))).toList();
    List<LinesFigure.Line> lines = new ArrayList<>();
    for (int epoch : study.settings().lookedEpochs()) {
      List<Point> points = new ArrayList<>();
      for (int i = 0; i < sites.size(); i++) {
        points.add(new Point(i, Sample.mean(values(epoch, sites.get(i), "hit_before"))));
      }
      lines.add(new LinesFigure.Line("epoch " + epoch, points));
    }
    return LinesFigure.of(
            "Neighbourhood hit among a layer's units",
            List.of(
                new LinesFigure.Lines(
                    "", "layer", layers, Axis.linear("neighbourhood hit, nD"), lines)))
        .caption(
            runs() == 1
                ? "Before training (epoch 0), layers mix classes; training parts them."
                : "Means over " + runs() + " networks.");
  }
}
