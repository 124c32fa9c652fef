package dev.sonde.network.onnx;

/** A plane of numbers read between its elements. */
final class Bilinear {

  private Bilinear() {}

  /**
   * The value at a place of a plane that begins at {@code from}; elements outside are 0.
   *
   * @param y counted in elements; {@code x} likewise
   */
  static double outsideZero(float[] values, int from, int height, int width, double y, double x) {
    if (!(y > -1 && y < height && x > -1 && x < width)) return 0;
    int top = (int) Math.floor(y);
    int left = (int) Math.floor(x);
    double down = y - top;
    double right = x - left;
    return (1 - down) * (1 - right) * at(values, from, height, width, top, left)
        + (1 - down) * right * at(values, from, height, width, top, left + 1)
        + down * (1 - right) * at(values, from, height, width, top + 1, left)
        + down * right * at(values, from, height, width, top + 1, left + 1);
  }

  private static double at(float[] values, int from, int height, int width, int y, int x) {
    boolean inside = y >= 0 && y < height && x >= 0 && x < width;
    return inside ? values[from + y * width + x] : 0;
  }

  /** The four elements around a place and their shares; nothing more than one outside. */
  static double[] shares(int height, int width, double y, double x, int[] places) {
    double[] shares = new double[4];
    if (!(y >= -1 && y <= height && x >= -1 && x <= width)) return shares;
    double down = Math.max(y, 0);
    double right = Math.max(x, 0);
    int top = (int) down;
    int left = (int) right;
    int bottom = top + 1;
    int next = left + 1;
    if (top >= height - 1) {
      top = height - 1;
      bottom = top;
      down = top;
    }
    if (left >= width - 1) {
      left = width - 1;
      next = left;
      right = left;
    }
    down -= top;
    right -= left;
    places[0] = top * width + left;
    places[1] = top * width + next;
    places[2] = bottom * width + left;
    places[3] = bottom * width + next;
    shares[0] = (1 - down) * (1 - right);
    shares[1] = (1 - down) * right;
    shares[2] = down * (1 - right);
    shares[3] = down * right;
    return shares;
  }
}
