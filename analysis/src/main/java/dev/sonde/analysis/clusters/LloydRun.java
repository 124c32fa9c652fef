package dev.sonde.analysis.clusters;

import dev.sonde.analysis.kernel.Columns;
import dev.sonde.analysis.kernel.Points;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * One start of k-means. The distances run over lanes of points; the sums of the clusters are kept
 * and only the vectors that change cluster touch them, so late iterations cost no more than their
 * distances.
 */
final class LloydRun {
  private final Points points;
  private final Columns columns;
  private final Distinct distinct;
  private final int k;
  private final int n;
  private final int d;

  /** Rows of {@link Columns#width} values. */
  private final float[] centres;

  private final double[] sums;
  private final int[] sizes;
  private final int[] labels;

  /** Of each block's points the squared distance to the nearest centre. */
  private final float[][] best;

  /** Of one block's points the nearest centre, and the squared distances to one. */
  private final int[] nearest;

  private final float[] out;
  private int iterations;
  private double inertia;

  /**
   * @param distinct more vectors than {@code k}
   */
  LloydRun(Points points, Columns columns, Distinct distinct, int k) {
    this.points = points;
    this.columns = columns;
    this.distinct = distinct;
    this.k = k;
    this.n = points.count();
    this.d = points.dimensions();
    this.centres = new float[k * columns.width()];
    this.sums = new double[k * d];
    this.sizes = new int[k];
    this.labels = new int[n];
    this.best = new float[columns.blocks()][columns.lanes()];
    this.nearest = new int[columns.lanes()];
    this.out = new float[columns.lanes()];
  }

  void start(long seed) {
    int[] chosen = new PlusPlus(points, columns).choose(k, new SplittableRandom(seed));
    for (int c = 0; c < k; c++) {
      System.arraycopy(points.values(), chosen[c] * d, centres, c * columns.width(), d);
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
    for (int block = 0; block < columns.blocks(); block++) {
      inertia += Columns.sum(best[block], columns.size(block));
    }
  }

  /** Gives each vector its nearest centre; says how many have changed. */
  private int assign() {
    int changed = 0;
    for (int block = 0; block < columns.blocks(); block++) {
      Arrays.fill(best[block], Float.POSITIVE_INFINITY);
      Arrays.fill(nearest, 0);
      for (int c = 0; c < k; c++) {
        columns.squared(block, centres, c * columns.width(), out);
        nearer(out, c, best[block], nearest);
      }
      changed += relabel(columns.first(block), nearest, columns.size(block));
    }
    return changed;
  }

  /** The first of equally near centres wins. */
  private static void nearer(float[] squared, int centre, float[] best, int[] nearest) {
    for (int i = 0; i < squared.length; i++) {
      if (squared[i] < best[i]) {
        best[i] = squared[i];
        nearest[i] = centre;
      }
    }
  }

  private int relabel(int first, int[] to, int count) {
    int changed = 0;
    for (int i = 0; i < count; i++) {
      if (to[i] != labels[first + i]) {
        relabel(first + i, to[i]);
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

  /**
   * An empty cluster gets the vector that is farthest from its centre, and all that are equal to
   * it, out of a cluster in which it is not alone. There is one: the vectors are more than the
   * clusters, and equal ones are always together.
   */
  private void fillEmpty() {
    for (int c = 0; c < k; c++) {
      if (sizes[c] > 0) {
        continue;
      }
      boolean[] mixed = mixed();
      int farthest = -1;
      for (int i = 0; i < n; i++) {
        if (mixed[labels[i]] && (farthest < 0 || best(i) > best(farthest))) {
          farthest = i;
        }
      }
      for (int i = 0; i < n; i++) {
        if (distinct.of(i) == distinct.of(farthest)) {
          relabel(i, c);
          best[i / columns.lanes()][i % columns.lanes()] = 0;
        }
      }
    }
  }

  /** Which clusters hold more than one vector. */
  private boolean[] mixed() {
    boolean[] mixed = new boolean[k];
    int[] only = new int[k];
    Arrays.fill(only, -1);
    for (int i = 0; i < n; i++) {
      int c = labels[i];
      if (only[c] < 0) only[c] = distinct.of(i);
      mixed[c] |= only[c] != distinct.of(i);
    }
    return mixed;
  }

  private float best(int point) {
    return best[point / columns.lanes()][point % columns.lanes()];
  }

  /** Sum of the squared moves. */
  private double moveCentres() {
    double moved = 0;
    for (int c = 0; c < k; c++) {
      int at = c * columns.width();
      for (int j = 0; j < d; j++) {
        float to = (float) (sums[c * d + j] / sizes[c]);
        double step = to - centres[at + j];
        moved += step * step;
        centres[at + j] = to;
      }
    }
    return moved;
  }

  int[] labels() {
    return labels;
  }

  Points centres() {
    float[] rows = new float[k * d];
    for (int c = 0; c < k; c++) {
      System.arraycopy(centres, c * columns.width(), rows, c * d, d);
    }
    return Points.of(rows, k, d);
  }

  double inertia() {
    return inertia;
  }

  int iterations() {
    return iterations;
  }
}
