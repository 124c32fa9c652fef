package dev.sonde.analysis.trees;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.SplittableRandom;

/** One tree while it grows; what remains of it are its importances. */
final class Tree {
  /** A dimension that varies less than this in a node is constant there (as in scikit-learn). */
  private static final float LEAST_RANGE = 1e-7f;

  private final Columns columns;
  private final int tried;
  private final SplittableRandom random;
  private final int classes;
  private final int[] sizes;

  /** All points; a node owns a stretch of it, sorted by class. */
  private final int[] points;

  private final int[] moved;
  private final float[] seen;

  /** The dimensions, those known to be constant in the node first. */
  private final int[] dimensions;

  private final int[] constants;
  private final double[] decrease;
  private final int[] left;
  private final int[] bestLeft;
  private int bestDimension;
  private float bestCut;
  private double bestGain;
  private int depth;
  private long nodes;

  /** A node that is still to be split. */
  private static final class Node {
    final int from;
    final int count;
    final int[] sizes;
    final int constants;
    final int depth;

    /**
     * @param from where its stretch begins
     * @param sizes points of each class
     * @param constants how many dimensions are known to be constant
     */
    Node(int from, int[] sizes, int constants, int depth) {
      this.from = from;
      this.sizes = sizes;
      this.count = Arrays.stream(sizes).sum();
      this.constants = constants;
      this.depth = depth;
    }
  }

  Tree(Columns columns, ClassOrder order, int tried, long seed) {
    this.columns = columns;
    this.tried = tried;
    this.random = new SplittableRandom(seed);
    this.sizes = order.sizes();
    this.classes = sizes.length;
    this.points = order.points();
    this.moved = new int[points.length];
    this.seen = new float[points.length];
    this.dimensions = new int[columns.dimensions()];
    Arrays.setAll(dimensions, k -> k);
    this.constants = new int[dimensions.length];
    this.decrease = new double[dimensions.length];
    this.left = new int[classes];
    this.bestLeft = new int[classes];
  }

  int depth() {
    return depth;
  }

  long nodes() {
    return nodes;
  }

  /** Adds each dimension's share in this tree's decrease of impurity. */
  void addImportance(double[] sum) {
    double all = Arrays.stream(decrease).sum();
    for (int k = 0; k < sum.length && all > 0; k++) {
      sum[k] += decrease[k] / all;
    }
  }

  void grow() {
    Deque<Node> open = new ArrayDeque<>();
    open.push(new Node(0, sizes, 0, 0));
    while (!open.isEmpty()) {
      Node node = open.pop();
      nodes++;
      depth = Math.max(depth, node.depth);
      if (isPure(node)) {
        continue;
      }
      int known = search(node);
      if (bestDimension < 0) {
        continue;
      }
      split(node);
      int[] lefts = bestLeft.clone();
      int[] rights = new int[classes];
      int leftCount = 0;
      for (int c = 0; c < classes; c++) {
        rights[c] = node.sizes[c] - lefts[c];
        leftCount += lefts[c];
      }
      double within = impurity(lefts, leftCount) + impurity(rights, node.count - leftCount);
      decrease[bestDimension] += (impurity(node.sizes, node.count) - within) / points.length;
      open.push(new Node(node.from + leftCount, rights, known, node.depth + 1));
      open.push(new Node(node.from, lefts, known, node.depth + 1));
    }
  }

  private static boolean isPure(Node node) {
    for (int size : node.sizes) {
      if (size > 0) {
        return size == node.count;
      }
    }
    return true;
  }

  /** Gini's impurity times the number of points. */
  private static double impurity(int[] sizes, int count) {
    return count - gathered(sizes, count);
  }

  /** Σ n_c² / n: the larger, the purer. */
  private static double gathered(int[] sizes, int count) {
    double squares = 0;
    for (int size : sizes) {
      squares += (double) size * size;
    }
    return count > 0 ? squares / count : 0;
  }

  /**
   * Draws dimensions without putting back until enough were seen and one of them was not constant;
   * leaves the best cut in the fields. Which dimensions are constant is handed down, so that none
   * is found out twice on one path.
   *
   * @return how many dimensions are now known to be constant
   */
  private int search(Node node) {
    bestDimension = -1;
    bestGain = Double.NEGATIVE_INFINITY;
    int known = node.constants;
    int total = known;
    int found = 0;
    int drawn = 0;
    int open = dimensions.length;
    for (int visited = 0;
        open > total && (visited < tried || visited <= found + drawn);
        visited++) {
      int at = random.nextInt(drawn, open - found);
      if (at < known) {
        swap(at, drawn++);
        continue;
      }
      at += found;
      if (tryCut(node, dimensions[at])) {
        swap(--open, at);
      } else {
        swap(at, total++);
        found++;
      }
    }
    System.arraycopy(constants, 0, dimensions, 0, known);
    System.arraycopy(dimensions, known, constants, known, found);
    return total;
  }

  private void swap(int a, int b) {
    int dimension = dimensions[a];
    dimensions[a] = dimensions[b];
    dimensions[b] = dimension;
  }

  /** Cuts at random; false if the dimension is constant in the node. */
  private boolean tryCut(Node node, int dimension) {
    float[] column = columns.column(dimension);
    int n = node.count;
    float low = column[points[node.from]];
    float high = low;
    for (int i = 0; i < n; i++) {
      float value = column[points[node.from + i]];
      seen[i] = value;
      if (value < low) {
        low = value;
      } else if (value > high) {
        high = value;
      }
    }
    if (high <= low + LEAST_RANGE) {
      return false;
    }
    float cut = (float) random.nextDouble(low, high);
    if (cut == high) {
      cut = low;
    }
    int leftCount = 0;
    int from = 0;
    for (int c = 0; c < classes; c++) {
      int to = from + node.sizes[c];
      left[c] = atMost(seen, from, to, cut);
      leftCount += left[c];
      from = to;
    }
    if (leftCount > 0 && leftCount < n) {
      compare(node, dimension, cut, leftCount);
    }
    return true;
  }

  private static int atMost(float[] values, int from, int to, float cut) {
    int count = 0;
    for (int i = from; i < to; i++) {
      count += values[i] <= cut ? 1 : 0;
    }
    return count;
  }

  private void compare(Node node, int dimension, float cut, int leftCount) {
    double squares = 0;
    for (int c = 0; c < classes; c++) {
      double right = (double) node.sizes[c] - left[c];
      squares += right * right;
    }
    double gain = gathered(left, leftCount) + squares / (node.count - leftCount);
    if (gain > bestGain) {
      bestGain = gain;
      bestDimension = dimension;
      bestCut = cut;
      System.arraycopy(left, 0, bestLeft, 0, classes);
    }
  }

  /** Points left of the best cut first; both sides stay sorted by class. */
  private void split(Node node) {
    float[] column = columns.column(bestDimension);
    int to = node.from + node.count;
    int lefts = node.from;
    int rights = 0;
    for (int i = node.from; i < to; i++) {
      int point = points[i];
      if (column[point] <= bestCut) {
        points[lefts++] = point;
      } else {
        moved[rights++] = point;
      }
    }
    System.arraycopy(moved, 0, points, lefts, rights);
  }
}
