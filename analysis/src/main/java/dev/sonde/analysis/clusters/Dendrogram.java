package dev.sonde.analysis.clusters;

import java.util.Arrays;

/**
 * The merges of a hierarchical clustering, lowest first. Merge m joins nodes {@code left} and
 * {@code right} (points 0 … n−1, earlier merges n + their number) at {@code height}.
 */
public final class Dendrogram {
  private final int points;
  private final int[] left;
  private final int[] right;
  private final double[] height;

  private Dendrogram(int points, int[] left, int[] right, double[] height) {
    this.points = points;
    this.left = left;
    this.right = right;
    this.height = height;
  }

  /**
   * From edges between representatives, in any order: sorted by height (ties in the order given),
   * then joined.
   *
   * @param a a point of the one cluster
   * @param b a point of the other
   */
  static Dendrogram of(int points, int[] a, int[] b, double[] height) {
    Integer[] order = new Integer[height.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (i, j) -> Double.compare(height[i], height[j]));
    int[] root = new int[2 * points];
    Arrays.setAll(root, i -> i);
    Dendrogram tree =
        new Dendrogram(
            points, new int[order.length], new int[order.length], new double[order.length]);
    for (int m = 0; m < order.length; m++) {
      int one = find(root, a[order[m]]);
      int other = find(root, b[order[m]]);
      tree.left[m] = Math.min(one, other);
      tree.right[m] = Math.max(one, other);
      tree.height[m] = height[order[m]];
      root[one] = points + m;
      root[other] = points + m;
    }
    return tree;
  }

  private static int find(int[] root, int of) {
    int top = of;
    while (root[top] != top) {
      top = root[top];
    }
    for (int at = of; root[at] != top; ) {
      int next = root[at];
      root[at] = top;
      at = next;
    }
    return top;
  }

  public int points() {
    return points;
  }

  public int merges() {
    return height.length;
  }

  public int left(int merge) {
    return left[merge];
  }

  public int right(int merge) {
    return right[merge];
  }

  public double height(int merge) {
    return height[merge];
  }

  /**
   * The clusters that are left after all but k−1 merges, numbered by their first point; fewer than
   * k where more merges are at height 0, for equal points stay together.
   *
   * @param k 1 … points
   */
  public int[] cut(int k) {
    if (k < 1 || k > points) {
      throw new IllegalArgumentException(
          "cannot cut %d points into %d clusters".formatted(points, k));
    }
    int[] root = new int[points + merges()];
    Arrays.setAll(root, i -> i);
    for (int m = 0; m < merges() && (m < points - k || height[m] == 0); m++) {
      root[find(root, left[m])] = points + m;
      root[find(root, right[m])] = points + m;
    }
    int[] number = new int[root.length];
    Arrays.fill(number, -1);
    int[] labels = new int[points];
    int next = 0;
    for (int i = 0; i < points; i++) {
      int top = find(root, i);
      if (number[top] < 0) {
        number[top] = next++;
      }
      labels[i] = number[top];
    }
    return labels;
  }
}
