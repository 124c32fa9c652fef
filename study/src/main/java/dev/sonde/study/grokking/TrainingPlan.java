package dev.sonde.study.grokking;

import dev.sonde.network.layer.Initialiser;
import dev.sonde.network.model.PlainTransformer;
import dev.sonde.network.train.Monitor;
import dev.sonde.network.train.Optimiser;
import dev.sonde.network.train.TrainingSettings;
import dev.sonde.settings.Setting;
import dev.sonde.settings.SettingsCodec;
import dev.sonde.study.trial.Trial;

/** How one network is trained; as a trial's settings it is all that its result depends on. */
record TrainingPlan(
    @Setting(help = "modulus of the sums", min = 3) int modulus,
    @Setting(help = "share of the pairs that is trained on", above = 0) double fraction,
    @Setting(help = "width of the residual stream", min = 1) int width,
    @Setting(help = "heads", min = 1) int heads,
    @Setting(help = "hidden units of the MLP", min = 1) int hidden,
    @Setting(help = "steps, each on all training pairs", min = 1) int epochs,
    @Setting(help = "learning rate of AdamW", above = 0) double rate,
    @Setting(help = "weight decay", min = 0) double decay,
    @Setting(help = "steps between measurements", min = 1) int every,
    @Setting(help = "seed of weights and pairs") long seed) {

  static final String KIND = "grokking/train";

  /** As published: gradients of few pairs change slowly. */
  private static final double BETA2 = .98;

  /** Networks that are kept on the way. */
  private static final int MOST_KEPT = 100;

  PlainTransformer model() {
    return new PlainTransformer(
        1, width, heads, width / heads, hidden, modulus + 1, modulus, Sums.POSITIONS);
  }

  /** As published: N(0, 1/width). */
  Initialiser initialiser() {
    return new Initialiser.Normal(1 / Math.sqrt((double) width));
  }

  Sums sums() {
    return Sums.split(modulus, fraction, seed);
  }

  /**
   * An epoch of the trainer is what lies between two measurements; see {@link ModularObjective}.
   */
  TrainingSettings training() {
    return TrainingSettings.defaults()
        .optimiser(Optimiser.AdamW.of(rate, decay).beta2(BETA2))
        .epochs(epochs / every)
        .batchSize(1)
        .seed(seed)
        .evaluate(0, new Monitor("loss", true), 0)
        .keepEvery(keptEvery());
  }

  /** Measurements between kept networks. */
  private int keptEvery() {
    return Math.ceilDiv(epochs / every, MOST_KEPT);
  }

  Trial trial() {
    return Trial.of(KIND, SettingsCodec.of(TrainingPlan.class).write(this));
  }

  static TrainingPlan of(Trial trial) {
    return trial.as(TrainingPlan.class);
  }
}
