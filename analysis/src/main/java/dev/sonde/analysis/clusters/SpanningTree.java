package dev.sonde.analysis.clusters;

import dev.sonde.analysis.neighbours.Walk;

/** The dendrogram of single linkage out of a walk's edges. */
final class SpanningTree {
  private SpanningTree() {}

  static Dendrogram of(Walk walk, int n) {
    int[] a = new int[Math.max(0, n - 1)];
    int[] b = new int[a.length];
    double[] height = new double[a.length];
    for (int step = 1; step < n; step++) {
      int point = walk.order(step);
      a[step - 1] = walk.predecessor(point);
      b[step - 1] = point;
      height[step - 1] = Math.sqrt(walk.squared(point));
    }
    return Dendrogram.of(n, a, b, height);
  }
}
