package dev.sonde.study.images;

import dev.sonde.network.layer.Seeds;
import dev.sonde.tensor.Shape;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Generated images of ten kinds of figure, for machines without any data: place, size, slant,
 * stroke, brightness or colour vary, other strokes cross them, noise lies over all. A linear
 * classifier gets little of it, a small convolutional network most. The same settings give the same
 * bytes on every machine.
 */
public final class SyntheticImages {
  public static final List<String> CLASSES =
      List.of(
          "disc",
          "ring",
          "square",
          "triangle",
          "plus",
          "cross",
          "rows",
          "columns",
          "moon",
          "arrow");

  private SyntheticImages() {}

  /**
   * What is generated.
   *
   * @param channels 1 (grey) or 3 (coloured)
   * @param side height and width, pixels
   * @param train training images
   * @param test test images, drawn independently
   * @param noise deviation of the noise of every pixel, of the range 0 to 1
   */
  public record Settings(int channels, int side, int train, int test, double noise, long seed) {
    public Settings {
      if (channels != 1 && channels != 3) {
        throw new ImageException(channels + " channels: 1 or 3");
      }
      if (side < 8 || side > 512) throw new ImageException("side " + side + ": 8 to 512 pixels");
      if (train < 0 || test < 0 || train + test < 1 || train + (long) test > 1_000_000) {
        throw new ImageException("generated images: 1 to 1,000,000");
      }
      if (!(noise >= 0 && noise <= 1)) throw new ImageException("noise " + noise + ": 0 to 1");
    }

    /** 4,000 and 1,000 grey images of 28 × 28, as MNIST's. */
    public static Settings grey() {
      return new Settings(1, 28, 4000, 1000, .08, 1);
    }

    /** 4,000 and 1,000 coloured images of 32 × 32, as CIFAR-10's. */
    public static Settings coloured() {
      return new Settings(3, 32, 4000, 1000, .08, 1);
    }

    public Settings images(int newTrain, int newTest) {
      return new Settings(channels, side, newTrain, newTest, noise, seed);
    }

    public Settings side(int pixels) {
      return new Settings(channels, pixels, train, test, noise, seed);
    }

    public Settings seed(long other) {
      return new Settings(channels, side, train, test, noise, other);
    }
  }

  /** Generates one split; classes take turns. */
  public static Images of(Settings settings, Split split) {
    Images train = make(settings, "train", settings.train());
    Images test = make(settings, "test", settings.test());
    return switch (split) {
      case TRAIN -> train;
      case TEST -> test;
      case ALL -> train.and(test);
    };
  }

  private static Images make(Settings settings, String split, int count) {
    Shape shape = Shape.of(settings.channels(), settings.side(), settings.side());
    int length = (int) shape.count();
    byte[] all = new byte[Math.multiplyExact(count, length)];
    int[] labels = new int[count];
    long seed = Seeds.mix(settings.seed(), split);
    for (int i = 0; i < count; i++) {
      labels[i] = i % CLASSES.size();
      SplittableRandom random = new SplittableRandom(Seeds.mix(seed, i));
      new SyntheticImage(settings, labels[i], random).draw(all, i * length);
    }
    Pixels pixels =
        new BytePixels("synthetic/" + split, MemorySegment.ofArray(all), 0, length, count, shape);
    ImageSource source = new ImageSource("synthetic", List.of(), settings + " " + split + "\n");
    return Images.of(pixels, Arrays.copyOf(labels, count), CLASSES, source);
  }
}
