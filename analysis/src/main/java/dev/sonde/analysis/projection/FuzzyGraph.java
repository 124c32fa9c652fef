package dev.sonde.analysis.projection;

import dev.sonde.analysis.kernel.Workers;
import dev.sonde.analysis.neighbours.NearestNeighbours;
import java.util.Arrays;

/**
 * UMAP's fuzzy simplicial set: how surely two points are neighbours. From i the sureness of its
 * nearest neighbour is 1 and falls off exponentially, at a rate that gives every point log₂ k
 * neighbours; from both sides together it is a + b − ab.
 *
 * <p>Rows of neighbours, each edge in both its rows.
 */
final class FuzzyGraph {
  private static final double LEAST_SCALE = 1e-3;

  private final int[] starts;
  private final int[] columns;
  private final float[] weights;

  private FuzzyGraph(int[] starts, int[] columns, float[] weights) {
    this.starts = starts;
    this.columns = columns;
    this.weights = weights;
  }

  /**
   * @param near the neighbours but for the point itself, which counts as one more
   */
  static FuzzyGraph of(NearestNeighbours near, Workers workers) {
    int n = near.count();
    int k = near.k();
    double mean = mean(near);
    float[] directed = new float[n * k];
    workers.each(
        (n + 1023) / 1024,
        piece -> {
          for (int i = piece * 1024; i < Math.min(n, (piece + 1) * 1024); i++) {
            sureness(near, i, mean, directed);
          }
        });
    return symmetric(near, directed);
  }

  private static double mean(NearestNeighbours near) {
    double sum = 0;
    for (int i = 0; i < near.count(); i++) {
      for (int r = 0; r < near.k(); r++) {
        sum += near.distance(i, r);
      }
    }
    return sum / near.count() / (near.k() + 1);
  }

  /** Bisection for σ in Σ exp(−(d − ρ)/σ) = log₂ k, where ρ is the nearest distance above 0. */
  private static void sureness(NearestNeighbours near, int i, double mean, float[] directed) {
    int k = near.k();
    double target = Math.log(k + 1) / Math.log(2);
    double rho = 0;
    double own = 0;
    for (int r = 0; r < k; r++) {
      double d = near.distance(i, r);
      rho = rho == 0 ? d : rho;
      own += d / (k + 1);
    }
    double low = 0;
    double high = Double.POSITIVE_INFINITY;
    double sigma = 1;
    for (int step = 0; step < 64; step++) {
      double sum = 0;
      for (int r = 0; r < k; r++) {
        sum += Math.exp(-Math.max(0, near.distance(i, r) - rho) / sigma);
      }
      if (Math.abs(sum - target) < 1e-5) {
        break;
      }
      if (sum > target) {
        high = sigma;
        sigma = (low + high) / 2;
      } else {
        low = sigma;
        sigma = high == Double.POSITIVE_INFINITY ? 2 * sigma : (low + high) / 2;
      }
    }
    sigma = Math.max(sigma, LEAST_SCALE * (rho > 0 ? own : mean));
    for (int r = 0; r < k; r++) {
      double beyond = near.distance(i, r) - rho;
      directed[i * k + r] = beyond <= 0 || sigma == 0 ? 1 : (float) Math.exp(-beyond / sigma);
    }
  }

  private static FuzzyGraph symmetric(NearestNeighbours near, float[] directed) {
    int n = near.count();
    int k = near.k();
    long[][] rows = new long[n][];
    int[] sizes = new int[n];
    for (int i = 0; i < n; i++) {
      rows[i] = new long[k];
    }
    for (int i = 0; i < n; i++) {
      for (int r = 0; r < k; r++) {
        float weight = directed[i * k + r];
        if (weight > 0) {
          add(rows, sizes, i, near.index(i, r), weight);
          add(rows, sizes, near.index(i, r), i, weight);
        }
      }
    }
    int[] starts = new int[n + 1];
    int[] columns = new int[Arrays.stream(sizes).sum()];
    float[] weights = new float[columns.length];
    int at = 0;
    for (int i = 0; i < n; i++) {
      Arrays.sort(rows[i], 0, sizes[i]);
      for (int e = 0; e < sizes[i]; e++) {
        int column = (int) (rows[i][e] >>> 32);
        float weight = Float.intBitsToFloat((int) rows[i][e]);
        if (at > starts[i] && columns[at - 1] == column) {
          weights[at - 1] += weight - weights[at - 1] * weight;
        } else {
          columns[at] = column;
          weights[at++] = weight;
        }
      }
      starts[i + 1] = at;
    }
    return new FuzzyGraph(starts, Arrays.copyOf(columns, at), Arrays.copyOf(weights, at));
  }

  private static void add(long[][] rows, int[] sizes, int i, int j, float weight) {
    if (sizes[i] == rows[i].length) {
      rows[i] = Arrays.copyOf(rows[i], 2 * rows[i].length);
    }
    rows[i][sizes[i]++] = (long) j << 32 | Float.floatToRawIntBits(weight);
  }

  int count() {
    return starts.length - 1;
  }

  int start(int point) {
    return starts[point];
  }

  int column(int edge) {
    return columns[edge];
  }

  float weight(int edge) {
    return weights[edge];
  }

  int edges() {
    return columns.length;
  }

  float heaviest() {
    float most = 0;
    for (float weight : weights) {
      most = Math.max(most, weight);
    }
    return most;
  }
}
