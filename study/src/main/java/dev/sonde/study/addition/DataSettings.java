package dev.sonde.study.addition;

/**
 * Which sums a network is trained and tested on.
 *
 * @param format how they are written
 * @param trainedDigits of the largest term in training; with fewer than the format has, longer
 *     terms are a test of their own
 * @param samples training sums
 * @param sampling how they are drawn
 * @param heldOut share of number pairs (all terms, whatever their order) that training never shows
 *     in any order
 * @param test sums of each test set, at most; what there are if there are fewer
 * @param seed of all draws
 */
public record DataSettings(
    Format format,
    int trainedDigits,
    int samples,
    Sampling sampling,
    double heldOut,
    int test,
    long seed) {

  public DataSettings {
    if (trainedDigits < 1 || trainedDigits > format.digits()) {
      throw new AdditionException(
          "trained on " + trainedDigits + " digits: from 1 to the format's " + format.digits());
    }
    if (samples < 1 || test < 1) {
      throw new AdditionException(samples + " training and " + test + " test sums: at least 1");
    }
    if (!(heldOut >= 0 && heldOut < 1)) {
      throw new AdditionException("held out " + heldOut + ": a share from 0 to below 1");
    }
  }

  /** Uniform, a tenth of the pairs held out, test sets of up to 5,000 sums. */
  public static DataSettings of(Format format, int samples, long seed) {
    return new DataSettings(format, format.digits(), samples, Sampling.UNIFORM, .1, 5000, seed);
  }

  public DataSettings sampling(Sampling other) {
    return new DataSettings(format, trainedDigits, samples, other, heldOut, test, seed);
  }

  public DataSettings trainedDigits(int digits) {
    return new DataSettings(format, digits, samples, sampling, heldOut, test, seed);
  }

  public DataSettings heldOut(double share) {
    return new DataSettings(format, trainedDigits, samples, sampling, share, test, seed);
  }

  public DataSettings samples(int sums) {
    return new DataSettings(format, trainedDigits, sums, sampling, heldOut, test, seed);
  }

  public DataSettings test(int sums) {
    return new DataSettings(format, trainedDigits, samples, sampling, heldOut, sums, seed);
  }
}
