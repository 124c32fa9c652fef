package dev.sonde.study.activity;

import dev.sonde.analysis.neurons.Discriminability;
import dev.sonde.figure.Numbers;
import dev.sonde.figure.page.Block;
import dev.sonde.figure.page.Page.Section;
import dev.sonde.figure.projection.NeuronFigures;
import dev.sonde.figure.projection.ProjectionFigure;
import dev.sonde.figure.projection.Scatter;
import dev.sonde.figure.table.Columns;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Views of the last hidden layer's neurons, before and after training. */
record NeuronSections(ActivityResults study, Gathered gathered) {
  private static final int MOST = 30;

  private List<String> classes() {
    return gathered.shown().classes();
  }

  private String layer() {
    return study.sites().getLast();
  }

  private int last() {
    return study.settings().epochs();
  }

  Section comparison() {
    List<Scatter> scatters = new ArrayList<>();
    for (int epoch : List.of(0, last())) {
      scatters.add(
          Scatter.of(
                  epoch == 0 ? "images, before training" : "images, after training",
                  gathered.picture(1, epoch, layer()))
              .labels(gathered.labels())
              .predicted(gathered.predicted(1, epoch)));
    }
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        new Block.Words(
            """
            Above, points are images, near if the layer says nearly the same to them. Below, \
            points are the layer's neurons, near if their answers to all images rise and fall \
            together or one falls as the other rises (1 − |Pearson|). Each neuron has the colour \
            of the class that it tells best from all others, and is the fainter the less it does \
            so. Where training has made detectors of classes, the solid points of one colour lie \
            together: about as many clusters as classes.\
            """));
    blocks.add(
        new Block.Picture(
            ProjectionFigure.thumbnails(
                "The last hidden layer: images",
                scatters,
                classes(),
                2,
                "t-SNE, each by itself; "
                    + Numbers.count(gathered.shown().size(), "test image", "test images")
                    + ". A triangle has the colour of the class it is wrongly taken for.")));
    blocks.add(new Block.Picture(map("tsne", "t-SNE on 1 − |Pearson|.")));
    blocks.add(new Block.Picture(map("mds", "Metric MDS (SMACOF) on 1 − |Pearson|.")));
    return new Section("Images and neurons, before and after training", blocks);
  }

  private dev.sonde.figure.Figure map(String method, String how) {
    return NeuronFigures.map(
        "The last hidden layer: neurons",
        List.of(
            new NeuronFigures.Shown("before training", gathered.map(0, method)),
            new NeuronFigures.Shown("after training", gathered.map(last(), method))),
        classes(),
        how);
  }

  Section importances() {
    Discriminability before = gathered.discriminability(0);
    Discriminability after = gathered.discriminability(last());
    List<BeforeAndAfter> rows = new ArrayList<>();
    for (int c = 0; c < after.classes().size(); c++) {
      rows.add(new BeforeAndAfter(before.classes().get(c), after.classes().get(c)));
    }
    Columns<BeforeAndAfter> columns =
        Columns.<BeforeAndAfter>empty()
            .text("class", r -> classes().get(r.after().label()))
            .integer("inputs", r -> r.after().inputs())
            .and(importances("before", BeforeAndAfter::before))
            .and(importances("after", BeforeAndAfter::after));
    return new Section(
        "Which neurons tell classes apart",
        List.of(
            new Block.Words(
                """
                How much each neuron of the last hidden layer helps %s extremely randomised trees \
                to tell one class from the rest (its share of the decrease of impurity; all \
                neurons sum to 1), beside the same with labels in random order: what is no higher \
                there says nothing.\
                """
                    .formatted(after.trees())),
            Block.TableBlock.of(
                "Importance by class: the highest of all neurons, the highest with shuffled"
                    + " labels, and how many neurons are above that",
                columns,
                rows),
            new Block.Picture(NeuronFigures.importances("After training", after, classes(), MOST)),
            new Block.Folded(
                "Before training",
                List.of(
                    new Block.Picture(
                        NeuronFigures.importances("Before training", before, classes(), MOST))))));
  }

  private record BeforeAndAfter(
      Discriminability.ForClass before, Discriminability.ForClass after) {}

  private static Columns<BeforeAndAfter> importances(
      String when, Function<BeforeAndAfter, Discriminability.ForClass> of) {
    return Columns.<Discriminability.ForClass>empty()
        .real(when + "_highest", when + ": highest", NeuronSections::highest)
        .real(when + "_shuffled", "shuffled", Discriminability.ForClass::highestShuffled)
        .integer(when + "_above", "above", Discriminability.ForClass::above)
        .explained("neurons")
        .over(of);
  }

  private static double highest(Discriminability.ForClass c) {
    return c.importance().stream().mapToDouble(v -> v).max().orElse(Double.NaN);
  }

  Section similarity() {
    Gathered.Similar similar = gathered.similarity();
    return new Section(
        "How alike layers and epochs are",
        List.of(
            new Block.Words(
                """
                Each layer at each epoch looked at beside every other: a bright square on the \
                diagonal is an epoch whose layers say nearly the same; a dark row is a layer that \
                training has changed from the ground up.\
                """),
            new Block.Picture(
                NeuronFigures.similarity(
                    "Layers at the epochs looked at", similar.cka(), similar.names()))));
  }
}
