package dev.sonde.network.train;

import dev.sonde.checkpoint.pause.PausedFile;
import dev.sonde.checkpoint.pause.StoppedException;
import dev.sonde.network.model.Network;
import dev.sonde.network.torch.Generator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.TreeMap;

/**
 * Trains one network in one folder. Calling it again with the same network, settings and folder
 * takes up where it was killed or interrupted, and ends with the same bits as an uninterrupted run;
 * when it had ended, it only gives the result again. Freezing and pruning are the caller's: do the
 * same before each call.
 *
 * <pre>{@code
 * TrainingResult result =
 *     new Trainer(network, objective, TrainingSettings.defaults(), StopRule.never())
 *         .run(Path.of("run/checkpoints"), TrainingListener.silent());
 * }</pre>
 */
public final class Trainer {

  private final Network<?, ?> network;
  private final Objective objective;
  private final TrainingSettings settings;
  private final StopRule stop;

  private boolean flagged;

  public Trainer(
      Network<?, ?> network, Objective objective, TrainingSettings settings, StopRule stop) {
    this.network = network;
    this.objective = objective;
    this.settings = settings;
    this.stop = stop;
  }

  /**
   * Trains, or goes on training.
   *
   * @throws dev.sonde.checkpoint.pause.PauseException if the folder holds a training with other
   *     settings
   * @throws TrainingException if the loss is not a number
   * @throws IOException if a checkpoint cannot be written; the files before it are whole
   */
  public TrainingResult run(Path folder, TrainingListener listener) throws IOException {
    PausedFile paused =
        new PausedFile(folder.resolve("state.safetensors"), "a training", fingerprint());
    try (Generator generator = new Generator(0);
        Update update =
            new Update(network.parameters(), settings.optimiser(), settings.clipNorm())) {
      flagged = false;
      flagged(); // an interrupted thread cannot write files
      TrainingSteps steps =
          new TrainingSteps(
              network,
              objective,
              settings,
              stop,
              generator,
              update,
              new Keeper(folder, settings),
              listener);
      try {
        return paused.finish(() -> flagged() || listener.interrupted(), steps::from).result(true);
      } catch (StoppedException e) {
        return steps.result(false);
      }
    } finally {
      if (flagged) Thread.currentThread().interrupt();
    }
  }

  /** Takes the thread's interruption, to give it back when all is saved. */
  private boolean flagged() {
    flagged |= Thread.interrupted();
    return flagged;
  }

  private String fingerprint() {
    return settings
        + " "
        + objective.size()
        + " examples "
        + new TreeMap<>(network.model().description());
  }
}
