package dev.sonde.study.grokking;

import dev.sonde.settings.Adjustable;
import dev.sonde.settings.Setting;
import dev.sonde.settings.SettingsCodec;
import dev.sonde.study.trial.Trial;

/** What the study trains and measures. Everything random follows from {@code seed}. */
public record GrokkingSettings(
    @Setting(help = "modulus p of the sums", initial = "53", min = 3, max = 499, label = "P")
        int modulus,
    @Setting(
            help = "share of all p² pairs that are training pairs",
            initial = "0.4",
            above = 0,
            max = 0.99)
        double fraction,
    @Setting(help = "width of the residual stream", initial = "64", min = 2, max = 4096) int width,
    @Setting(help = "heads; the width is shared among them", initial = "4", min = 1, max = 64)
        int heads,
    @Setting(help = "hidden units of the MLP", initial = "256", min = 1, max = 65536) int hidden,
    @Setting(help = "training steps, each on all training pairs", initial = "5000", min = 1)
        int epochs,
    @Setting(help = "learning rate of AdamW", initial = "0.003", above = 0) double rate,
    @Setting(help = "weight decay of AdamW; 0: none", initial = "1", min = 0) double decay,
    @Setting(help = "steps between measurements", initial = "50", min = 1) int every,
    @Setting(
            help =
                "key frequencies are the fewest that together carry this share of the energy of"
                    + " W_L",
            initial = "0.95",
            above = 0,
            max = 1)
        double carried,
    @Setting(
            help = "number of networks, each with its own weights and training pairs",
            initial = "5",
            min = 1,
            max = 1000)
        int runs,
    @Setting(help = "seed of weights and pairs", initial = "1") long seed)
    implements Adjustable<GrokkingSettings> {

  public GrokkingSettings {
    SettingsCodec.check(
        GrokkingSettings.class,
        modulus,
        fraction,
        width,
        heads,
        hidden,
        epochs,
        rate,
        decay,
        every,
        carried,
        runs,
        seed);
    if (width % heads != 0) {
      throw new GrokkingException("width " + width + " is not a multiple of " + heads + " heads");
    }
    if (modulus % 2 == 0) {
      throw new GrokkingException("modulus " + modulus + ": give an odd number, best a prime");
    }
    if (epochs % every != 0) {
      throw new GrokkingException(
          "%d steps are not a multiple of the %d between measurements".formatted(epochs, every));
    }
  }

  /** Minutes on two cores. */
  public static GrokkingSettings quick() {
    return SettingsCodec.of(GrokkingSettings.class).defaults();
  }

  /** As published (Nanda et al. 2023); hours. */
  public static GrokkingSettings paper() {
    return new GrokkingSettings(113, .3, 128, 4, 512, 40_000, 1e-3, 1, 100, .95, 5, 1);
  }

  /** How run {@code run} (from 1) is trained. */
  TrainingPlan plan(int run) {
    return new TrainingPlan(
        modulus,
        fraction,
        width,
        heads,
        hidden,
        epochs,
        rate,
        decay,
        every,
        Trial.seed(seed, "grokking", run));
  }
}
