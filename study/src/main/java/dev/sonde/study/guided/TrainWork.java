package dev.sonde.study.guided;

import dev.sonde.figure.table.Table;
import dev.sonde.network.model.Network;
import dev.sonde.network.train.Evaluation;
import dev.sonde.network.train.TrainingResult;
import dev.sonde.study.trial.Trial;
import dev.sonde.study.trial.Work;
import dev.sonde.study.trial.Workplace;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** Trains one network of one group, from weights drawn at random. */
public final class TrainWork implements Work {

  public static final String KIND = "guided/train";

  /** A network to be trained. */
  static Trial trial(Recipe recipe, String task, Group group, int run, long seed) {
    Map<String, String> settings = new TreeMap<>(recipe.asSettings());
    settings.put("task", task);
    settings.put("model", group.toString());
    settings.put("run", String.valueOf(run));
    settings.put("seed", String.valueOf(Trial.seed(seed, group.toString(), run)));
    return Trial.of(KIND, settings);
  }

  @Override
  public void run(Trial trial, Workplace place) throws IOException {
    Recipe recipe = Recipe.of(trial);
    LookupTask task = new Models(place).task(trial.text("task"));
    Group group = Group.of(trial.text("model"));
    long seed = trial.whole("seed");
    try (var network = Network.create(recipe.model(), Recipe.INITIALISER, seed)) {
      TrainingResult result =
          new GuidedTraining(recipe, task, group.guided(), seed).train(network, place);
      place.add(history(trial, result));
      Accuracies accuracies = new Accuracies("accuracy", "predictions");
      accuracies.context("cell", trial.text("cell"));
      accuracies.context("model", group.toString());
      accuracies.context("run", trial.integer("run"));
      accuracies.score(network, task);
      accuracies.into(place);
    }
  }

  private static Table history(Trial trial, TrainingResult result) {
    Table.Builder table =
        Table.named("training")
            .text("cell", "model")
            .integer("run", "step", "epoch")
            .real("training_loss", "loss", "spoken_loss", "attention_loss", "sequence_accuracy");
    for (Evaluation e : result.history()) {
      Map<String, Double> metrics = e.metrics();
      table.row(
          trial.text("cell"),
          trial.text("model"),
          trial.integer("run"),
          e.step(),
          e.epoch(),
          e.trainingLoss(),
          metrics.get("loss"),
          metrics.get("spoken_loss"),
          metrics.get("attention_loss"),
          metrics.get("sequence_accuracy"));
    }
    return table.build();
  }
}
