package dev.sonde.study.activity;

import dev.sonde.analysis.Provenance;
import dev.sonde.figure.Mark.Point;
import dev.sonde.figure.Numbers;
import dev.sonde.figure.cells.LinesFigure;
import dev.sonde.figure.page.Block;
import dev.sonde.figure.page.Finding;
import dev.sonde.figure.page.Page;
import dev.sonde.figure.page.Page.Section;
import dev.sonde.figure.table.Columns;
import java.util.ArrayList;
import java.util.List;

/** The study as one page, for a reader who knows nothing of it. */
final class ActivityReport {
  private final ActivityResults study;
  private final ActivitySettings settings;
  private final Gathered gathered;

  ActivityReport(ActivityResults study) {
    this.study = study;
    settings = study.settings();
    gathered = Gathered.of(study);
  }

  Page page(Provenance how) {
    List<Section> sections = new ArrayList<>();
    sections.add(question());
    sections.add(learning());
    SequenceSections sequences = new SequenceSections(study, gathered);
    sections.add(sequences.layers());
    sections.add(sequences.epochs());
    sections.add(sequences.alignments());
    sections.add(new QualitySection(study, gathered).section());
    NeuronSections neurons = new NeuronSections(study, gathered);
    sections.add(neurons.comparison());
    sections.add(neurons.importances());
    sections.add(neurons.similarity());
    return new Page(
        "What hidden layers see",
        "A network ("
            + settings.network()
            + ") on "
            + study.data().name()
            + ", "
            + Numbers.count(settings.epochs(), "epoch", "epochs"),
        remarks(),
        sections,
        how);
  }

  private List<Finding> remarks() {
    List<Finding> remarks = new ArrayList<>();
    List<Double> accuracy = new ArrayList<>();
    for (int run = 1; run <= settings.runs(); run++) {
      accuracy.add(gathered.accuracy(run, settings.epochs()));
    }
    remarks.add(
        Finding.plain(
            "Right on images not trained on, after "
                + Numbers.count(settings.epochs(), "epoch", "epochs")
                + ": "
                + String.join(", ", accuracy.stream().map(Numbers::percent).toList())
                + "."));
    String last = study.sites().getLast();
    int depth = 0;
    int training = 0;
    for (int run = 1; run <= settings.runs(); run++) {
      if (rises(run)) depth++;
      if (hit(run, settings.epochs(), last) > hit(run, 0, last)) training++;
    }
    remarks.add(
        Finding.plain(
            """
            Neighbourhood hit (the share of an input's six nearest that are of its class) in the \
            last hidden layer: before training %s, after %s; it rises with training in %s of %s, \
            and from the first to the last layer after training in %s.\
            """
                .formatted(
                    Numbers.of(hit(1, 0, last)),
                    Numbers.of(hit(1, settings.epochs(), last)),
                    training,
                    Numbers.count(settings.runs(), "network", "networks"),
                    depth)));
    var found = gathered.discriminability(settings.epochs());
    var before = gathered.discriminability(0);
    long above = found.classes().stream().filter(c -> c.above() > 0).count();
    remarks.add(
        Finding.plain(
            """
            Neurons of the last layer that tell a class from the rest better than any does with \
            shuffled labels: after training for %s of %s (%s neurons per class, before training \
            %s).\
            """
                .formatted(
                    above,
                    Numbers.count(found.classes().size(), "class", "classes"),
                    Numbers.of(mean(found.classes().stream().map(c -> c.above()).toList())),
                    Numbers.of(mean(before.classes().stream().map(c -> c.above()).toList())))));
    return remarks;
  }

  private static double mean(List<Integer> values) {
    return values.stream().mapToInt(v -> v).average().orElse(Double.NaN);
  }

  private double hit(int run, int epoch, String layer) {
    return gathered.quality(run, epoch, layer, "hit_before");
  }

  private boolean rises(int run) {
    List<String> sites = study.sites();
    return hit(run, settings.epochs(), sites.getLast())
        > hit(run, settings.epochs(), sites.getFirst());
  }

  private Section question() {
    var data = study.data();
    return new Section(
        "The question",
        List.of(
            new Block.Words(
                """
                How does a classifier turn inputs into representations in which classes lie apart, \
                layer by layer and epoch by epoch, and which neurons do it? The network, %s, is \
                trained on %s by gradient descent with momentum (rate 0.01, momentum 0.9, batches \
                of %s, Glorot's uniform weights). Then %s of %s, drawn at random, are shown to it \
                as it was at the epochs %s. What a hidden layer says to an image is a point in as \
                many dimensions as the layer has units; t-SNE (perplexity %s) makes a picture of \
                these points.\
                """
                    .formatted(
                        architecture(),
                        Numbers.count(data.train().size(), "image", "images"),
                        settings.batch(),
                        Numbers.count(gathered.shown().size()),
                        Numbers.count(data.test().size(), "test image", "test images"),
                        String.join(
                            ", ", settings.lookedEpochs().stream().map(String::valueOf).toList()),
                        Numbers.of(settings.perplexity()))),
            new Block.Beside(
                "linked.html",
                """
                the images of each layer and the last layer's neurons side by side. Point at an \
                image to see it; choose some to see which neurons they excite, and the other way \
                round.\
                """)));
  }

  private String architecture() {
    return switch (settings.network()) {
      case MLP ->
          "a perceptron with four hidden layers of "
              + settings.units()
              + " units (relu, dropout 0.2, 0.3, 0.4, 0.5)";
      case CNN ->
          "a convolutional network with twice two convolutions (32 and 64 channels) and "
              + 8 * settings.units()
              + " and "
              + settings.units()
              + " hidden units (relu, dropout 0.25 and 0.5)";
    };
  }

  private boolean published() {
    return settings.network() == Architecture.MLP && settings.data().data().equals("mnist");
  }

  /** Shares right after an epoch. */
  private record Beside(int epoch, double here, double published) {}

  private Section learning() {
    List<LinesFigure.Line> lines = new ArrayList<>();
    for (int run = 1; run <= settings.runs(); run++) {
      List<Point> points = new ArrayList<>();
      for (int e = 1; e <= settings.epochs(); e++) {
        points.add(new Point(e, gathered.accuracy(run, e)));
      }
      lines.add(new LinesFigure.Line("this study", points));
    }
    List<Block> blocks = new ArrayList<>();
    if (published()) {
      List<Point> points = new ArrayList<>();
      List<Beside> rows = new ArrayList<>();
      for (int i = 0; i < Published.EPOCHS.size(); i++) {
        int epoch = Published.EPOCHS.get(i);
        if (epoch > settings.epochs()) continue;
        double there = Published.ACCURACY.get(i);
        points.add(new Point(epoch, there));
        rows.add(new Beside(epoch, gathered.accuracy(1, epoch), there));
      }
      lines.add(new LinesFigure.Line("published", points));
      blocks.add(
          Block.TableBlock.of(
              "Share right on the test images, beside the published network"
                  + " (4 × 1000 units, 60,000 images)",
              Columns.<Beside>empty()
                  .integer("epoch", Beside::epoch)
                  .real("this study", Beside::here)
                  .digits(4)
                  .real("published", Beside::published)
                  .digits(4),
              rows));
    }
    blocks.addFirst(
        new Block.Picture(
            LinesFigure.of(
                    "Share of test images right",
                    List.of(
                        new LinesFigure.Lines(
                            "",
                            "epoch",
                            List.of(),
                            dev.sonde.figure.Axis.linear("share right")
                                .format(dev.sonde.figure.NumberFormat.PERCENT),
                            lines)))
                .caption("A line per network.")));
    return new Section("Learning", blocks);
  }
}
