package dev.sonde.question.networks;

import dev.sonde.study.images.Images;
import dev.sonde.study.images.Normalisation;

/** What a network expects of pixels that lie from 0 to 1. */
public enum PixelScale {
  /** {@link #IMAGENET} for coloured images, {@link #NONE} for grey ones. */
  AUTO,
  IMAGENET,
  CENTRED,
  NONE,
  BYTES;

  public Normalisation of(Images images) {
    return switch (this) {
      case AUTO -> images.channels() == 3 ? Normalisation.imageNet() : Normalisation.none();
      case IMAGENET -> Normalisation.imageNet();
      case CENTRED -> Normalisation.all(.5, .5);
      case NONE -> Normalisation.none();
      case BYTES -> Normalisation.all(0, 1 / 255.0);
    };
  }

  /** What is done to them, in words. */
  String words(Images images) {
    return switch (this) {
      case AUTO -> (images.channels() == 3 ? IMAGENET : NONE).words(images);
      case IMAGENET -> "less the mean and over the deviation of ImageNet's colours";
      case CENTRED -> "from -1 to 1";
      case NONE -> "from 0 to 1";
      case BYTES -> "from 0 to 255";
    };
  }
}
