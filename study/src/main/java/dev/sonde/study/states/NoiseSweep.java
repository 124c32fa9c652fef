package dev.sonde.study.states;

import dev.sonde.automata.Machine;
import dev.sonde.automata.construction.ConstructedRnn;
import dev.sonde.network.layer.Cell;
import dev.sonde.network.train.TrainingListener;
import dev.sonde.settings.Bounds;
import dev.sonde.study.trial.TrialInterrupted;
import dev.sonde.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a network that is a machine by construction when noise is added to its weights,
 * and when it is then trained.
 *
 * @param hidden units of the construction
 * @param scale s
 * @param rows by growing noise
 */
public record NoiseSweep(String machine, int hidden, double scale, List<Row> rows) {

  public NoiseSweep {
    rows = List.copyOf(rows);
  }

  /**
   * One network.
   *
   * @param deviation σ of the noise on every weight and bias
   * @param noisy accuracy and weighted ambiguities with it
   * @param retrained the same after training, or null
   * @param epochs of that training, or null
   */
  public record Row(
      double deviation,
      int repeat,
      Look noisy,
      @Nullable Look retrained,
      @Nullable Integer epochs) {}

  /** Accuracy, and weighted ambiguity by clustering. */
  public record Look(double accuracy, Map<String, Double> weighted) {}

  /**
   * How to sweep.
   *
   * @param scale s, or 0 for the {@link ConstructedRnn#sufficientScale sufficient} one
   * @param deviations σ
   * @param repeats networks per σ
   * @param retrain epochs at most; 0: no training
   * @param words N of the training words
   */
  public record Settings(
      double scale, List<Double> deviations, int repeats, int retrain, int words, long seed) {
    public Settings {
      Bounds.atLeast("scale", scale, 0);
      Bounds.atLeast("repeats", repeats, 1);
      Bounds.atLeast("epochs of retraining", retrain, 0);
      Bounds.atLeast("words", words, 1);
      for (double deviation : deviations) Bounds.atLeast("sigma", deviation, 0);
      deviations = List.copyOf(deviations);
    }

    public static Settings defaults() {
      return new Settings(0, List.of(0.0, .05, .1, .2, .3, .5), 2, 0, 20_000, 1);
    }
  }

  private static final List<String> CLUSTERINGS = List.of("lda", "k-means n", "dbscan 0.5");

  /**
   * @param folder where trainings are kept, so that a stopped sweep goes on
   */
  public static NoiseSweep of(Machine machine, Settings settings, Path folder, Runnable done)
      throws IOException {
    double scale = settings.scale > 0 ? settings.scale : ConstructedRnn.sufficientScale(machine);
    ConstructedRnn construction = new ConstructedRnn(machine, scale, scale);
    List<Row> rows = new ArrayList<>();
    for (double deviation : settings.deviations) {
      int repeats = deviation == 0 ? 1 : settings.repeats; // without noise all are the same
      for (int repeat = 1; repeat <= repeats; repeat++) {
        long seed = settings.seed * 1_000_003 + Double.hashCode(deviation) * 31L + repeat;
        Path own = folder.resolve("sigma-" + deviation + "-" + repeat);
        rows.add(row(machine, construction, deviation, repeat, settings, seed, own));
        done.run();
      }
    }
    return new NoiseSweep(machine.name(), construction.hidden(), scale, rows);
  }

  private static Row row(
      Machine machine,
      ConstructedRnn construction,
      double deviation,
      int repeat,
      Settings settings,
      long seed,
      Path folder)
      throws IOException {
    List<Tensor> tensors = ConstructedRnn.noisy(construction.tensors(), deviation, seed);
    try (StateNetwork network = NetworkFile.of(construction, tensors)) {
      Look noisy = look(network, machine, settings.seed);
      if (settings.retrain == 0) return new Row(deviation, repeat, noisy, null, null);
      StateTraining training =
          new StateTraining(
              Cell.TANH, 1, construction.hidden(), settings.words, settings.retrain, seed, 0);
      var result = training.train(network, machine, folder, TrainingListener.silent());
      if (!result.finished()) throw new TrialInterrupted();
      return new Row(
          deviation, repeat, noisy, look(network, machine, settings.seed), result.epochs());
    }
  }

  private static Look look(StateNetwork network, Machine machine, long seed) {
    StateAnalysis.Settings settings =
        new StateAnalysis.Settings(
            500, 2000, seed, 1, ClusteringChoice.named(CLUSTERINGS), Scaling.NONE);
    StateAnalysis analysis = StateAnalysis.of(network, machine, settings, _ -> {}).analysis();
    Map<String, Double> weighted = new java.util.LinkedHashMap<>();
    for (StateAnalysis.Result r : analysis.clusterings()) weighted.put(r.name(), r.weighted());
    return new Look(analysis.accuracy(), weighted);
  }
}
