package dev.sonde.analysis.trees;

/**
 * Points sorted by class. Nodes keep this order, so that how many of a class lie left of a cut is a
 * count over a stretch, and no label is ever read.
 */
final class ClassOrder {
  private final int[] points;
  private final int[] sizes;

  private ClassOrder(int[] points, int[] sizes) {
    this.points = points;
    this.sizes = sizes;
  }

  static ClassOrder of(int[] labels, int classes) {
    int[] sizes = new int[classes];
    for (int label : labels) {
      sizes[label]++;
    }
    int[] next = new int[classes];
    for (int c = 1; c < classes; c++) {
      next[c] = next[c - 1] + sizes[c - 1];
    }
    int[] points = new int[labels.length];
    for (int i = 0; i < labels.length; i++) {
      points[next[labels[i]]++] = i;
    }
    return new ClassOrder(points, sizes);
  }

  /** A copy of the points' indices, class after class. */
  int[] points() {
    return points.clone();
  }

  /** A copy of how many points each class has. */
  int[] sizes() {
    return sizes.clone();
  }
}
