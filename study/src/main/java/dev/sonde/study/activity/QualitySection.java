package dev.sonde.study.activity;

import dev.sonde.figure.Axis;
import dev.sonde.figure.Axis.Tick;
import dev.sonde.figure.Mark.Point;
import dev.sonde.figure.cells.LinesFigure;
import dev.sonde.figure.page.Block;
import dev.sonde.figure.page.Entry;
import dev.sonde.figure.page.Page.Section;
import dev.sonde.figure.table.Head;
import dev.sonde.numbers.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** How far each layer's picture can be believed, over all networks. */
record QualitySection(ActivityResults study, Gathered gathered) {
  private static final List<String> FIGURES =
      List.of("hit_before", "hit_after", "trustworthiness", "continuity", "kl", "dead");

  private int runs() {
    return study.settings().runs();
  }

  Section section() {
    List<Head> columns = new ArrayList<>();
    columns.add(Head.real("epoch", ""));
    columns.add(Head.text("layer"));
    columns.add(Head.real("hit, nD", "neighbourhood hit among the layer's own units"));
    columns.add(Head.real("hit, 2-D", "neighbourhood hit in the picture"));
    columns.add(Head.real("trustworthiness", "1: no false neighbours in the picture"));
    columns.add(Head.real("continuity", "1: no neighbours torn apart"));
    columns.add(Head.real("KL", "divergence of the picture, nats"));
    columns.add(Head.real("constant units", "that say the same to all inputs"));
    List<List<Entry>> rows = new ArrayList<>();
    for (int epoch : study.settings().lookedEpochs()) {
      for (String layer : study.sites()) {
        List<Entry> row = new ArrayList<>();
        row.add(Entry.count(epoch));
        row.add(Entry.words(layer));
        for (String figure : FIGURES) {
          row.add(entry(values(epoch, layer, figure), figure.equals("dead")));
        }
        rows.add(row);
      }
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

  /** Sorts by the mean. */
  private static Entry entry(double[] values, boolean units) {
    double mean = Sample.mean(values);
    if (values.length < 2) return Entry.number(mean);
    double squares = 0;
    for (double value : values) squares += (value - mean) * (value - mean);
    double deviation = Math.sqrt(squares / (values.length - 1));
    String both =
        String.format(Locale.ROOT, units ? "%.1f ± %.1f" : "%.3f ± %.3f", mean, deviation);
    return Entry.number(mean, both);
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
