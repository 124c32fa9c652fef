package dev.sonde.study.zoo;

import dev.sonde.analysis.Provenance;
import dev.sonde.analysis.kernel.Workers;
import dev.sonde.analysis.regression.Agreement;
import dev.sonde.figure.table.Columns;
import dev.sonde.figure.table.Head;
import dev.sonde.figure.table.Table;
import dev.sonde.study.StudyAnswer;
import dev.sonde.study.StudyResults;
import dev.sonde.study.TrialResults;
import dev.sonde.study.trial.Trial;
import java.util.ArrayList;
import java.util.Comparator;
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
    List<Predicted> rows = new ArrayList<>();
    for (Zoo zoo : zoos) {
      for (WeightFeatures kind : WeightFeatures.values()) {
        for (Predictor predictor : Predictor.values()) {
          told.accept(zoo.data() + ": " + predictor.words() + ", " + kind.words());
          double[] predicted = zoo.predicted(kind, predictor, zoo.accuracy(), folds(zoo), workers);
          rows.add(
              new Predicted(zoo.data(), kind, predictor, Agreement.of(zoo.accuracy(), predicted)));
        }
      }
    }
    return PREDICTED.table(
        "predictions",
        "Accuracy of networks predicted from others, each network once; R² as published beside it",
        rows);
  }

  private record Predicted(
      String data, WeightFeatures features, Predictor predictor, Agreement agreement) {}

  private static final Columns<Agreement> AGREEMENT =
      Columns.<Agreement>empty()
          .real("r2", "R²", Agreement::r2)
          .explained("1 − mean squared error / variance; 0 for the mean as every prediction")
          .real("tau", "Kendall's τ", Agreement::tau)
          .explained("whether networks are put in the right order; 1: all pairs");

  private static final Columns<Predicted> PREDICTED =
      Columns.<Predicted>empty()
          .text("data", Predicted::data)
          .text("features", row -> row.features().words())
          .text("predictor", row -> row.predictor().words())
          .integer("networks", row -> row.agreement().n())
          .and(AGREEMENT.over(Predicted::agreement))
          .and(
              "published_r2",
              "published R²",
              Head.Type.REAL,
              row -> {
                double published = Published.r2(row.features(), row.predictor(), row.data());
                return Double.isNaN(published) ? null : published;
              });

  private Table controls(List<Zoo> zoos, Workers workers) {
    List<Control> rows = new ArrayList<>();
    for (Zoo zoo : zoos) {
      double[] shuffled = zoo.shuffledAccuracy(plan.settings().seed());
      double[] guessed =
          zoo.predicted(WeightFeatures.LAYERS, Predictor.TREES, shuffled, folds(zoo), workers);
      rows.add(
          new Control(
              zoo.data(),
              "accuracies shuffled",
              WeightFeatures.LAYERS,
              Agreement.of(shuffled, guessed)));
      for (WeightFeatures kind : List.of(WeightFeatures.LAYERS, WeightFeatures.RECIPE)) {
        double[] predicted =
            zoo.predicted(kind, Predictor.TREES, zoo.accuracy(), zoo.byOptimiser(), workers);
        rows.add(
            new Control(
                zoo.data(), "optimiser not seen", kind, Agreement.of(zoo.accuracy(), predicted)));
      }
    }
    return Columns.<Control>empty()
        .text("data", Control::data)
        .text("control", Control::control)
        .text("features", row -> row.features().words())
        .and(AGREEMENT.over(Control::agreement))
        .table(
            "controls",
            "Controls, boosted trees: accuracies dealt out to other networks, where R² must be"
                + " about 0; networks of an optimiser that none of the others had",
            rows);
  }

  private record Control(
      String data, String control, WeightFeatures features, Agreement agreement) {}

  private static Table transfer(List<Zoo> zoos) {
    List<Transfer> rows = new ArrayList<>();
    for (Zoo from : zoos) {
      for (Zoo to : zoos) {
        if (from.data().equals(to.data())) continue;
        for (WeightFeatures kind :
            List.of(WeightFeatures.LAYERS, WeightFeatures.GLOBAL, WeightFeatures.RECIPE)) {
          for (Predictor predictor : Predictor.values()) {
            rows.add(
                new Transfer(
                    from.data(), to.data(), kind, predictor, from.transfer(to, kind, predictor)));
          }
        }
      }
    }
    return Columns.<Transfer>empty()
        .text("from", Transfer::from)
        .text("to", Transfer::to)
        .text("features", row -> row.features().words())
        .text("predictor", row -> row.predictor().words())
        .and(AGREEMENT.only(List.of("tau", "r2")).over(Transfer::agreement))
        .table(
            "transfer",
            "Predictors fitted to the networks of one data set, tested on those of another",
            rows);
  }

  private record Transfer(
      String from, String to, WeightFeatures features, Predictor predictor, Agreement agreement) {}

  private static Table importance(List<Zoo> zoos) {
    List<Importance> rows = new ArrayList<>();
    for (Zoo zoo : zoos) {
      double[] shares =
          Predictor.trees(zoo.rows(WeightFeatures.LAYERS), zoo.accuracy(), 1).importance();
      List<Importance> own = new ArrayList<>();
      for (int k = 0; k < shares.length; k++) {
        own.add(new Importance(zoo.data(), zoo.names().get(k), shares[k]));
      }
      own.sort(Comparator.comparingDouble(Importance::share).reversed());
      rows.addAll(own);
    }
    return Columns.<Importance>empty()
        .text("data", Importance::data)
        .text("feature", Importance::feature)
        .real("share", Importance::share)
        .explained("of the decrease of the squared error over all splits")
        .table(
            "importance",
            "Share of each layer statistic in what boosted trees take off the error",
            rows);
  }

  private record Importance(String data, String feature, double share) {}
}
