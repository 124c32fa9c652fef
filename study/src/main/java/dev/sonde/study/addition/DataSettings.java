package dev.sonde.study.addition;

import dev.sonde.settings.Adjustable;
import dev.sonde.settings.Nested;
import dev.sonde.settings.Setting;
import dev.sonde.settings.SettingsCodec;

/** Which sums a network is trained and tested on. */
public record DataSettings(
    @Nested Format format,
    @Setting(
            help =
                "digits of the largest term in training; with fewer than the format has, longer"
                    + " terms are a test of their own",
            min = 1)
        int trainedDigits,
    @Setting(help = "training sums", min = 1) int samples,
    @Setting(help = "how training sums are drawn", initial = "uniform") Sampling sampling,
    @Setting(
            help =
                "share of number pairs (all terms, whatever their order) that training never shows"
                    + " in any order",
            initial = "0.1",
            min = 0,
            below = 1)
        double heldOut,
    @Setting(
            help = "sums of each test set at most; fewer if there are fewer",
            initial = "5000",
            min = 1)
        int test,
    @Setting(help = "seed of all draws") long dataSeed)
    implements Adjustable<DataSettings> {

  public DataSettings {
    SettingsCodec.check(
        DataSettings.class, format, trainedDigits, samples, sampling, heldOut, test, dataSeed);
    if (trainedDigits > format.digits()) {
      throw new AdditionException(
          "trained on " + trainedDigits + " digits: from 1 to the format's " + format.digits());
    }
  }

  /** Uniform, a tenth of the pairs held out, test sets of up to 5,000 sums. */
  public static DataSettings of(Format format, int samples, long seed) {
    return new DataSettings(format, format.digits(), samples, Sampling.UNIFORM, .1, 5000, seed);
  }
}
