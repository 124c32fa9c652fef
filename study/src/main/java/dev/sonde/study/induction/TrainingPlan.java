package dev.sonde.study.induction;

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
    @Setting(help = "layers", min = 1) int layers,
    @Setting(help = "different tokens", min = 2) int vocabulary,
    @Setting(help = "tokens read at a time", min = 2) int positions,
    @Setting(help = "shortest block", min = 1) int shortest,
    @Setting(help = "longest block", min = 1) int longest,
    @Setting(help = "width of the residual stream", min = 1) int width,
    @Setting(help = "heads", min = 1) int heads,
    @Setting(help = "steps", min = 1) int steps,
    @Setting(help = "sequences of a step", min = 1) int batch,
    @Setting(help = "learning rate of AdamW", above = 0) double rate,
    @Setting(help = "weight decay", min = 0) double decay,
    @Setting(help = "steps between measurements", min = 1) int every,
    @Setting(help = "seed of weights and sequences") long seed) {

  static final String KIND = "induction/train";

  private static final double BETA2 = .98;

  /** Networks that are kept on the way. */
  private static final int MOST_KEPT = 100;

  PlainTransformer model() {
    return new PlainTransformer(
        layers, width, heads, width / heads, 0, vocabulary, vocabulary, positions);
  }

  /** N(0, 1/width). */
  Initialiser initialiser() {
    return new Initialiser.Normal(1 / Math.sqrt((double) width));
  }

  Sequences sequences() {
    return new Sequences(vocabulary, positions, shortest, longest);
  }

  /**
   * An epoch of the trainer is what lies between two measurements; see {@link SequencesObjective}.
   */
  TrainingSettings training() {
    return TrainingSettings.defaults()
        .optimiser(Optimiser.AdamW.of(rate, decay).beta2(BETA2))
        .epochs(steps / every)
        .batchSize(batch)
        .seed(seed)
        .evaluate(0, new Monitor("again_loss", true), 0)
        .keepEvery(Math.ceilDiv(steps / every, MOST_KEPT));
  }

  Trial trial() {
    return Trial.of(KIND, SettingsCodec.of(TrainingPlan.class).write(this));
  }

  static TrainingPlan of(Trial trial) {
    return trial.as(TrainingPlan.class);
  }
}
