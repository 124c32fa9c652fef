package dev.sonde.study.states;

import dev.sonde.automata.Machine;
import dev.sonde.automata.Words;
import dev.sonde.network.layer.Cell;
import dev.sonde.network.layer.Initialiser;
import dev.sonde.network.model.Network;
import dev.sonde.network.model.RnnClassifier;
import dev.sonde.network.train.Evaluation;
import dev.sonde.network.train.Monitor;
import dev.sonde.network.train.Optimiser;
import dev.sonde.network.train.StopRule;
import dev.sonde.network.train.Trainer;
import dev.sonde.network.train.TrainingListener;
import dev.sonde.network.train.TrainingResult;
import dev.sonde.network.train.TrainingSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Trains a network to give a machine's last output: Adam 5·10⁻⁴, L2 10⁻⁶, batches of 128 words of
 * equal length, cross-entropy.
 *
 * @param cell of the recurrent layers
 * @param words N of the quota of training words
 * @param epochs at most; training ends earlier when the last three validations were all right
 *     (every prefix), or training and validation loss of the last three are below 10⁻⁵
 * @param seed of weights, words, order and dropout
 * @param keepEvery epochs between kept networks; 0: the last alone
 */
public record StateTraining(
    Cell cell, int layers, int hidden, int words, int epochs, long seed, int keepEvery) {

  /** Words that are validated on, none of them trained on. */
  private static final int VALIDATION = 2000;

  private static final double DROPOUT = 0.1;
  private static final double SMALL = 1e-5;
  private static final int LAST = 3;

  public StateTraining {
    if (layers < 1 || hidden < 1 || words < 1 || epochs < 1) {
      throw new IllegalArgumentException(
          "%d layers of %d units, %d words, %d epochs: at least 1 each"
              .formatted(layers, hidden, words, epochs));
    }
  }

  /** The published training of one layer with |Σ|·|Q| units. */
  public static StateTraining of(Cell cell, Machine machine) {
    return new StateTraining(cell, 1, machine.inputs().size() * machine.size(), 50_000, 200, 1, 0);
  }

  public StateTraining size(int otherLayers, int otherHidden) {
    return new StateTraining(cell, otherLayers, otherHidden, words, epochs, seed, keepEvery);
  }

  public StateTraining words(int other) {
    return new StateTraining(cell, layers, hidden, other, epochs, seed, keepEvery);
  }

  public StateTraining epochs(int other) {
    return new StateTraining(cell, layers, hidden, words, other, seed, keepEvery);
  }

  public StateTraining seed(long other) {
    return new StateTraining(cell, layers, hidden, words, epochs, other, keepEvery);
  }

  public StateTraining keepEvery(int everyEpochs) {
    return new StateTraining(cell, layers, hidden, words, epochs, seed, everyEpochs);
  }

  /** Everything that can change the numbers. */
  public Map<String, String> asMap() {
    Map<String, String> map = new TreeMap<>();
    map.put("cell", cell.toString());
    map.put("layers", String.valueOf(layers));
    map.put("hidden", String.valueOf(hidden));
    map.put("words", String.valueOf(words));
    map.put("epochs", String.valueOf(epochs));
    map.put("seed", String.valueOf(seed));
    return map;
  }

  /** A trained network and how it was trained. */
  public record Trained(StateNetwork network, TrainingResult result) {}

  /**
   * Trains a new network, or goes on where an earlier call in the same folder was stopped.
   *
   * @param machine trimmed and minimal
   * @param folder where checkpoints go
   */
  public Trained run(Machine machine, Path folder, TrainingListener listener) throws IOException {
    RnnClassifier rnn =
        new RnnClassifier(
            cell,
            machine.inputs().size(),
            hidden,
            layers,
            machine.outputs().size(),
            layers > 1 ? DROPOUT : 0);
    StartedRnn model = StartedRnn.ofZero(rnn);
    var network = Network.create(model, new Initialiser.Framework(), seed);
    StateNetwork states = new StateNetwork(network, model, "the network in training");
    try {
      return new Trained(states, train(states, machine, folder, listener));
    } catch (IOException | RuntimeException e) {
      states.close();
      throw e;
    }
  }

  /**
   * Trains a network further from where it is; only {@code words}, {@code epochs}, {@code seed}.
   */
  TrainingResult train(
      StateNetwork network, Machine machine, Path folder, TrainingListener listener)
      throws IOException {
    int inputs = machine.inputs().size();
    Words.Quota quota = Words.Quota.of(words, inputs, Words.LONGEST);
    List<int[]> training = Words.byQuota(quota, inputs, seed, Words.Part.TRAINING);
    List<int[]> validation =
        Words.byQuota(quota.validation(VALIDATION), inputs, seed, Words.Part.VALIDATION);
    WordObjective objective = new WordObjective(network, machine, training, validation);
    TrainingSettings settings =
        TrainingSettings.defaults()
            .optimiser(Optimiser.Adam.of(5e-4).weightDecay(1e-6))
            .epochs(epochs)
            .batchSize(128)
            .seed(seed)
            .keepEvery(keepEvery)
            .evaluate(0, new Monitor(WordObjective.LOSS, true), 0);
    return new Trainer(network.network(), objective, settings, stop()).run(folder, listener);
  }

  static StopRule stop() {
    return history -> {
      if (history.size() < LAST) return false;
      List<Evaluation> last = history.subList(history.size() - LAST, history.size());
      boolean right = last.stream().allMatch(e -> metric(e, WordObjective.ACCURACY) == 1);
      boolean small =
          last.stream()
              .allMatch(e -> e.trainingLoss() < SMALL && metric(e, WordObjective.LOSS) < SMALL);
      return right || small;
    };
  }

  private static double metric(Evaluation evaluation, String name) {
    return evaluation.metrics().getOrDefault(name, Double.NaN);
  }
}
