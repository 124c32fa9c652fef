package dev.sonde.analysis.projection;

import dev.sonde.analysis.kernel.Workers;
import java.util.Arrays;

/** All pairs, with vectors of points; the fastest below a few thousand points. */
final class ExactRepulsion implements Repulsion {
  private static final int GROUP = Affinities.GROUP;

  /** Points summed in float32 before the sum goes to double. */
  private static final int SHORT = 1024;

  private final int n;
  private final Workers workers;
  private final double[] sums;

  ExactRepulsion(int n, Workers workers) {
    this.n = n;
    this.workers = workers;
    this.sums = new double[(n + GROUP - 1) / GROUP];
  }

  @Override
  public double forces(float[] x, float[] y, float[] forceX, float[] forceY) {
    int pieces = (sums.length + 7) / 8;
    workers.each(
        pieces,
        piece -> {
          float[] part = new float[3 * GROUP];
          double[] whole = new double[3 * GROUP];
          for (int g = piece * 8; g < Math.min(sums.length, piece * 8 + 8); g++) {
            group(g, x, y, forceX, forceY, part, whole);
          }
        });
    double z = 0;
    for (double sum : sums) {
      z += sum;
    }
    return z;
  }

  private void group(
      int g, float[] x, float[] y, float[] forceX, float[] forceY, float[] part, double[] whole) {
    Arrays.fill(whole, 0);
    for (int from = 0; from < n; from += SHORT) {
      Arrays.fill(part, 0);
      Forces.repel(x, y, g * GROUP, from, Math.min(n, from + SHORT), part);
      for (int i = 0; i < part.length; i++) {
        whole[i] += part[i];
      }
    }
    double z = 0;
    for (int lane = 0; lane < Math.min(GROUP, n - g * GROUP); lane++) {
      forceX[g * GROUP + lane] = (float) whole[lane];
      forceY[g * GROUP + lane] = (float) whole[GROUP + lane];
      z += whole[2 * GROUP + lane] - 1;
    }
    sums[g] = z;
  }
}
