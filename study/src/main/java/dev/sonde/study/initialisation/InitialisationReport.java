package dev.sonde.study.initialisation;

import dev.sonde.analysis.Provenance;
import dev.sonde.figure.Axis;
import dev.sonde.figure.Figure;
import dev.sonde.figure.Mark.Point;
import dev.sonde.figure.Numbers;
import dev.sonde.figure.cells.LinesFigure;
import dev.sonde.figure.page.Block;
import dev.sonde.figure.page.Page;
import dev.sonde.figure.page.Page.Section;
import dev.sonde.figure.table.Columns;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/** The study as one page, for a reader who knows nothing of it. */
final class InitialisationReport {
  /** Guessing among ten classes costs 2.3; so much more is no figure for a common axis. */
  private static final double OFF_THE_SCALE = 100;

  private final InitialisationSettings settings;
  private final InitialisationPlan study;
  private final List<Measured> all = new ArrayList<>();

  InitialisationReport(InitialisationResults results) {
    study = results.plan();
    settings = study.settings();
    for (InitialWeights start : settings.starts()) {
      for (int run = 1; run <= settings.runs(); run++) all.add(Measured.of(results, start, run));
    }
  }

  private Findings findings() {
    return new Findings(all, study.data().train().classes().size());
  }

  /** Whether the published figures are of this setting. */
  private boolean published() {
    return settings.data().data().equals("cifar10") && settings.epochs() == 50;
  }

  private List<Measured> of(InitialWeights start) {
    return all.stream().filter(m -> m.start() == start).toList();
  }

  Page page(Provenance how) {
    List<Section> sections = new ArrayList<>();
    sections.add(question());
    sections.add(learning());
    sections.add(new ParameterSections(settings, all, published()).section());
    FeatureSections features = new FeatureSections(settings, all, published());
    sections.add(features.section());
    sections.add(features.dead());
    sections.add(features.distributions());
    return new Page(
        "How initial weights shape a network",
        "A small convolutional network on "
            + study.data().name()
            + ", "
            + Numbers.count(settings.epochs(), "epoch", "epochs")
            + ", "
            + Numbers.count(settings.runs(), "network", "networks")
            + " per initialiser",
        findings().remarks(),
        sections,
        how);
  }

  private Section question() {
    var train = study.data().train();
    return new Section(
        "The question",
        List.of(
            new Block.Words(
                """
                How do weights and features move in training, depending on how the weights start? \
                The network: three convolutions of 16 channels (3 × 3), each with a relu, the \
                first two with a 2 × 2 maximum pool, then 512 units with relu, then one unit per \
                class. It sees %s of %s × %s with %s, scaled to −1…1, and is judged by %s; Adam at \
                %s, batches of %s, cross-entropy. Every network has a seed of its own: the \
                network, not the weight, is the sample.%s\
                """
                    .formatted(
                        Numbers.count(train.size(), "training image", "training images"),
                        train.height(),
                        train.width(),
                        Numbers.count(train.channels(), "channel", "channels"),
                        Numbers.count(study.data().test().size(), "other", "others"),
                        Numbers.of(settings.rate()),
                        settings.batch(),
                        (study.data().train().source().name().endsWith("cifar-10-jpeg.zip")
                            ? " The images are JPEG copies of CIFAR-10, not the lossless originals."
                            : ""))),
            Block.TableBlock.of(
                "Initialisers; biases start at 0. fan_in and fan_out count the inputs of an output"
                    + " and the outputs of an input, g is the gain",
                Columns.<InitialWeights>empty()
                    .text("initialiser", InitialWeights::toString)
                    .text("weights", InitialWeights::formula)
                    .text("g", InitialWeights::gain),
                settings.starts())));
  }

  private Section learning() {
    List<LinesFigure.Line> loss = new ArrayList<>();
    List<LinesFigure.Line> accuracy = new ArrayList<>();
    Set<InitialWeights> beyond = EnumSet.noneOf(InitialWeights.class);
    for (Measured m : all) {
      // One that starts at millions would press all others into one line.
      if (m.course("training_loss").getFirst() > OFF_THE_SCALE) beyond.add(m.start());
      accuracy.add(line(m, "accuracy"));
    }
    for (Measured m : all) {
      if (!beyond.contains(m.start())) loss.add(line(m, "training_loss"));
    }
    String left =
        beyond.isEmpty()
            ? ""
            : " Off the scale of the loss, left out there: "
                + String.join(", ", beyond.stream().map(InitialWeights::toString).toList())
                + ".";
    Figure figure =
        LinesFigure.of(
                "Learning",
                List.of(
                    new LinesFigure.Lines(
                        "Training loss", "epoch", List.of(), Axis.log("mean cross-entropy"), loss),
                    new LinesFigure.Lines(
                        "New images",
                        "epoch",
                        List.of(),
                        LinesFigure.share("share right"),
                        accuracy)))
            .caption("A line per network." + left);
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Block.Picture(figure));
    blocks.add(losses());
    return new Section("Learning", blocks);
  }

  private static LinesFigure.Line line(Measured m, String figure) {
    List<Double> course = m.course(figure);
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < course.size(); i++) points.add(new Point(i + 1.0, course.get(i)));
    return new LinesFigure.Line(m.start().toString(), points);
  }

  private Block losses() {
    int shown = Math.min(5, settings.epochs());
    List<Losses> rows = new ArrayList<>();
    for (InitialWeights start : settings.starts()) rows.add(ours(start));
    if (published() && shown == 5) {
      rows.add(
          new Losses("published, orthogonal", Published.ORTHOGONAL_LOSS, Double.NaN, List.of()));
    }
    Columns<Losses> columns = Columns.<Losses>empty().text("initialiser", Losses::initialiser);
    for (int e = 0; e < shown; e++) {
      int epoch = e;
      columns =
          columns
              .real("epoch " + (e + 1), row -> row.epochs().get(epoch))
              .explained("mean training loss of this epoch")
              .digits(4);
    }
    columns =
        columns
            .real("last epoch", Losses::last)
            .explained("mean training loss")
            .digits(4)
            .real("right", row -> row.right().isEmpty() ? Double.NaN : row.right().getFirst())
            .explained("share of the new images, after the last epoch")
            .written(row -> row.right().isEmpty() ? null : Findings.spread(row.right()));
    return Block.TableBlock.of("Loss by epoch, means over networks", columns, rows);
  }

  /**
   * Mean losses of the networks that start alike.
   *
   * @param right shares of the new images, one of each network
   */
  private record Losses(String initialiser, List<Double> epochs, double last, List<Double> right) {}

  private Losses ours(InitialWeights start) {
    List<Double> epochs = new ArrayList<>();
    for (int e = 0; e < settings.epochs(); e++) {
      int epoch = e;
      epochs.add(mean(start, m -> m.course("training_loss").get(epoch)));
    }
    return new Losses(
        start.toString(),
        epochs,
        mean(start, m -> m.end("training_loss")),
        of(start).stream().map(m -> m.end("accuracy")).toList());
  }

  private double mean(InitialWeights start, ToDoubleFunction<Measured> figure) {
    return of(start).stream().mapToDouble(figure).average().orElse(Double.NaN);
  }
}
