package dev.sonde.analysis.trees;

import java.util.Arrays;

/** A tree of cuts at bins that predicts means; grown level by level to lower the squared error. */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record RegressionTree(int[] dimension, int[] bin, double[] mean) {

  /** In {@link #dimension}: a leaf. */
  private static final int LEAF = -1;

  /** A cut must take off more than rounding does. */
  private static final double LEAST_GAIN = 1e-12;

  /**
   * Node i has the children 2i + 1 (bins below the cut) and 2i + 2.
   *
   * @param bins [dimensions × points]
   * @param gains each dimension's decrease of the squared error is added to it
   */
  static RegressionTree grow(
      byte[][] bins,
      int binCount,
      double[] targets,
      int[] points,
      int[] dimensions,
      BoostedTrees.Settings settings,
      double[] gains) {
    int size = (1 << (settings.depth() + 1)) - 1;
    RegressionTree tree = new RegressionTree(new int[size], new int[size], new double[size]);
    Arrays.fill(tree.dimension, LEAF);
    int[] node = new int[targets.length];
    double[] sums = new double[size];
    int[] counts = new int[size];
    for (int point : points) {
      sums[0] += targets[point];
      counts[0]++;
    }
    tree.mean[0] = sums[0] / counts[0];
    for (int level = 0; level < settings.depth(); level++) {
      int first = (1 << level) - 1;
      Search search = new Search(first, 1 << level, binCount, sums, counts, settings.fewest());
      for (int k : dimensions) search.in(k, bins[k], targets, points, node);
      if (!search.apply(tree, sums, counts, gains)) break;
      for (int point : points) {
        int at = node[point];
        int k = tree.dimension[at];
        if (at >= first && k != LEAF) node[point] = tree.child(at, bins[k][point]);
      }
    }
    return tree;
  }

  private int child(int at, int value) {
    return value < bin[at] ? 2 * at + 1 : 2 * at + 2;
  }

  double value(byte[][] bins, int point) {
    int at = 0;
    while (dimension[at] != LEAF) at = child(at, bins[dimension[at]][point]);
    return mean[at];
  }

  /** The best cut of every node of one level. */
  private static final class Search {
    private final int first;
    private final int nodes;
    private final int bins;
    private final double[] nodeSums;
    private final int[] nodeCounts;
    private final int fewest;
    private final double[] sums;
    private final int[] counts;
    private final double[] gain;
    private final int[] dimension;
    private final int[] cut;
    private final double[] leftSum;
    private final int[] leftCount;

    Search(int first, int nodes, int bins, double[] nodeSums, int[] nodeCounts, int fewest) {
      this.first = first;
      this.nodes = nodes;
      this.bins = bins;
      this.nodeSums = nodeSums;
      this.nodeCounts = nodeCounts;
      this.fewest = fewest;
      sums = new double[nodes * bins];
      counts = new int[nodes * bins];
      gain = new double[nodes];
      dimension = new int[nodes];
      cut = new int[nodes];
      leftSum = new double[nodes];
      leftCount = new int[nodes];
      Arrays.fill(dimension, LEAF);
    }

    void in(int k, byte[] column, double[] targets, int[] points, int[] node) {
      Arrays.fill(sums, 0);
      Arrays.fill(counts, 0);
      for (int point : points) {
        if (node[point] < first) continue; // it ended in a leaf above
        int at = (node[point] - first) * bins + column[point];
        sums[at] += targets[point];
        counts[at]++;
      }
      for (int n = 0; n < nodes; n++) best(k, n);
    }

    private void best(int k, int n) {
      double all = nodeSums[first + n];
      int count = nodeCounts[first + n];
      if (count < 2 * fewest) return;
      double left = 0;
      int lefts = 0;
      for (int b = 1; b < bins; b++) {
        left += sums[n * bins + b - 1];
        lefts += counts[n * bins + b - 1];
        int rights = count - lefts;
        if (lefts < fewest || rights < fewest) continue;
        double right = all - left;
        double taken = left * left / lefts + right * right / rights - all * all / count;
        if (taken > gain[n] + LEAST_GAIN) {
          gain[n] = taken;
          dimension[n] = k;
          cut[n] = b;
          leftSum[n] = left;
          leftCount[n] = lefts;
        }
      }
    }

    /** Cuts; false if no node could be. */
    boolean apply(RegressionTree tree, double[] allSums, int[] allCounts, double[] gains) {
      boolean any = false;
      for (int n = 0; n < nodes; n++) {
        if (dimension[n] == LEAF) continue;
        any = true;
        int at = first + n;
        tree.dimension[at] = dimension[n];
        tree.bin[at] = cut[n];
        gains[dimension[n]] += gain[n];
        int left = 2 * at + 1;
        allSums[left] = leftSum[n];
        allCounts[left] = leftCount[n];
        allSums[left + 1] = allSums[at] - leftSum[n];
        allCounts[left + 1] = allCounts[at] - leftCount[n];
        tree.mean[left] = allSums[left] / allCounts[left];
        tree.mean[left + 1] = allSums[left + 1] / allCounts[left + 1];
      }
      return any;
    }
  }
}
