package dev.sonde.network.train;

import dev.sonde.network.layer.Pass;
import dev.sonde.network.layer.Seeds;
import dev.sonde.network.model.Network;
import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Generator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

  private int epoch;
  private int batch;
  private double lossSum;
  private long lossCount;
  private boolean over;
  private boolean flagged;
  private final List<Evaluation> history = new ArrayList<>();

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
   * @throws TrainingException if the folder holds a training with other settings, or the loss is
   *     not a number
   * @throws IOException if a checkpoint cannot be written; the files before it are whole
   */
  public TrainingResult run(Path folder, TrainingListener listener) throws IOException {
    Keeper keeper = new Keeper(folder, settings);
    SavedState saved = new SavedState(folder.resolve("state.safetensors"), fingerprint());
    try (Generator generator = new Generator(0);
        Update update =
            new Update(network.parameters(), settings.optimiser(), settings.clipNorm())) {
      flagged = false;
      flagged(); // an interrupted thread cannot write files
      Optional<SavedState.Position> position = saved.restore(network, update);
      take(position);
      keeper.restore(history);
      if (position.isEmpty()) keeper.began(network);
      boolean finished = over || epochs(generator, update, keeper, saved, listener);
      return new TrainingResult(
          finished,
          over && epoch < settings.epochs(),
          update.steps(),
          epoch,
          history,
          keeper.best());
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

  private void take(Optional<SavedState.Position> position) {
    history.clear();
    epoch = position.map(SavedState.Position::epoch).orElse(0);
    batch = position.map(SavedState.Position::batch).orElse(0);
    lossSum = position.map(SavedState.Position::lossSum).orElse(0.0);
    lossCount = position.map(SavedState.Position::lossCount).orElse(0L);
    over = position.map(SavedState.Position::over).orElse(false);
    position.ifPresent(p -> history.addAll(p.history()));
  }

  /** Runs until the end (true) or an interruption (false). */
  private boolean epochs(
      Generator generator,
      Update update,
      Keeper keeper,
      SavedState saved,
      TrainingListener listener)
      throws IOException {
    while (epoch < settings.epochs() && !over) {
      objective.epoch(epoch);
      List<int[]> batches = Batches.of(objective, settings.batchSize(), settings.seed(), epoch);
      long steps = (long) batches.size() * settings.epochs();
      while (batch < batches.size() && !over) {
        if (flagged() || listener.interrupted()) {
          saved.save(network, update, position());
          return false;
        }
        double loss = step(generator, update, batches.get(batch++));
        listener.stepped(update.steps(), steps, loss);
        boolean last = batch == batches.size();
        if (due(settings.evaluateEvery(), update.steps(), last)) {
          evaluate(update.steps(), keeper, listener);
        }
        boolean save = settings.saveEvery() > 0 && update.steps() % settings.saveEvery() == 0;
        if (save && !last && !over) saved.save(network, update, position());
      }
      if (batch == batches.size()) {
        epoch++;
        batch = 0;
        keeper.epochEnded(network, epoch, update.steps());
      }
      over |= epoch == settings.epochs();
      if (over) keeper.ended(network, epoch, update.steps());
      saved.save(network, update, position());
    }
    return true;
  }

  private static boolean due(int every, long step, boolean epochEnds) {
    return every > 0 ? step % every == 0 : epochEnds;
  }

  private SavedState.Position position() {
    return new SavedState.Position(epoch, batch, lossSum, lossCount, over, List.copyOf(history));
  }

  private double step(Generator generator, Update update, int[] examples) {
    generator.seed(Seeds.mix(Seeds.mix(settings.seed(), "dropout"), update.steps()));
    try (Pass pass = network.train(generator)) {
      Array loss = objective.loss(pass, examples);
      double value = loss.item();
      if (Double.isNaN(value)) {
        throw new TrainingException(
            "the loss is not a number at step " + update.steps() + "; try a smaller rate");
      }
      update.step(pass.backward(loss));
      lossSum += value;
      lossCount++;
      return value;
    }
  }

  private void evaluate(long step, Keeper keeper, TrainingListener listener) throws IOException {
    Evaluation evaluation =
        new Evaluation(step, epoch + 1, lossSum / lossCount, objective.evaluate());
    lossSum = 0;
    lossCount = 0;
    history.add(evaluation);
    keeper.evaluated(network, evaluation);
    listener.evaluated(evaluation);
    over = stop.stop(history);
  }
}
