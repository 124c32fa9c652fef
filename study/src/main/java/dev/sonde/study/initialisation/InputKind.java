package dev.sonde.study.initialisation;

import dev.sonde.network.layer.Seeds;
import dev.sonde.study.images.ImageData;
import dev.sonde.study.images.Images;
import java.util.SplittableRandom;

/** What the network is shown. */
enum InputKind {
  /** Images it is trained on. */
  TRAIN("train"),
  /** Images it is not trained on. */
  VALIDATION("validation"),
  /** Independent numbers from 0 to 1, given to the network as they are. */
  UNIFORM_NOISE("noise U[0,1)"),
  /** Independent normal numbers, given to the network as they are. */
  NORMAL_NOISE("noise N(0,1)");

  private final String label;

  InputKind(String label) {
    this.label = label;
  }

  /** How many are shown. */
  int count(ImageData data, int shown) {
    return switch (this) {
      case TRAIN -> Math.min(shown, data.train().size());
      case VALIDATION -> Math.min(shown, data.test().size());
      case UNIFORM_NOISE, NORMAL_NOISE -> shown;
    };
  }

  /** Gives inputs by index, ready for the network; the same for the same seed. */
  Inputs inputs(ImageData data, int shown, long seed) {
    int count = count(data, shown);
    return switch (this) {
      case TRAIN -> images(data.train().sample(count, seed));
      case VALIDATION -> images(data.test().sample(count, seed));
      case UNIFORM_NOISE, NORMAL_NOISE -> {
        int length = data.train().length();
        yield (from, n) -> {
          float[] all = new float[n * length];
          for (int i = 0; i < n; i++) {
            SplittableRandom random =
                new SplittableRandom(Seeds.mix(Seeds.mix(seed, label), from + i));
            for (int j = 0; j < length; j++) {
              all[i * length + j] =
                  (float) (this == UNIFORM_NOISE ? random.nextDouble() : random.nextGaussian());
            }
          }
          return all;
        };
      }
    };
  }

  /** Some inputs one after the other. */
  interface Inputs {
    float[] range(int from, int count);
  }

  private static Inputs images(Images images) {
    return (from, n) -> {
      float[] all = images.range(from, n);
      TrainingPlan.NORMALISATION.apply(all, images.shape());
      return all;
    };
  }

  @Override
  public String toString() {
    return label;
  }
}
