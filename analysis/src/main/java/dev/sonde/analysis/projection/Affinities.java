package dev.sonde.analysis.projection;

import dev.sonde.analysis.kernel.Points;
import dev.sonde.analysis.kernel.Workers;
import dev.sonde.analysis.neighbours.NearestNeighbours;
import java.util.Arrays;

/**
 * The joint probabilities P of t-SNE over nearest neighbours: p_ij = (p_j|i + p_i|j)/2n, with
 * Gaussian p_j|i whose width gives every point the same perplexity (van der Maaten 2014).
 *
 * <p>Laid out for vectors of sixteen rows: rows sorted by length, sixteen together, entry after
 * entry, shorter rows filled up with p = 0. Sums over a row then need no sum over lanes.
 */
final class Affinities {
  static final int GROUP = 16;

  private final int count;
  private final int[] rows;
  private final int[] starts;
  private final int[] columns;
  private final float[] values;
  private final double recall;

  private Affinities(
      int count, int[] rows, int[] starts, int[] columns, float[] values, double recall) {
    this.recall = recall;
    this.count = count;
    this.rows = rows;
    this.starts = starts;
    this.columns = columns;
    this.values = values;
  }

  static Affinities of(Points points, double perplexity, Workers workers) {
    int n = points.count();
    int k = (int) Math.min(n - 1, Math.ceil(3 * perplexity));
    return of(NearestNeighbours.ofMany(points, k, workers), perplexity, workers);
  }

  static Affinities of(NearestNeighbours near, double perplexity, Workers workers) {
    int n = near.count();
    int k = near.k();
    if (!(perplexity >= 1) || perplexity > k) {
      throw new IllegalArgumentException(
          "perplexity %s needs 1 ≤ perplexity ≤ %d neighbours of %d points"
              .formatted(perplexity, k, n));
    }
    float[] conditional = new float[Math.multiplyExact(n, k)];
    workers.each(
        (n + 1023) / 1024,
        piece -> {
          double[] row = new double[k];
          for (int i = piece * 1024; i < Math.min(n, (piece + 1) * 1024); i++) {
            calibrate(near, i, Math.log(perplexity), row);
            for (int r = 0; r < k; r++) {
              conditional[i * k + r] = (float) row[r];
            }
          }
        });
    return symmetric(near, conditional);
  }

  /** Finds β so that the entropy of p ∝ exp(−β d²) is {@code target}, by bisection. */
  private static void calibrate(NearestNeighbours near, int i, double target, double[] p) {
    double nearest = near.squaredDistance(i, 0);
    double low = 0;
    double high = Double.POSITIVE_INFINITY;
    double beta = 1;
    for (int step = 0; step < 100; step++) {
      double sum = 0;
      double weighted = 0;
      for (int r = 0; r < p.length; r++) {
        double d = near.squaredDistance(i, r) - nearest;
        p[r] = Math.exp(-beta * d);
        sum += p[r];
        weighted += d * p[r];
      }
      double entropy = Math.log(sum) + beta * weighted / sum;
      for (int r = 0; r < p.length; r++) {
        p[r] /= sum;
      }
      if (Math.abs(entropy - target) < 1e-5) {
        return;
      }
      if (entropy > target) {
        low = beta;
        beta = high == Double.POSITIVE_INFINITY ? beta * 2 : (low + high) / 2;
      } else {
        high = beta;
        beta = (low + high) / 2;
      }
    }
  }

  private static Affinities symmetric(NearestNeighbours near, float[] conditional) {
    int n = near.count();
    Merge merge = new Merge(near, conditional);
    int[] lengths = new int[n];
    for (int i = 0; i < n; i++) {
      lengths[i] = merge.row(i);
    }
    int groups = (n + GROUP - 1) / GROUP;
    int[] rows = new int[groups * GROUP];
    long[] order = new long[n];
    Arrays.setAll(order, i -> (long) (Integer.MAX_VALUE - lengths[i]) << 32 | i);
    Arrays.sort(order);
    Arrays.setAll(rows, i -> (int) order[Math.min(i, n - 1)]);
    int[] starts = new int[groups + 1];
    for (int g = 0; g < groups; g++) {
      starts[g + 1] = Math.addExact(starts[g], Math.multiplyExact(lengths[rows[g * GROUP]], GROUP));
    }
    int[] columns = new int[starts[groups]];
    float[] values = new float[starts[groups]];
    float scale = 1f / (2f * n);
    for (int at = 0; at < rows.length; at++) {
      int start = starts[at / GROUP] + at % GROUP;
      int length = (starts[at / GROUP + 1] - starts[at / GROUP]) / GROUP;
      int own = at < n ? merge.row(rows[at]) : 0;
      for (int e = 0; e < length; e++) {
        columns[start + e * GROUP] = e < own ? merge.columns[e] : rows[at];
        values[start + e * GROUP] = e < own ? merge.values[e] * scale : 0;
      }
    }
    return new Affinities(n, rows, starts, columns, values, near.recall());
  }

  /** One row at a time of C + Cᵀ, columns ascending. */
  private static final class Merge {
    private final int k;
    private final NearestNeighbours near;
    private final float[] conditional;
    private final int[] inStarts;
    private final int[] inRows;
    private final float[] inValues;
    private final long[] own;
    private int[] columns = new int[16];
    private float[] values = new float[16];

    Merge(NearestNeighbours near, float[] conditional) {
      this.near = near;
      this.k = near.k();
      this.conditional = conditional;
      int n = near.count();
      this.own = new long[k];
      this.inStarts = new int[n + 1];
      this.inRows = new int[conditional.length];
      this.inValues = new float[conditional.length];
      for (int i = 0; i < n; i++) {
        for (int r = 0; r < k; r++) {
          inStarts[near.index(i, r) + 1]++;
        }
      }
      for (int i = 0; i < n; i++) {
        inStarts[i + 1] += inStarts[i];
      }
      int[] at = Arrays.copyOf(inStarts, n);
      for (int i = 0; i < n; i++) {
        for (int r = 0; r < k; r++) {
          int to = at[near.index(i, r)]++;
          inRows[to] = i;
          inValues[to] = conditional[i * k + r];
        }
      }
    }

    int row(int i) {
      for (int r = 0; r < k; r++) {
        own[r] = (long) near.index(i, r) << 32 | r;
      }
      Arrays.sort(own);
      int in = inStarts[i];
      int inEnd = inStarts[i + 1];
      if (columns.length < k + inEnd - in) {
        columns = new int[2 * (k + inEnd - in)];
        values = new float[columns.length];
      }
      int size = 0;
      int out = 0;
      while (out < k || in < inEnd) {
        int a = out < k ? (int) (own[out] >>> 32) : Integer.MAX_VALUE;
        int b = in < inEnd ? inRows[in] : Integer.MAX_VALUE;
        float value = a <= b ? conditional[i * k + (int) own[out++]] : 0;
        value += b <= a ? inValues[in++] : 0;
        columns[size] = Math.min(a, b);
        values[size++] = value;
      }
      return size;
    }
  }

  int count() {
    return count;
  }

  /** Of the neighbours that they were made from. */
  double recall() {
    return recall;
  }

  int groups() {
    return starts.length - 1;
  }

  /** Point of each (group, lane); the last group repeats the last point, with p = 0. */
  int[] rows() {
    return rows;
  }

  int start(int group) {
    return starts[group];
  }

  int[] columns() {
    return columns;
  }

  float[] values() {
    return values;
  }

  /** Whether the last lanes are fillers. */
  boolean isFiller(int at) {
    return at >= count;
  }

  /** Σ p log p. */
  double negativeEntropy() {
    double sum = 0;
    for (float p : values) {
      sum += p > 0 ? p * Math.log(p) : 0;
    }
    return sum;
  }

  /** Σ p, 1 but for rounding. */
  double total() {
    double sum = 0;
    for (float p : values) {
      sum += p;
    }
    return sum;
  }
}
