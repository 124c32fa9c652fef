package dev.sonde.analysis.clusters;

import dev.sonde.analysis.kernel.DistanceKernel;
import dev.sonde.analysis.kernel.Panels;
import dev.sonde.analysis.kernel.Points;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Greedy k-means++: each next centre is, of a few candidates drawn in proportion to the squared
 * distance to the centres so far, the one that leaves the smallest sum.
 */
final class PlusPlus {
  private static final int WIDTH = DistanceKernel.WIDTH;

  private final Points points;
  private final Panels panels;
  private final DistanceKernel kernel;
  private final float[] closest;

  /** Σ of {@link #closest} over each panel. */
  private final double[] left;

  private final float[] out = new float[DistanceKernel.QUERIES * WIDTH];

  PlusPlus(Points points, Panels panels, DistanceKernel kernel) {
    this.points = points;
    this.panels = panels;
    this.kernel = kernel;
    this.closest = new float[panels.panels() * WIDTH];
    this.left = new double[panels.panels()];
  }

  /** Indices of k points. */
  int[] choose(int k, SplittableRandom random) {
    int n = points.count();
    int trials = 2 + (int) Math.log(k);
    int[] chosen = new int[k];
    chosen[0] = random.nextInt(n);
    Arrays.fill(closest, 0, n, Float.POSITIVE_INFINITY);
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
    for (int panel = 0; panel < left.length && at < marks.length; panel++) {
      double before = reached;
      reached += left[panel];
      while (at < marks.length && reached > marks[at]) {
        candidates[at] = within(panel, marks[at] - before);
        at++;
      }
    }
    int n = points.count();
    // All points equal a centre already, or rounding at the very end: any point will do.
    while (at < candidates.length) {
      candidates[at++] = n - 1;
    }
  }

  /** The point of a panel at which its sum passes the mark. */
  private int within(int panel, double mark) {
    int last = Math.min(points.count(), (panel + 1) * WIDTH) - 1;
    double reached = 0;
    for (int i = panel * WIDTH; i < last; i++) {
      reached += closest[i];
      if (reached > mark) return i;
    }
    return last;
  }

  private int best(int[] candidates) {
    double[] sums = new double[candidates.length];
    for (int first = 0; first < candidates.length; first += DistanceKernel.QUERIES) {
      for (int panel = 0; panel < panels.panels(); panel++) {
        squared(candidates, first, panel);
        int rows = Math.min(DistanceKernel.QUERIES, candidates.length - first);
        for (int row = 0; row < rows; row++) {
          sums[first + row] += reduced(row, panel * WIDTH);
        }
      }
    }
    int best = 0;
    for (int i = 1; i < sums.length; i++) {
      best = sums[i] < sums[best] ? i : best;
    }
    return candidates[best];
  }

  /** What a panel would have left with a candidate. */
  private double reduced(int row, int at) {
    double sum = 0;
    for (int lane = 0; lane < WIDTH; lane++) {
      sum += Math.min(out[row * WIDTH + lane], closest[at + lane]);
    }
    return sum;
  }

  /** Takes a centre in; returns the sum of the squared distances that are left. */
  private double approach(int centre) {
    double sum = 0;
    int[] only = {centre};
    for (int panel = 0; panel < panels.panels(); panel++) {
      squared(only, 0, panel);
      left[panel] = approachPanel(panel * WIDTH);
      sum += left[panel];
    }
    return sum;
  }

  private double approachPanel(int at) {
    double sum = 0;
    for (int lane = 0; lane < WIDTH; lane++) {
      closest[at + lane] = Math.min(closest[at + lane], out[lane]);
      sum += closest[at + lane];
    }
    return sum;
  }

  private void squared(int[] rows, int first, int panel) {
    int d = points.dimensions();
    int last = rows.length - 1;
    kernel.squared(
        points.values(),
        rows[first] * d,
        rows[Math.min(first + 1, last)] * d,
        rows[Math.min(first + 2, last)] * d,
        rows[Math.min(first + 3, last)] * d,
        d,
        panels.values(),
        panels.start(panel),
        out);
  }
}
