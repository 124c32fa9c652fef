package dev.sonde.study.activity;

import dev.sonde.analysis.kernel.Points;
import dev.sonde.analysis.projection.ProjectionSequence.Alignment;
import dev.sonde.analysis.trails.Bundling;
import dev.sonde.analysis.trails.Trail;
import dev.sonde.figure.Numbers;
import dev.sonde.figure.page.Block;
import dev.sonde.figure.page.Page.Section;
import dev.sonde.figure.projection.ProjectionFigure;
import dev.sonde.figure.projection.Scatter;
import dev.sonde.figure.projection.TrailFigure;
import dev.sonde.figure.table.Columns;
import dev.sonde.figure.table.Table;
import dev.sonde.study.activity.SequenceWork.Over;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Views over layers and over epochs. */
record SequenceSections(ActivityResults study, Gathered gathered) {
  private static final String HIT =
      " hit: neighbourhood hit among the layer's units → in the picture.";

  private List<String> classes() {
    return gathered.shown().classes();
  }

  Section layers() {
    int last = study.settings().epochs();
    List<Scatter> scatters = new ArrayList<>();
    List<Integer> predicted = gathered.predicted(1, last);
    for (String layer : study.sites()) {
      scatters.add(
          scatter(layer, gathered.picture(1, last, layer), predicted)
              .note(
                  hit(
                      gathered.quality(1, last, layer, "hit_before"),
                      gathered.quality(1, last, layer, "hit_after"))));
    }
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        new Block.Picture(
            ProjectionFigure.thumbnails(
                "Hidden layers after training",
                scatters,
                classes(),
                scatters.size() <= 4 ? scatters.size() : 3,
                caption("t-SNE, each layer by itself") + HIT)));
    blocks.add(
        new Block.Words(
            """
            The same inputs on their way through the layers: a trail per input, dark in the first \
            layer and light in the last, its hue the input's class. Bundled, trails of a class \
            that run alike are drawn together: bundles show where many run, not where each does.\
            """));
    blocks.addAll(trails(Over.LAYERS));
    return new Section("From layer to layer", blocks);
  }

  Section epochs() {
    String layer = study.sites().getLast();
    List<Scatter> scatters = new ArrayList<>();
    for (int epoch : study.settings().lookedEpochs()) {
      scatters.add(
          scatter("epoch " + epoch, gathered.picture(1, epoch, layer), gathered.predicted(1, epoch))
              .note(
                  hit(
                      gathered.quality(1, epoch, layer, "hit_before"),
                      gathered.quality(1, epoch, layer, "hit_after"))));
    }
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        new Block.Picture(
            ProjectionFigure.thumbnails(
                "The last hidden layer while the network learns",
                scatters,
                classes(),
                scatters.size() == 4 ? 4 : 3,
                caption("t-SNE, each epoch by itself") + HIT)));
    blocks.addAll(trails(Over.EPOCHS));
    return new Section("From epoch to epoch", blocks);
  }

  private Scatter scatter(String title, Points at, List<Integer> predicted) {
    return Scatter.of(title, at).labels(gathered.labels()).predicted(predicted);
  }

  private static String hit(double before, double after) {
    return "hit " + Numbers.of(before, 2) + " → " + Numbers.of(after, 2);
  }

  private String caption(String what) {
    return what
        + ", perplexity "
        + Numbers.of(study.settings().perplexity())
        + ", "
        + Numbers.count(gathered.shown().size())
        + " of "
        + Numbers.count(study.data().test().size(), "test image", "test images")
        + ".";
  }

  private List<Block> trails(Over over) {
    List<Block> blocks = new ArrayList<>();
    List<Block> folded = new ArrayList<>();
    List<Alignment> alignments = study.alignments(over);
    Alignment first =
        alignments.contains(Alignment.DYNAMIC) ? Alignment.DYNAMIC : alignments.getFirst();
    for (Alignment alignment : alignments) {
      Block own = trails(over, alignment, gathered.sequence(over, alignment));
      if (alignment == first) blocks.add(own);
      else folded.add(own);
    }
    if (!folded.isEmpty()) {
      blocks.add(new Block.Folded("The same, brought together in other ways", folded));
    }
    return blocks;
  }

  private Block trails(Over over, Alignment alignment, Map<String, Points> pictures) {
    List<Trail> trails = Trail.of(List.copyOf(pictures.values()));
    List<Trail> bundled = Bundling.of(trails, gathered.labels(), Bundling.Settings.defaults());
    List<String> names = List.copyOf(pictures.keySet());
    String what = over == Over.LAYERS ? "" : "epoch ";
    return new Block.Picture(
        TrailFigure.of(
            "Trails over " + over + ": " + words(alignment),
            List.of(
                new TrailFigure.Shown("bare", trails),
                new TrailFigure.Shown("bundled within each class", bundled)),
            gathered.labels(),
            classes(),
            what + names.getFirst(),
            what + names.getLast(),
            caption(method(alignment))));
  }

  private static String method(Alignment alignment) {
    return alignment == Alignment.DYNAMIC ? words(alignment) : "t-SNE, " + words(alignment);
  }

  /** A row for each way of bringing together, a column for each picture. */
  private Block grid(Over over) {
    List<Scatter> scatters = new ArrayList<>();
    int columns = 1;
    for (Alignment alignment : study.alignments(over)) {
      Table quality = study.table(study.plan().sequence(over, alignment), "sequence_quality");
      Map<String, Points> pictures = gathered.sequence(over, alignment);
      columns = pictures.size();
      int row = 0;
      for (Map.Entry<String, Points> picture : pictures.entrySet()) {
        String key = picture.getKey();
        String at = over == Over.LAYERS ? key.replaceAll("@.*", "") : "epoch " + key;
        scatters.add(
            Scatter.of(SequenceWork.name(alignment) + ", " + at, picture.getValue())
                .labels(gathered.labels())
                .note("hit " + Numbers.of(quality.number(row++, "hit_after"), 2)));
      }
    }
    return new Block.Picture(
        ProjectionFigure.thumbnails(
            "Pictures over " + over + ", brought together in each way",
            scatters,
            classes(),
            columns,
            caption("A row for each way; t-SNE")
                + " hit: neighbourhood hit in the picture; what lies above"
                + " the layer's own is borrowed from the other pictures."));
  }

  private static String words(Alignment alignment) {
    return switch (alignment) {
      case INDEPENDENT -> "each by itself";
      case FROM_FIRST -> "each started from the first's result";
      case CHAINED -> "each started from the one before";
      case JOINT -> "all stacked into one projection";
      case DYNAMIC -> "dynamic t-SNE, λ = 0.1";
      case PROCRUSTES -> "each by itself, turned onto the one before";
    };
  }

  Section alignments() {
    List<Way> rows = new ArrayList<>();
    for (Over over : Over.values()) {
      for (Alignment alignment : study.alignments(over)) rows.add(new Way(over, alignment));
    }
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        new Block.Words(
            """
            Pictures made one by one cannot be compared: t-SNE turns and shuffles them freely. \
            Each way of bringing them together pays in faithfulness for steadiness. Stability: \
            correlation of how far a point moves from one picture to the next with how far it \
            moves among the layer's units (1: every move in the picture is real), and normalised \
            stress of the same lengths (0 is best). Layers of different widths have no common \
            distance: a dash.\
            """));
    blocks.add(
        Block.TableBlock.of(
            "Stability, and quality as means over the pictures",
            Columns.<Way>empty()
                .text("pictures", way -> "over " + way.over())
                .text("brought together", way -> SequenceWork.name(way.alignment()))
                .real("Pearson", way -> step(way, "pearson"))
                .explained("of step lengths")
                .real("Spearman", way -> step(way, "spearman"))
                .explained("of step lengths")
                .real("stress", way -> step(way, "stress"))
                .explained("normalised, of step lengths")
                .real("hit, nD", way -> quality(way, "hit_before"))
                .explained("neighbourhood hit among the layer's own units")
                .real("hit, 2-D", way -> quality(way, "hit_after"))
                .explained("neighbourhood hit in the picture")
                .real("trust", way -> quality(way, "trustworthiness"))
                .explained("trustworthiness; 1: no false neighbours in the picture")
                .real("continuity", way -> quality(way, "continuity"))
                .explained("1: no neighbours torn apart"),
            rows));
    blocks.add(grid(Over.EPOCHS));
    blocks.add(new Block.Folded("The same over layers", List.of(grid(Over.LAYERS))));
    return new Section("Ways of bringing pictures together", blocks);
  }

  private record Way(Over over, Alignment alignment) {}

  private double step(Way way, String figure) {
    return table(way, "steps").number(0, figure);
  }

  /** Mean over the pictures. */
  private double quality(Way way, String figure) {
    Table quality = table(way, "sequence_quality");
    double sum = 0;
    for (int i = 0; i < quality.rows().size(); i++) sum += quality.number(i, figure);
    return sum / quality.rows().size();
  }

  private Table table(Way way, String name) {
    return study.table(study.plan().sequence(way.over(), way.alignment()), name);
  }
}
