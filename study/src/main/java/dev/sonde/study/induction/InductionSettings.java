package dev.sonde.study.induction;

import dev.sonde.settings.Adjustable;
import dev.sonde.settings.Setting;
import dev.sonde.settings.SettingsCodec;
import dev.sonde.study.trial.Trial;

/** What the study trains and measures. Everything random follows from {@code seed}. */
public record InductionSettings(
    @Setting(help = "size of the vocabulary", initial = "64", min = 2, max = 65536) int vocabulary,
    @Setting(help = "length of a sequence, in tokens", initial = "24", min = 6, max = 4096)
        int positions,
    @Setting(help = "length of the shortest repeated block, in tokens", initial = "4", min = 3)
        int shortest,
    @Setting(
            help =
                "length of the longest repeated block; at most half the sequence, so that it"
                    + " occurs twice",
            initial = "12",
            min = 3)
        int longest,
    @Setting(help = "width of the residual stream", initial = "64", min = 2, max = 4096) int width,
    @Setting(
            help = "heads of each layer; the width is shared among them",
            initial = "4",
            min = 1,
            max = 64)
        int heads,
    @Setting(help = "training steps, each on new sequences", initial = "2000", min = 1) int steps,
    @Setting(help = "sequences per training step", initial = "64", min = 1, max = 65536) int batch,
    @Setting(help = "learning rate of AdamW", initial = "0.005", above = 0) double rate,
    @Setting(help = "weight decay of AdamW; 0: none", initial = "0.01", min = 0) double decay,
    @Setting(help = "steps between measurements", initial = "25", min = 1) int every,
    @Setting(help = "number of two-layer networks", initial = "5", min = 1, max = 1000) int runs,
    @Setting(
            help = "number of one-layer networks, which cannot compose heads: the control",
            initial = "3",
            min = 0,
            max = 1000)
        int controls,
    @Setting(help = "seed of weights and sequences", initial = "1") long seed)
    implements Adjustable<InductionSettings> {

  public InductionSettings {
    SettingsCodec.check(
        InductionSettings.class,
        vocabulary,
        positions,
        shortest,
        longest,
        width,
        heads,
        steps,
        batch,
        rate,
        decay,
        every,
        runs,
        controls,
        seed);
    if (width % heads != 0) {
      throw new InductionException("width " + width + " is not a multiple of " + heads + " heads");
    }
    if (shortest > longest) {
      throw new InductionException(
          "the shortest block has %d tokens, the longest %d".formatted(shortest, longest));
    }
    if (2 * longest > positions) {
      throw new InductionException(
          "blocks of %d tokens do not fit twice into %d positions".formatted(longest, positions));
    }
    if ((long) every * batch > Integer.MAX_VALUE) {
      throw new InductionException(
          "%d sequences per step and %d steps between measurements are too many"
              .formatted(batch, every));
    }
    if (steps % every != 0) {
      throw new InductionException(
          "%d steps are not a multiple of the %d between measurements".formatted(steps, every));
    }
  }

  /** Minutes on two cores. */
  public static InductionSettings quick() {
    return SettingsCodec.of(InductionSettings.class).defaults();
  }

  /** More tokens, longer sequences, wider networks, more of them; hours. */
  public static InductionSettings paper() {
    return new InductionSettings(256, 128, 16, 64, 128, 8, 10_000, 64, 1e-3, .01, 50, 10, 5, 1);
  }

  Sequences sequences() {
    return new Sequences(vocabulary, positions, shortest, longest);
  }

  /**
   * How a network is trained.
   *
   * @param run from 1
   */
  TrainingPlan plan(int layers, int run) {
    return new TrainingPlan(
        layers,
        vocabulary,
        positions,
        shortest,
        longest,
        width,
        heads,
        steps,
        batch,
        rate,
        decay,
        every,
        Trial.seed(seed, "induction, layers: " + layers, run));
  }
}
