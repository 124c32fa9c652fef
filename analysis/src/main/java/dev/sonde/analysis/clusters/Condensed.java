package dev.sonde.analysis.clusters;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * The condensed tree of HDBSCAN*: from the root down, a split into two parts of at least {@code
 * smallest} points makes two new clusters; smaller parts fall out of their cluster as single points
 * at the density (1/height) of the split.
 */
final class Condensed {
  private final Dendrogram tree;
  private final int n;
  private final int smallest;
  private final int[] size;
  private final List<Cluster> clusters = new ArrayList<>();
  private final int[] clusterOfPoint;

  /** A cluster of the condensed tree; {@code stability} is its excess of mass. */
  private static final class Cluster {
    private final int parent;
    private final double born;
    private final List<Integer> children = new ArrayList<>();
    private double stability;
    private boolean selected;

    Cluster(int parent, double born) {
      this.parent = parent;
      this.born = born;
    }
  }

  Condensed(Dendrogram tree, int smallest) {
    this.tree = tree;
    this.n = tree.points();
    this.smallest = smallest;
    this.size = new int[n + tree.merges()];
    this.clusterOfPoint = new int[n];
    Arrays.fill(size, 0, n, 1);
    for (int m = 0; m < tree.merges(); m++) {
      size[n + m] = size[tree.left(m)] + size[tree.right(m)];
    }
  }

  int[] labels() {
    int[] labels = new int[n];
    Arrays.fill(labels, Labels.NOISE);
    if (n < 2) {
      return labels;
    }
    condense();
    select();
    return number(labels);
  }

  private void condense() {
    clusters.add(new Cluster(-1, 0));
    Deque<int[]> open = new ArrayDeque<>();
    open.push(new int[] {n + tree.merges() - 1, 0});
    while (!open.isEmpty()) {
      int[] next = open.pop();
      int merge = next[0] - n;
      int cluster = next[1];
      double density = 1 / tree.height(merge);
      int left = tree.left(merge);
      int right = tree.right(merge);
      boolean split = size[left] >= smallest && size[right] >= smallest;
      for (int side : new int[] {left, right}) {
        if (split) {
          leave(cluster, density, size[side]);
          clusters.get(cluster).children.add(clusters.size());
          clusters.add(new Cluster(cluster, density));
          open.push(new int[] {side, clusters.size() - 1});
        } else if (size[side] >= smallest) {
          open.push(new int[] {side, cluster});
        } else {
          leave(cluster, density, size[side]);
          drop(side, cluster);
        }
      }
    }
  }

  private void leave(int cluster, double density, int points) {
    Cluster c = clusters.get(cluster);
    // Equal points leave at infinite density; the difference of infinities is no gain.
    c.stability += density == c.born ? 0 : (density - c.born) * points;
  }

  private void drop(int node, int cluster) {
    Deque<Integer> open = new ArrayDeque<>();
    open.push(node);
    while (!open.isEmpty()) {
      int at = open.pop();
      if (at < n) {
        clusterOfPoint[at] = cluster;
      } else {
        open.push(tree.left(at - n));
        open.push(tree.right(at - n));
      }
    }
  }

  /** Children come after their parents, so backwards is upwards. */
  private void select() {
    double[] below = new double[clusters.size()];
    for (int c = clusters.size() - 1; c > 0; c--) {
      Cluster cluster = clusters.get(c);
      cluster.selected = cluster.children.isEmpty() || cluster.stability >= below[c];
      below[cluster.parent] += cluster.selected ? cluster.stability : below[c];
    }
  }

  /** The topmost selected cluster on each point's way up; numbers by first points. */
  private int[] number(int[] labels) {
    int[] top = new int[clusters.size()];
    Arrays.fill(top, -1);
    for (int c = 1; c < clusters.size(); c++) {
      int above = top[clusters.get(c).parent];
      top[c] = above >= 0 ? above : clusters.get(c).selected ? c : -1;
    }
    int[] number = new int[clusters.size()];
    Arrays.fill(number, -1);
    int next = 0;
    for (int i = 0; i < n; i++) {
      int c = top[clusterOfPoint[i]];
      if (c >= 0 && number[c] < 0) {
        number[c] = next++;
      }
      labels[i] = c < 0 ? Labels.NOISE : number[c];
    }
    return labels;
  }
}
