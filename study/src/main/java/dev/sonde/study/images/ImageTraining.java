package dev.sonde.study.images;

import dev.sonde.figure.table.Table;
import dev.sonde.network.model.Network;
import dev.sonde.network.torch.Array;
import dev.sonde.network.train.Evaluation;
import dev.sonde.network.train.StopRule;
import dev.sonde.network.train.Trainer;
import dev.sonde.network.train.TrainingResult;
import dev.sonde.network.train.TrainingSettings;
import dev.sonde.study.trial.KeptNetworks;
import dev.sonde.study.trial.TrialInterrupted;
import dev.sonde.study.trial.Workplace;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Trains a network on images as a trial: to the end, with the networks of epochs 0, k, 2k, … and
 * the table {@code training} kept.
 */
public final class ImageTraining {
  private ImageTraining() {}

  /** The kept network of an epoch, among a run's checkpoints. */
  public static String epoch(int epoch) {
    return String.format(Locale.ROOT, "epoch-%04d", epoch);
  }

  /**
   * Trains, or goes on.
   *
   * @throws TrialInterrupted if it was told to stop; the state is saved
   */
  public static TrainingResult run(
      Network<Array, Array> network,
      ImageObjective lesson,
      TrainingSettings settings,
      Workplace place)
      throws IOException {
    TrainingResult result =
        KeptNetworks.finish(new Trainer(network, lesson, settings, StopRule.never()), place);
    KeptNetworks.publish(place, UnaryOperator.identity());
    place.add(table(result.history()));
    return result;
  }

  private static Table table(List<Evaluation> history) {
    Table.Builder table =
        Table.named("training")
            .integer("epoch", "step")
            .real("training_loss", "train_loss", "train_accuracy", "loss", "accuracy");
    for (Evaluation e : history) {
      Map<String, Double> metrics = e.metrics();
      table.row(
          e.epoch(),
          e.step(),
          e.trainingLoss(),
          metrics.get("train_loss"),
          metrics.get("train_accuracy"),
          metrics.get("loss"),
          metrics.get("accuracy"));
    }
    return table.build();
  }
}
