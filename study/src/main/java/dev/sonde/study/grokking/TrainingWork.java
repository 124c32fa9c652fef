package dev.sonde.study.grokking;

import dev.sonde.figure.table.Table;
import dev.sonde.network.model.Network;
import dev.sonde.network.train.Evaluation;
import dev.sonde.network.train.StopRule;
import dev.sonde.network.train.Trainer;
import dev.sonde.network.train.TrainingListener;
import dev.sonde.network.train.TrainingResult;
import dev.sonde.study.trial.Trial;
import dev.sonde.study.trial.TrialInterrupted;
import dev.sonde.study.trial.Work;
import dev.sonde.study.trial.Workplace;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
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
        Lesson lesson = new Lesson(network, model, plan.sums(), plan.every())) {
      Trainer trainer = new Trainer(network, lesson, plan.training(), StopRule.never());
      TrainingResult result = trainer.run(place.scratch(), listener(place));
      if (!result.finished()) throw new TrialInterrupted();
      keep(place, plan.every());
      place.add(table(result.history()));
    }
  }

  private static TrainingListener listener(Workplace place) {
    return TrainingListener.of(place::progress, place::interrupted);
  }

  /** A network kept after so many steps, among a run's checkpoints. */
  static String file(long step) {
    return String.format(Locale.ROOT, "step-%06d.safetensors", step);
  }

  private static void keep(Workplace place, int every) throws IOException {
    Files.createDirectories(place.checkpoints());
    try (DirectoryStream<Path> kept = Files.newDirectoryStream(place.scratch(), "epoch-*")) {
      for (Path file : kept) {
        String digits = String.valueOf(file.getFileName()).replaceAll("\\D", "");
        Path to = place.checkpoints().resolve(file(Long.parseLong(digits) * every));
        Files.move(file, to, StandardCopyOption.REPLACE_EXISTING);
      }
    }
    Files.move(
        place.scratch().resolve("last.safetensors"),
        place.checkpoints().resolve("last.safetensors"),
        StandardCopyOption.REPLACE_EXISTING);
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
