package dev.sonde.study.images;

import dev.sonde.tensor.Shape;

/** Where the pixels of images come from. Safe from any number of threads. */
interface Pixels {
  int count();

  /** {@code [channels, height, width]} of every image. */
  Shape shape();

  /**
   * Puts the pixels of one image, {@code [channels × height × width]}, row-major, at {@code at}.
   *
   * @throws ImageException if it cannot be decoded
   */
  void read(int image, float[] to, int at);

  /** What a person finds the image by: a file's name, an index. */
  String name(int image);
}
