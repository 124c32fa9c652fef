package dev.sonde.app.command;

import dev.sonde.study.images.ImageData;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which images a study trains on. */
final class ImageDataOptions {
  @Option(
      names = "--data",
      paramLabel = "NAME",
      description =
          "mnist, fashion-mnist, cifar10 (where they lie: 'sonde data'), synthetic-grey, "
              + "synthetic-coloured, or a file or folder with training and test images.")
  private @Nullable String data;

  @Option(
      names = "--train",
      paramLabel = "N",
      description = "Training images, drawn at random; 0: all.")
  private @Nullable Integer train;

  @Option(names = "--test", paramLabel = "N", description = "Test images, likewise.")
  private @Nullable Integer test;

  /** What the options say, and else what {@code otherwise} does. */
  ImageData.Choice choice(ImageData.Choice otherwise, long seed) {
    // Other images than the preset's: all of them, unless numbers are given. Of generated ones
    // there
    // are as many as are asked for.
    boolean same = data == null || data.equals(otherwise.name()) || ImageData.generated(data);
    return new ImageData.Choice(
        data == null ? otherwise.name() : data,
        train != null ? train : same ? otherwise.train() : 0,
        test != null ? test : same ? otherwise.test() : 0,
        seed);
  }
}
