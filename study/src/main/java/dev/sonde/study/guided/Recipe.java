package dev.sonde.study.guided;

import dev.sonde.network.layer.Cell;
import dev.sonde.network.layer.Initialiser;
import dev.sonde.network.model.Seq2Seq;
import dev.sonde.network.train.Monitor;
import dev.sonde.network.train.Optimiser;
import dev.sonde.network.train.TrainingSettings;
import dev.sonde.study.trial.Trial;
import java.util.Map;
import java.util.TreeMap;

/**
 * How the networks of a study are made and trained; group, run and seed aside.
 *
 * @param hidden units of encoder and decoder, width of the decoder's embedding
 * @param epochs at most
 * @param batch examples per step
 * @param rate of Adam
 * @param evaluateEvery steps between looks at the validation loss; 0: each epoch
 * @param keepEvery epochs between networks that are kept beside the best; 0: none
 */
public record Recipe(
    Cell cell, int hidden, int epochs, int batch, double rate, int evaluateEvery, int keepEvery) {

  private static final double CLIP = 5;
  private static final double INITIAL_BOUND = 0.08;

  /** Weights start from U(−0.08, 0.08). */
  static final Initialiser INITIALISER = new Initialiser.Uniform(INITIAL_BOUND);

  /** As published: hidden 512, 100 epochs, batch 1, Adam at 10⁻³, a look every 200 steps. */
  public static Recipe paper(Cell cell) {
    return new Recipe(cell, 512, 100, 1, 1e-3, 200, 50);
  }

  Seq2Seq model() {
    return Seq2Seq.attentive(
        cell, Vocabulary.SOURCE.size(), Vocabulary.TARGET.size(), hidden, Vocabulary.START);
  }

  /** With the network of least validation loss kept. */
  TrainingSettings training(long seed) {
    return TrainingSettings.defaults()
        .optimiser(Optimiser.Adam.of(rate))
        .epochs(epochs)
        .batchSize(batch)
        .clipNorm(CLIP)
        .seed(seed)
        .evaluate(evaluateEvery, new Monitor("loss", true), 1)
        .keepEvery(keepEvery);
  }

  /** As settings of a trial. */
  Map<String, String> asMap() {
    Map<String, String> map = new TreeMap<>();
    map.put("cell", cell.toString());
    map.put("hidden", String.valueOf(hidden));
    map.put("epochs", String.valueOf(epochs));
    map.put("batch", String.valueOf(batch));
    map.put("rate", String.valueOf(rate));
    map.put("evaluate_every", String.valueOf(evaluateEvery));
    map.put("keep_every", String.valueOf(keepEvery));
    return map;
  }

  static Recipe of(Trial trial) {
    return new Recipe(
        Cell.valueOf(trial.text("cell").toUpperCase(java.util.Locale.ROOT)),
        trial.integer("hidden"),
        trial.integer("epochs"),
        trial.integer("batch"),
        trial.real("rate"),
        trial.integer("evaluate_every"),
        trial.integer("keep_every"));
  }
}
