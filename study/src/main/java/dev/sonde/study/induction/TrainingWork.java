package dev.sonde.study.induction;

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

/** Trains the network of one {@link TrainingPlan}; keeps the table {@code training}. */
final class TrainingWork implements Work {

  @Override
  public void run(Trial trial, Workplace place) throws IOException {
    TrainingPlan plan = TrainingPlan.of(trial);
    try (var network = Network.create(plan.model(), plan.initialiser(), plan.seed());
        SequencesObjective lesson = new SequencesObjective(network, plan)) {
      Trainer trainer = new Trainer(network, lesson, plan.training(), StopRule.never());
      TrainingResult result = KeptNetworks.train(trainer, place, plan.every());
      place.add(table(result.history()));
    }
  }

  private static Table table(List<Evaluation> history) {
    Table.Builder table =
        Table.named("training")
            .integer("step")
            .real("train_loss", "first_loss", "again_loss", "accuracy", "in_context");
    for (Evaluation e : history) {
      Map<String, Double> m = e.metrics();
      table.row(
          e.step(),
          e.trainingLoss(),
          m.get("first_loss"),
          m.get("again_loss"),
          m.get("accuracy"),
          m.get("in_context"));
    }
    return table.build();
  }
}
