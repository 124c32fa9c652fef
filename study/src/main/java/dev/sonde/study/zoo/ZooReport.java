package dev.sonde.study.zoo;

import dev.sonde.analysis.Provenance;
import dev.sonde.analysis.kernel.Workers;
import dev.sonde.figure.Axis;
import dev.sonde.figure.Numbers;
import dev.sonde.figure.cells.ScatterFigure;
import dev.sonde.figure.page.Block;
import dev.sonde.figure.page.Finding;
import dev.sonde.figure.page.Page;
import dev.sonde.figure.page.Page.Section;
import dev.sonde.figure.table.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The study as one page, for a reader who knows nothing of it. */
record ZooReport(
    ZooPlan plan,
    List<Zoo> zoos,
    Table predictions,
    Table controls,
    Table transfer,
    Table importance,
    Workers workers) {

  /** Rows of the table of importances for each data set. */
  private static final int IMPORTANT = 12;

  private static final int DRAWN = 600;

  Page page(Provenance how) {
    ZooSettings settings = plan.settings();
    List<Section> sections = new ArrayList<>();
    sections.add(question());
    sections.add(new Section("Predicted", List.of(new Block.TableBlock(predictions), picture())));
    sections.add(new Section("Controls", List.of(new Block.TableBlock(controls))));
    if (!transfer.rows().isEmpty()) {
      sections.add(
          new Section("Transfer between data sets", List.of(new Block.TableBlock(transfer))));
    }
    sections.add(
        new Section("Most important statistics", List.of(new Block.TableBlock(mostImportant()))));
    return new Page(
        "Predicting a network's accuracy from its weights",
        "%s of %s on %s, %s"
            .formatted(
                Numbers.count(settings.networks(), "network", "networks"),
                "about 4,970 parameters each",
                String.join(" and ", settings.data()),
                Numbers.count(settings.epochs(), "epoch", "epochs")),
        findings(),
        sections,
        how);
  }

  private double r2(String data, WeightFeatures features, Predictor predictor) {
    for (int i = 0; i < predictions.rows().size(); i++) {
      if (predictions.text(i, "data").equals(data)
          && predictions.text(i, "features").equals(features.words())
          && predictions.text(i, "predictor").equals(predictor.words())) {
        return predictions.number(i, "r2");
      }
    }
    return Double.NaN;
  }

  private List<Finding> findings() {
    List<Finding> all = new ArrayList<>();
    for (int z = 0; z < zoos.size(); z++) {
      Zoo zoo = zoos.get(z);
      String data = zoo.data();
      all.add(
          Finding.plain(
              "%s: from statistics of their layers the accuracy of %s is predicted with R² %s (boosted"
                      .formatted(
                          data,
                          Numbers.count(zoo.size(), "network", "networks"),
                          Numbers.share(r2(data, WeightFeatures.LAYERS, Predictor.TREES)))
                  + " trees) and %s (logit-linear); from raw weights %s, from statistics of all weights"
                      .formatted(
                          Numbers.share(r2(data, WeightFeatures.LAYERS, Predictor.LINEAR)),
                          Numbers.share(r2(data, WeightFeatures.RAW, Predictor.TREES)))
                  + " together %s, from the settings alone %s."
                      .formatted(
                          Numbers.share(r2(data, WeightFeatures.GLOBAL, Predictor.TREES)),
                          Numbers.share(r2(data, WeightFeatures.RECIPE, Predictor.TREES)))));
      double spectra = r2(data, WeightFeatures.SPECTRA, Predictor.TREES);
      all.add(
          Finding.plain(
              "%s: spectra of the kernels (norms, ranks, α) give R² %s; with accuracies shuffled, layer statistics give %s."
                  .formatted(
                      data, Numbers.share(spectra), Numbers.share(controls.number(3 * z, "r2")))));
      if (zoo.diverged() > 0) {
        all.add(
            new Finding(
                Finding.Tone.NOTABLE,
                "%s: %s diverged (NaN loss) and are left out."
                    .formatted(data, Numbers.count(zoo.diverged(), "training", "trainings"))));
      }
    }
    return all;
  }

  private Section question() {
    ZooSettings s = plan.settings();
    List<String> ranges = new ArrayList<>();
    for (Zoo zoo : zoos) {
      double[] sorted = zoo.accuracy().clone();
      Arrays.sort(sorted);
      ranges.add(
          "%s: %s to %s, median %s"
              .formatted(
                  zoo.data(),
                  Numbers.share(sorted[0]),
                  Numbers.share(sorted[sorted.length - 1]),
                  Numbers.share(sorted[sorted.length / 2])));
    }
    return new Section(
        "The question",
        List.of(
            new Block.Words(
                "Can a network's accuracy be predicted from its weights, without running it?"
                    + " Each network has three convolutions of 16 units (3 × 3, stride 2), the"
                    + " mean over"
                    + " the image, and one unit per class. Drawn at random for each: optimiser"
                    + " (SGD, Adam, RMSprop), learning rate (5·10⁻⁴ to 5·10⁻², log-uniform), L2"
                    + " (10⁻⁸ to 10⁻²), dropout (0 to 0.7), initialiser (five) and its spread (10⁻³"
                    + " to 0.5), activation (relu, tanh), share of the training images (0.1, 0.25,"
                    + " 0.5, 1). All trainings are equally long: "
                    + s.epochs()
                    + " times as many steps of "
                    + s.batch()
                    + " images as the whole training set has (the paper: 86 epochs)."),
            new Block.Words(
                "Networks are predicted in "
                    + s.folds()
                    + " parts, each from the others. Published figures are of thousands of networks"
                    + " per data set (Unterthiner et al. 2020, arXiv 2002.11448)."),
            new Block.Items(ranges)));
  }

  private Block picture() {
    List<ScatterFigure.Scatter> panels = new ArrayList<>();
    for (Zoo zoo : zoos.subList(0, Math.min(2, zoos.size()))) {
      int[] folds = zoo.folds(plan.settings().folds(), plan.settings().seed());
      double[] predicted =
          zoo.predicted(WeightFeatures.LAYERS, Predictor.TREES, zoo.accuracy(), folds, workers);
      List<ScatterFigure.Unit> units = new ArrayList<>();
      for (int i = 0; i < Math.min(DRAWN, zoo.size()); i++) {
        Recipe recipe = zoo.recipes().get(i);
        units.add(
            new ScatterFigure.Unit(
                "network " + (i + 1),
                recipe.optimiser().name().toLowerCase(java.util.Locale.ROOT),
                zoo.accuracy()[i],
                predicted[i]));
      }
      panels.add(
          new ScatterFigure.Scatter(
              zoo.data(), Axis.linear("true accuracy"), Axis.linear("predicted accuracy"), units));
    }
    return new Block.Picture(
        ScatterFigure.of("Accuracy, predicted from layer statistics by boosted trees", panels)
            .caption("A point is a network, predicted from the others of its data set."));
  }

  private Table mostImportant() {
    Table.Builder table = Table.named("importance").captioned(importance.caption());
    importance.heads().forEach(table::column);
    String last = "";
    int shown = 0;
    for (int i = 0; i < importance.rows().size(); i++) {
      String data = importance.text(i, "data");
      shown = data.equals(last) ? shown + 1 : 1;
      last = data;
      if (shown <= IMPORTANT) table.row(importance.rows().get(i));
    }
    return table.build();
  }
}
