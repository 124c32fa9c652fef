package dev.sonde.study.constructed;

import java.util.Map;
import java.util.random.RandomGenerator;

/** How the weights of a layer are drawn instead of from N(0, 1). */
public enum Alteration {
  WIDER("1.3 times the standard deviation") {
    @Override
    double draw(RandomGenerator random) {
      return 1.3 * random.nextGaussian();
    }
  },
  HEAVIER_TAILS("the same mean and standard deviation, but heavy tails (Laplace)") {
    @Override
    double draw(RandomGenerator random) {
      double magnitude = random.nextExponential() / Math.sqrt(2);
      return random.nextBoolean() ? magnitude : -magnitude;
    }
  },
  SPARSE("40 % exact zeros, the rest wider, the standard deviation unchanged") {
    @Override
    double draw(RandomGenerator random) {
      double standard = random.nextGaussian();
      return random.nextDouble() < 0.4 ? 0 : standard / Math.sqrt(0.6);
    }
  };

  /** The layers that differ, by address; no other does. */
  public static final Map<String, Alteration> ALL =
      Map.of(
          "decoder.rnn.weight_hh_l0", WIDER,
          "decoder.embedding.weight", HEAVIER_TAILS,
          "encoder.rnn.weight_ih_l0", SPARSE);

  private final String words;

  Alteration(String words) {
    this.words = words;
  }

  /** What was done, in words. */
  public String words() {
    return words;
  }

  /** One weight of standard deviation 1, or as {@link #words} says. */
  abstract double draw(RandomGenerator random);
}
