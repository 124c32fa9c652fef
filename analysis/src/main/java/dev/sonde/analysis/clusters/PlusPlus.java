package dev.sonde.analysis.clusters;

import dev.sonde.analysis.kernel.Columns;
import dev.sonde.analysis.kernel.Points;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Greedy k-means++: each next centre is, of a few candidates drawn in proportion to the squared
 * distance to the centres so far, the one that leaves the smallest sum.
 */
final class PlusPlus {
  private final Points points;
  private final Columns columns;

  /** Of each block's points the squared distance to the nearest centre so far. */
  private final float[][] closest;

  /** Σ of {@link #closest} over each block. */
  private final double[] left;

  private final float[] row;
  private final float[] out;

  PlusPlus(Points points, Columns columns) {
    this.points = points;
    this.columns = columns;
    this.closest = new float[columns.blocks()][columns.lanes()];
    this.left = new double[columns.blocks()];
    this.row = new float[columns.width()];
    this.out = new float[columns.lanes()];
  }

  /** Indices of k points. */
  int[] choose(int k, SplittableRandom random) {
    int n = points.count();
    int trials = 2 + (int) Math.log(k);
    int[] chosen = new int[k];
    chosen[0] = random.nextInt(n);
    for (float[] block : closest) Arrays.fill(block, Float.POSITIVE_INFINITY);
    double sum = approach(chosen[0]);
    int[] candidates = new int[trials];
    for (int c = 1; c < k; c++) {
      draw(candidates, sum, random);
      chosen[c] = best(candidates);
      sum = approach(chosen[c]);
    }
    return chosen;
  }

  private void draw(int[] candidates, double sum, SplittableRandom random) {
    double[] marks = new double[candidates.length];
    Arrays.setAll(marks, i -> random.nextDouble() * sum);
    Arrays.sort(marks);
    int at = 0;
    double reached = 0;
    for (int block = 0; block < left.length && at < marks.length; block++) {
      double before = reached;
      reached += left[block];
      while (at < marks.length && reached > marks[at]) {
        candidates[at] = within(block, marks[at] - before);
        at++;
      }
    }
    int n = points.count();
    // All points equal a centre already, or rounding at the very end: any point will do.
    while (at < candidates.length) {
      candidates[at++] = n - 1;
    }
  }

  /** The point of a block at which its sum passes the mark. */
  private int within(int block, double mark) {
    int last = columns.size(block) - 1;
    double reached = 0;
    for (int i = 0; i < last; i++) {
      reached += closest[block][i];
      if (reached > mark) return columns.first(block) + i;
    }
    return columns.first(block) + last;
  }

  private int best(int[] candidates) {
    int best = candidates[0];
    double least = Double.POSITIVE_INFINITY;
    for (int candidate : candidates) {
      double sum = leftWith(candidate);
      if (sum < least) {
        least = sum;
        best = candidate;
      }
    }
    return best;
  }

  /** What a candidate would leave. */
  private double leftWith(int candidate) {
    take(candidate);
    double sum = 0;
    for (int block = 0; block < columns.blocks(); block++) {
      columns.squared(block, row, 0, out);
      lower(out, closest[block]);
      sum += Columns.sum(out, columns.size(block));
    }
    return sum;
  }

  /** Takes a centre in; returns the sum of the squared distances that are left. */
  private double approach(int centre) {
    take(centre);
    double sum = 0;
    for (int block = 0; block < columns.blocks(); block++) {
      columns.squared(block, row, 0, out);
      lower(closest[block], out);
      left[block] = Columns.sum(closest[block], columns.size(block));
      sum += left[block];
    }
    return sum;
  }

  private void take(int point) {
    int d = points.dimensions();
    System.arraycopy(points.values(), point * d, row, 0, d);
  }

  private static void lower(float[] values, float[] limits) {
    for (int i = 0; i < values.length; i++) values[i] = Math.min(values[i], limits[i]);
  }
}
