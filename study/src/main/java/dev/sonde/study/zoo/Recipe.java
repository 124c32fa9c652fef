package dev.sonde.study.zoo;

import dev.sonde.network.layer.Initialiser;
import dev.sonde.network.layer.Seeds;
import dev.sonde.network.train.Optimiser;
import dev.sonde.settings.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** How one network of the zoo is trained: drawn at random, as in the paper. */
public record Recipe(
    @Setting(help = "optimiser") By optimiser,
    @Setting(help = "learning rate") double rate,
    @Setting(help = "factor of the squares of weights") double l2,
    @Setting(help = "share of units that are dropped") double dropout,
    @Setting(help = "how weights start") Start start,
    @Setting(help = "standard deviation of normal starts, gain of orthogonal ones") double spread,
    @Setting(help = "what follows a convolution") Activation activation,
    @Setting(help = "share of the training images") double fraction) {

  /** Who changes weights. RMSprop is Adam without the first moment. */
  public enum By {
    SGD,
    ADAM,
    RMSPROP
  }

  /** How weights start. */
  public enum Start {
    GLOROT_NORMAL,
    HE_NORMAL,
    ORTHOGONAL,
    NORMAL,
    TRUNCATED_NORMAL
  }

  /** What follows a convolution. */
  public enum Activation {
    RELU,
    TANH
  }

  private static final double[] FRACTIONS = {.1, .25, .5, 1};

  /** The recipe of a network, from the study's seed and its number alone. */
  static Recipe draw(long seed, int number) {
    SplittableRandom random = new SplittableRandom(Seeds.mix(Seeds.mix(seed, "recipe"), number));
    return new Recipe(
        By.values()[random.nextInt(3)],
        logUniform(5e-4, 5e-2, random),
        logUniform(1e-8, 1e-2, random),
        random.nextDouble(0, .7),
        Start.values()[random.nextInt(5)],
        logUniform(1e-3, .5, random),
        Activation.values()[random.nextInt(2)],
        FRACTIONS[random.nextInt(FRACTIONS.length)]);
  }

  private static double logUniform(double low, double high, SplittableRandom random) {
    return Math.exp(random.nextDouble(Math.log(low), Math.log(high)));
  }

  Initialiser initialiser() {
    return switch (start) {
      case GLOROT_NORMAL -> new Initialiser.XavierNormal(1);
      case HE_NORMAL -> new Initialiser.KaimingNormal();
      case ORTHOGONAL -> new Initialiser.Orthogonal(1);
      case NORMAL -> new Initialiser.Normal(spread);
      case TRUNCATED_NORMAL -> new Initialiser.TruncatedNormal(spread);
    };
  }

  Optimiser update() {
    double decay = 2 * l2; // the slope of l2 · Σw²
    return switch (optimiser) {
      case SGD -> new Optimiser.Sgd(rate, 0, 0, decay);
      case ADAM -> Optimiser.Adam.of(rate).weightDecay(decay);
      case RMSPROP -> new Optimiser.Adam(rate, 0, .9, 1e-7, decay);
    };
  }

  /** As numbers for a predictor: choices as one column each. */
  double[] features() {
    List<Double> all = new ArrayList<>();
    for (By by : By.values()) all.add(optimiser == by ? 1.0 : 0);
    all.add(Math.log(rate));
    all.add(Math.log(l2));
    all.add(dropout);
    for (Start each : Start.values()) all.add(start == each ? 1.0 : 0);
    all.add(Math.log(spread));
    all.add(activation == Activation.TANH ? 1.0 : 0);
    all.add(Math.log(fraction));
    return all.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
