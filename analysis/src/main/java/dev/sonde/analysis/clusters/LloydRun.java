package dev.sonde.analysis.clusters;

import dev.sonde.analysis.kernel.DistanceKernel;
import dev.sonde.analysis.kernel.Panels;
import dev.sonde.analysis.kernel.Points;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * One start of k-means. The distances run over lanes of points; the sums of the clusters are kept
 * and only the vectors that change cluster touch them, so late iterations cost no more than their
 * distances.
 */
final class LloydRun {
  private static final int WIDTH = DistanceKernel.WIDTH;

  private final DistanceKernel kernel = DistanceKernel.best();
  private final Points points;
  private final Panels panels;
  private final int k;
  private final int n;
  private final int d;
  private final float[] centres;
  private final double[] sums;
  private final int[] sizes;
  private final int[] labels;
  private final int[] nearest;
  private final float[] best;
  private final float[] out = new float[DistanceKernel.QUERIES * WIDTH];
  private int iterations;
  private double inertia;

  LloydRun(Points points, Panels panels, int k) {
    this.points = points;
    this.panels = panels;
    this.k = k;
    this.n = points.count();
    this.d = points.dimensions();
    this.centres = new float[k * d];
    this.sums = new double[k * d];
    this.sizes = new int[k];
    this.labels = new int[n];
    this.nearest = new int[panels.panels() * WIDTH];
    this.best = new float[panels.panels() * WIDTH];
  }

  void start(long seed) {
    int[] chosen = new PlusPlus(points, panels, kernel).choose(k, new SplittableRandom(seed));
    for (int c = 0; c < k; c++) {
      System.arraycopy(points.values(), chosen[c] * d, centres, c * d, d);
    }
  }

  void iterate(int most, double shift) {
    Arrays.fill(labels, -1);
    for (iterations = 1; iterations <= most; iterations++) {
      int changed = assign();
      fillEmpty();
      if (changed == 0 || moveCentres() <= shift) {
        break;
      }
    }
    iterations = Math.min(iterations, most);
    assign();
    fillEmpty();
    inertia = 0;
    for (int i = 0; i < n; i++) {
      inertia += best[i];
    }
  }

  /** Gives each vector its nearest centre; says how many have changed. */
  private int assign() {
    Arrays.fill(best, Float.POSITIVE_INFINITY);
    int changed = 0;
    for (int panel = 0; panel < panels.panels(); panel++) {
      assignPanel(panel);
      changed += relabelPanel(panel * WIDTH, Math.min(n, (panel + 1) * WIDTH));
    }
    return changed;
  }

  private void assignPanel(int panel) {
    for (int c = 0; c < k; c += DistanceKernel.QUERIES) {
      kernel.squared(
          centres,
          c * d,
          Math.min(c + 1, k - 1) * d,
          Math.min(c + 2, k - 1) * d,
          Math.min(c + 3, k - 1) * d,
          d,
          panels.values(),
          panels.start(panel),
          out);
      int rows = Math.min(DistanceKernel.QUERIES, k - c);
      kernel.nearest(out, rows, c, best, nearest, panel * WIDTH);
    }
  }

  private int relabelPanel(int from, int to) {
    int changed = 0;
    for (int i = from; i < to; i++) {
      if (nearest[i] != labels[i]) {
        relabel(i, nearest[i]);
        changed++;
      }
    }
    return changed;
  }

  private void relabel(int point, int to) {
    int from = labels[point];
    float[] values = points.values();
    int row = point * d;
    if (from >= 0) {
      sizes[from]--;
      for (int j = 0; j < d; j++) {
        sums[from * d + j] -= values[row + j];
      }
    }
    sizes[to]++;
    for (int j = 0; j < d; j++) {
      sums[to * d + j] += values[row + j];
    }
    labels[point] = to;
  }

  /** An empty cluster gets the vector that is farthest from its centre. */
  private void fillEmpty() {
    for (int c = 0; c < k; c++) {
      if (sizes[c] > 0) {
        continue;
      }
      int farthest = -1;
      for (int i = 0; i < n; i++) {
        if (sizes[labels[i]] > 1 && (farthest < 0 || best[i] > best[farthest])) {
          farthest = i;
        }
      }
      relabel(farthest, c);
      best[farthest] = 0;
    }
  }

  /** Sum of the squared moves. */
  private double moveCentres() {
    double moved = 0;
    for (int c = 0; c < k; c++) {
      for (int j = 0; j < d; j++) {
        float to = (float) (sums[c * d + j] / sizes[c]);
        double step = to - centres[c * d + j];
        moved += step * step;
        centres[c * d + j] = to;
      }
    }
    return moved;
  }

  int[] labels() {
    return labels;
  }

  Points centres() {
    return Points.of(centres, k, d);
  }

  double inertia() {
    return inertia;
  }

  int iterations() {
    return iterations;
  }
}
