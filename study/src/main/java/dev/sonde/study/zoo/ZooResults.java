package dev.sonde.study.zoo;

import dev.sonde.analysis.Provenance;
import dev.sonde.analysis.kernel.Workers;
import dev.sonde.analysis.regression.Agreement;
import dev.sonde.figure.table.Table;
import dev.sonde.study.StudyAnswer;
import dev.sonde.study.StudyResults;
import dev.sonde.study.TrialResults;
import dev.sonde.study.trial.Trial;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Accuracies predicted, from each kind of features, by each predictor. */
record ZooResults(ZooPlan plan, TrialResults found, Consumer<String> told) implements StudyResults {

  /** Settings and accuracies are among the tables of the trials already. */
  @Override
  public List<Table> tables() {
    return List.of();
  }

  private Zoo zoo(String data) {
    List<Zoo.Trained> all = new ArrayList<>();
    int diverged = 0;
    for (int i = 1; i <= plan.settings().networks(); i++) {
      NetworkPlan network = plan.plan(data, i);
      Trial trial = network.trial();
      Table table = found.table(trial, "networks");
      if (table.text(0, "diverged").equals("true")) {
        diverged++;
        continue;
      }
      all.add(
          new Zoo.Trained(
              network.recipe(),
              table.number(0, "accuracy"),
              found.run(trial).checkpoint(NetworkWork.LAST)));
    }
    if (all.size() < 2 * plan.settings().folds()) {
      throw new ZooException(
          data + ": " + all.size() + " networks did not diverge; too few to predict from");
    }
    return Zoo.of(data, all, diverged);
  }

  @Override
  public StudyAnswer answer(Provenance how, Workers workers) {
    List<Zoo> zoos = plan.settings().data().stream().map(this::zoo).toList();
    Table predictions = predictions(zoos, workers);
    Table controls = controls(zoos, workers);
    Table transfer = transfer(zoos);
    Table importance = importance(zoos);
    ZooReport report =
        new ZooReport(plan, zoos, predictions, controls, transfer, importance, workers);
    Map<String, Table> tables = new LinkedHashMap<>();
    for (Table table : List.of(predictions, controls, transfer, importance)) {
      tables.put(table.name(), table);
    }
    return new StudyAnswer(report.page(how), tables, Map.of(), Map.of());
  }

  private int[] folds(Zoo zoo) {
    return zoo.folds(plan.settings().folds(), plan.settings().seed());
  }

  private Table predictions(List<Zoo> zoos, Workers workers) {
    Table.Builder table =
        Table.named("predictions")
            .captioned(
                "Accuracy of networks predicted from others: R² and Kendall's τ over all networks,"
                    + " each predicted once; R² as published beside it")
            .text("data", "features", "predictor")
            .integer("networks")
            .real("r2", "tau", "published_r2");
    for (Zoo zoo : zoos) {
      for (WeightFeatures kind : WeightFeatures.values()) {
        for (Predictor predictor : Predictor.values()) {
          told.accept(zoo.data() + ": " + predictor.words() + ", " + kind.words());
          double[] predicted = zoo.predicted(kind, predictor, zoo.accuracy(), folds(zoo), workers);
          Agreement a = Agreement.of(zoo.accuracy(), predicted);
          double published = Published.r2(kind, predictor, zoo.data());
          table.row(
              zoo.data(),
              kind.words(),
              predictor.words(),
              a.n(),
              a.r2(),
              a.tau(),
              Double.isNaN(published) ? null : published);
        }
      }
    }
    return table.build();
  }

  private Table controls(List<Zoo> zoos, Workers workers) {
    Table.Builder table =
        Table.named("controls")
            .captioned(
                "Controls, boosted trees: shuffled accuracies, where R² must be about 0; and"
                    + " networks with an optimiser that is not in the training networks")
            .text("data", "control", "features")
            .real("r2", "tau");
    for (Zoo zoo : zoos) {
      double[] shuffled = zoo.shuffledAccuracy(plan.settings().seed());
      double[] guessed =
          zoo.predicted(WeightFeatures.LAYERS, Predictor.TREES, shuffled, folds(zoo), workers);
      Agreement chance = Agreement.of(shuffled, guessed);
      table.row(
          zoo.data(),
          "accuracies shuffled",
          WeightFeatures.LAYERS.words(),
          chance.r2(),
          chance.tau());
      for (WeightFeatures kind : List.of(WeightFeatures.LAYERS, WeightFeatures.RECIPE)) {
        double[] predicted =
            zoo.predicted(kind, Predictor.TREES, zoo.accuracy(), zoo.byOptimiser(), workers);
        Agreement apart = Agreement.of(zoo.accuracy(), predicted);
        table.row(zoo.data(), "optimiser not seen", kind.words(), apart.r2(), apart.tau());
      }
    }
    return table.build();
  }

  private static Table transfer(List<Zoo> zoos) {
    Table.Builder table =
        Table.named("transfer")
            .captioned(
                "Trained on the networks of one data set, tested on those of another: rank"
                    + " correlation (Kendall's τ)")
            .text("from", "to", "features", "predictor")
            .real("tau", "r2");
    for (Zoo from : zoos) {
      for (Zoo to : zoos) {
        if (from.data().equals(to.data())) continue;
        for (WeightFeatures kind :
            List.of(WeightFeatures.LAYERS, WeightFeatures.GLOBAL, WeightFeatures.RECIPE)) {
          for (Predictor predictor : Predictor.values()) {
            Agreement a = from.transfer(to, kind, predictor);
            table.row(from.data(), to.data(), kind.words(), predictor.words(), a.tau(), a.r2());
          }
        }
      }
    }
    return table.build();
  }

  private static Table importance(List<Zoo> zoos) {
    Table.Builder table =
        Table.named("importance")
            .captioned(
                "Importance of each layer statistic: its share of the error reduction by boosted"
                    + " trees")
            .text("data", "feature")
            .real("share");
    for (Zoo zoo : zoos) {
      double[] shares =
          Predictor.trees(zoo.rows(WeightFeatures.LAYERS), zoo.accuracy(), 1).importance();
      List<Integer> order = new ArrayList<>();
      for (int k = 0; k < shares.length; k++) order.add(k);
      order.sort((a, b) -> Double.compare(shares[b], shares[a]));
      for (int k : order) table.row(zoo.data(), zoo.names().get(k), shares[k]);
    }
    return table.build();
  }
}
