package dev.sonde.analysis.kernel;

/**
 * Dot products of all rows of one set of points with all of another.
 *
 * <p>Float32 over 512 dimensions, then into double, so that the error does not grow with the
 * dimensions. Costs count · count · dimensions.
 */
public final class Gram {
  private static final int SHORT = 512;
  private static final int ROWS = 4;
  private static final int WIDTH = ProductKernel.WIDTH;

  private Gram() {}

  /**
   * @return [left × right]
   */
  public static double[][] of(Points left, Points right, Workers workers) {
    int d = left.dimensions();
    if (right.dimensions() != d) {
      throw new IllegalArgumentException(
          "points of %d dimensions have no products with points of %d"
              .formatted(d, right.dimensions()));
    }
    ProductKernel kernel = ProductKernel.best();
    Panels panels = Panels.ofZeroFilled(right);
    double[][] products = new double[left.count()][right.count()];
    workers.each(
        (left.count() + ROWS - 1) / ROWS,
        piece -> four(kernel, left, piece * ROWS, panels, products));
    return products;
  }

  private static void four(
      ProductKernel kernel, Points left, int first, Panels panels, double[][] products) {
    int d = left.dimensions();
    int last = left.count() - 1;
    int rows = Math.min(ROWS, left.count() - first);
    float[] none = new float[ROWS];
    float[] out = new float[ROWS * WIDTH];
    for (int panel = 0; panel < panels.panels(); panel++) {
      int lanes = Math.min(WIDTH, panels.count() - panel * WIDTH);
      for (int k = 0; k < d; k += SHORT) {
        kernel.scores(
            left.values(),
            first * d + k,
            Math.min(first + 1, last) * d + k,
            Math.min(first + 2, last) * d + k,
            Math.min(first + 3, last) * d + k,
            Math.min(SHORT, d - k),
            none,
            0,
            panels.values(),
            panels.start(panel) + k * WIDTH,
            out,
            0);
        for (int row = 0; row < rows; row++) {
          double[] to = products[first + row];
          for (int lane = 0; lane < lanes; lane++) {
            to[panel * WIDTH + lane] += out[row * WIDTH + lane];
          }
        }
      }
    }
  }
}
