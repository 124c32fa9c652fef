package dev.sonde.study.guided;

import dev.sonde.network.layer.Cell;
import dev.sonde.network.layer.Initialiser;
import dev.sonde.network.model.Seq2Seq;
import dev.sonde.network.train.Monitor;
import dev.sonde.network.train.Optimiser;
import dev.sonde.network.train.TrainingSettings;
import dev.sonde.settings.Setting;
import dev.sonde.settings.SettingsCodec;
import dev.sonde.study.trial.Trial;
import java.util.Map;

/** How the networks of a study are made and trained; group, run and seed aside. */
public record Recipe(
    @Setting(help = "kind of recurrent cell") Cell cell,
    @Setting(help = "units of encoder and decoder, width of the decoder's embedding") int hidden,
    @Setting(help = "length of training at most", unit = "epochs") int epochs,
    @Setting(help = "examples per step") int batch,
    @Setting(help = "learning rate of Adam") double rate,
    @Setting(help = "steps between looks at the validation loss; 0: each epoch") int evaluateEvery,
    @Setting(help = "epochs between networks that are kept beside the best; 0: none")
        int keepEvery) {

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
  Map<String, String> asSettings() {
    return SettingsCodec.of(Recipe.class).write(this);
  }

  static Recipe of(Trial trial) {
    return trial.as(Recipe.class);
  }
}
