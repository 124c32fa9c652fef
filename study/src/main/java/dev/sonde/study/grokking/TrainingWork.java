package dev.sonde.study.grokking;

import dev.sonde.figure.table.Table;
import dev.sonde.network.model.Network;
import dev.sonde.network.train.Evaluation;
import dev.sonde.network.train.StopRule;
import dev.sonde.network.train.Trainer;
import dev.sonde.network.train.TrainingResult;
import dev.sonde.study.trial.KeptNetworks;
import dev.sonde.study.trial.Trial;
import dev.sonde.study.trial.Work;
import dev.sonde.study.trial.Workplace;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Trains the network of one {@link TrainingPlan}; keeps the table {@code training} and networks on
 * the way, {@code step-000000} the untrained one.
 */
final class TrainingWork implements Work {

  @Override
  public void run(Trial trial, Workplace place) throws IOException {
    TrainingPlan plan = TrainingPlan.of(trial);
    var model = plan.model();
    try (var network = Network.create(model, plan.initialiser(), plan.seed());
        ModularObjective lesson = new ModularObjective(network, model, plan.sums(), plan.every())) {
      Trainer trainer = new Trainer(network, lesson, plan.training(), StopRule.never());
      TrainingResult result = KeptNetworks.train(trainer, place, plan.every());
      place.add(table(result.history()));
    }
  }

  private static Table table(List<Evaluation> history) {
    Table.Builder table =
        Table.named("training")
            .integer("step")
            .real("train_loss", "train_accuracy", "loss", "accuracy", "norm");
    for (Evaluation e : history) {
      Map<String, Double> m = e.metrics();
      table.row(
          e.step(),
          m.get("train_loss"),
          m.get("train_accuracy"),
          m.get("loss"),
          m.get("accuracy"),
          m.get("norm"));
    }
    return table.build();
  }
}
