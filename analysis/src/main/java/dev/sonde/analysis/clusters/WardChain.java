package dev.sonde.analysis.clusters;

import dev.sonde.analysis.kernel.Points;
import dev.sonde.analysis.kernel.Workers;
import java.util.Arrays;

/**
 * Ward's hierarchy by the chain of nearest neighbours: from any cluster to its nearest, from there
 * to its nearest, until two are each other's nearest; these merge. Every merge found so belongs to
 * the hierarchy, only not in its order.
 *
 * <p>Centres stand dimension after dimension, so that the distances to all clusters are a few plain
 * loops that the compiler vectorises; clusters that have merged are squeezed out now and then.
 */
final class WardChain {
  /** Clusters per piece of a search; with fewer pieces than two one thread searches alone. */
  private static final int PIECE = 4096;

  private final int n;
  private final int d;
  private final Workers workers;
  private final float[][] centres;
  private final double[] sizes;
  private final int[] points;
  private int living;
  private int used;
  private final float[] squared;

  private WardChain(Points from, Workers workers) {
    this.n = from.count();
    this.d = from.dimensions();
    this.workers = workers;
    this.centres = new float[d][n];
    for (int k = 0; k < d; k++) {
      for (int i = 0; i < n; i++) {
        centres[k][i] = from.at(i, k);
      }
    }
    this.sizes = new double[n];
    Arrays.fill(sizes, 1);
    this.points = new int[n];
    Arrays.setAll(points, i -> i);
    this.living = n;
    this.used = n;
    this.squared = new float[n];
  }

  static Dendrogram of(Points points, Workers workers) {
    return new WardChain(points, workers).run();
  }

  private Dendrogram run() {
    int[] a = new int[Math.max(0, n - 1)];
    int[] b = new int[a.length];
    double[] height = new double[a.length];
    int[] chain = new int[n];
    int length = 0;
    for (int merge = 0; merge < a.length; ) {
      if (length == 0) {
        if (living * 2 < used) {
          squeeze();
        }
        chain[length++] = first();
      }
      int top = chain[length - 1];
      int before = length > 1 ? chain[length - 2] : -1;
      int nearest = nearest(top, before);
      if (nearest != before) {
        chain[length++] = nearest;
        continue;
      }
      length -= 2;
      a[merge] = points[top];
      b[merge] = points[before];
      height[merge++] = Math.sqrt(distance(top, before));
      join(Math.min(top, before), Math.max(top, before));
    }
    return Dendrogram.of(n, a, b, height);
  }

  private int first() {
    int at = 0;
    while (sizes[at] == 0) {
      at++;
    }
    return at;
  }

  private double distance(int a, int b) {
    double sum = 0;
    for (int k = 0; k < d; k++) {
      double difference = (double) centres[k][a] - centres[k][b];
      sum += difference * difference;
    }
    return 2 * sizes[a] * sizes[b] / (sizes[a] + sizes[b]) * sum;
  }

  /** The nearest cluster; {@code preferred} if it is as near as any. */
  private int nearest(int of, int preferred) {
    int pieces = (used + PIECE - 1) / PIECE;
    int[] best = new int[pieces];
    workers.each(
        pieces,
        piece -> best[piece] = nearest(of, piece * PIECE, Math.min(used, piece * PIECE + PIECE)));
    int nearest = preferred;
    double least = preferred < 0 ? Double.POSITIVE_INFINITY : distance(of, preferred);
    for (int candidate : best) {
      if (candidate >= 0 && distance(of, candidate) < least) {
        least = distance(of, candidate);
        nearest = candidate;
      }
    }
    return nearest;
  }

  private int nearest(int of, int from, int to) {
    Arrays.fill(squared, from, to, 0);
    for (int k = 0; k < d; k++) {
      add(centres[k], centres[k][of], squared, from, to);
    }
    int nearest = -1;
    double least = Double.POSITIVE_INFINITY;
    double own = sizes[of];
    for (int i = from; i < to; i++) {
      double weighted = 2 * own * sizes[i] / (own + sizes[i]) * squared[i];
      if (weighted < least && sizes[i] > 0 && i != of) {
        least = weighted;
        nearest = i;
      }
    }
    return nearest;
  }

  private static void add(float[] values, float value, float[] sums, int from, int to) {
    for (int i = from; i < to; i++) {
      float difference = values[i] - value;
      sums[i] += difference * difference;
    }
  }

  private void join(int into, int gone) {
    double a = sizes[into];
    double b = sizes[gone];
    for (int k = 0; k < d; k++) {
      centres[k][into] = (float) ((a * centres[k][into] + b * centres[k][gone]) / (a + b));
    }
    sizes[into] = a + b;
    sizes[gone] = 0;
    living--;
  }

  /** Only while the chain is empty: places change. */
  private void squeeze() {
    int to = 0;
    for (int i = 0; i < used; i++) {
      if (sizes[i] > 0) {
        sizes[to] = sizes[i];
        points[to] = points[i];
        for (int k = 0; k < d; k++) {
          centres[k][to] = centres[k][i];
        }
        to++;
      }
    }
    used = to;
  }
}
