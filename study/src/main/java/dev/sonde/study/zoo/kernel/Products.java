package dev.sonde.study.zoo.kernel;

/**
 * The sums of a convolution over {@link #WIDTH} images side by side: arrays are {@code [channels ×
 * pixels × WIDTH]}, weights {@code [out × in × 9]}. Channels that are summed into come in eights.
 */
interface Products {

  /** Images side by side. */
  int WIDTH = 16;

  /** Output channels at a time. */
  int TILE = 8;

  /**
   * {@code to[o, p, n] = bias[o] + Σ_c Σ_(t, q) weights[o, c, t] · from[c, q, n]}, over the pairs
   * (t, q) of {@code links[p]}.
   *
   * @param pixels of {@code from}
   */
  void gather(
      float[] from,
      int channels,
      int pixels,
      float[] weights,
      float[] bias,
      int[][] links,
      float[] to);

  /**
   * {@code sums[o, c, t, n] += Σ_(p, q) given[o, p, n] · from[c, q, n]}, over the pairs (p, q) of
   * {@code taps[t]}.
   */
  void correlate(
      float[] given,
      int outs,
      int outPixels,
      float[] from,
      int channels,
      int pixels,
      int[][] taps,
      float[] sums);

  /** Puts the hyperbolic tangent of each of {@code values} in its place; a multiple of WIDTH. */
  void tanh(float[] values);

  /** The fastest that this virtual machine offers. */
  static Products best() {
    return dev.sonde.analysis.kernel.VectorModule.present()
        ? new VectorProducts()
        : new ScalarProducts();
  }
}
