package dev.sonde.question.networks;

import dev.sonde.study.images.Images;
import dev.sonde.study.images.Normalisation;

/** How pixels from 0 to 1 are normalised for a network. */
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

  /** The normalisation, in words. */
  String words(Images images) {
    return switch (this) {
      case AUTO -> (images.channels() == 3 ? IMAGENET : NONE).words(images);
      case IMAGENET -> "normalised by ImageNet's mean and standard deviation";
      case CENTRED -> "from -1 to 1";
      case NONE -> "from 0 to 1";
      case BYTES -> "from 0 to 255";
    };
  }
}
