package dev.sonde.study.images;

/** Sizes that no honest file exceeds. */
final class Limits {
  /** Longest side of an image, pixels. */
  static final int SIDE = 16_384;

  /** Most pixels of a picture that is decoded. */
  static final long PIXELS = 1L << 26;

  /** Longest file of one picture, bytes. */
  static final long PICTURE = 1L << 28;

  static final int IMAGES = 10_000_000;

  static final int CLASSES = 100_000;

  private Limits() {}
}
