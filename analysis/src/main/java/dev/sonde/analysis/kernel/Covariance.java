package dev.sonde.analysis.kernel;

import java.util.Arrays;

/**
 * Mean and scatter of points: Σ_i (x_i − m)(x_i − m)ᵀ, [dimensions × dimensions] in double.
 *
 * <p>Float32 products of centred values, summed in double; pieces of 4,096 points, so the result
 * does not depend on the threads.
 */
public final class Covariance {
  private static final int PIECE = 4096;
  private static final int WIDTH = ProductKernel.WIDTH;

  private Covariance() {}

  /** Mean of each dimension. */
  public static double[] mean(Points points) {
    int d = points.dimensions();
    double[] sum = new double[d];
    for (int i = 0; i < points.count(); i++) {
      for (int k = 0; k < d; k++) {
        sum[k] += points.at(i, k);
      }
    }
    for (int k = 0; k < d; k++) {
      sum[k] /= Math.max(1, points.count());
    }
    return sum;
  }

  /** Scatter about {@code mean}, in row order. */
  public static double[] scatter(Points points, double[] mean, Workers workers) {
    double[][] means = {mean};
    return scatter(points, means, new int[points.count()], workers);
  }

  /** Scatter within classes: each point about the mean that {@code group} gives it. */
  public static double[] scatter(Points points, double[][] means, int[] group, Workers workers) {
    int d = points.dimensions();
    int n = points.count();
    OuterSum[] parts = new OuterSum[(n + PIECE - 1) / PIECE];
    workers.each(parts.length, piece -> parts[piece] = part(points, means, group, piece * PIECE));
    double[] scatter = new double[d * d];
    for (OuterSum part : parts) {
      double[] total = part.total();
      for (int i = 0; i < scatter.length; i++) {
        scatter[i] += total[i];
      }
    }
    for (int a = 0; a < d; a++) {
      for (int b = 0; b < a; b++) {
        scatter[a * d + b] = scatter[b * d + a];
      }
    }
    return scatter;
  }

  private static OuterSum part(Points points, double[][] means, int[] group, int from) {
    int d = points.dimensions();
    int width = (d + 31) / 32 * 32;
    int to = Math.min(points.count(), from + PIECE);
    OuterSum sum = new OuterSum(d, d, width, true);
    float[] rows = new float[WIDTH * width];
    float[] panel = new float[d * WIDTH];
    for (int first = from; first < to; first += WIDTH) {
      Arrays.fill(rows, 0);
      Arrays.fill(panel, 0);
      for (int i = first; i < Math.min(to, first + WIDTH); i++) {
        double[] mean = means[group[i]];
        for (int k = 0; k < d; k++) {
          float centred = (float) (points.at(i, k) - mean[k]);
          rows[(i - first) * width + k] = centred;
          panel[k * WIDTH + i - first] = centred;
        }
      }
      sum.add(panel, 0, rows, 0);
    }
    return sum;
  }
}
