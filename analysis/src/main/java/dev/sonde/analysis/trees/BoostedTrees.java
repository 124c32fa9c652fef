package dev.sonde.analysis.trees;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Regression by gradient-boosted trees (Friedman 2001, with his stochastic variant of 2002): each
 * small tree is grown on what the ones before it have left over, on a part of the points and with a
 * part of the dimensions, and a share of it is added. Values are cut into bins by quantiles, as
 * LightGBM does, so a tree costs depth · dimensions · points.
 */
public final class BoostedTrees {

  /** Bins of a dimension. */
  private static final int BINS = 64;

  private final double start;
  private final float[][] cuts;
  private final List<RegressionTree> trees;
  private final double share;
  private final double[] gains;

  /**
   * @param trees how many
   * @param depth of each
   * @param share of each tree that is added
   * @param fewest points in a leaf
   * @param points share of the points that a tree is grown on
   * @param dimensions share of the dimensions that a tree may cut
   * @param seed of both shares
   */
  public record Settings(
      int trees, int depth, double share, int fewest, double points, double dimensions, long seed) {
    public Settings {
      if (trees < 1 || depth < 1 || depth > 12 || fewest < 1) {
        throw new IllegalArgumentException(trees + " trees of depth " + depth);
      }
      if (!(share > 0 && points > 0 && points <= 1 && dimensions > 0 && dimensions <= 1)) {
        throw new IllegalArgumentException("shares lie above 0, and up to 1");
      }
    }

    /** 300 trees of depth 4, a twentieth of each, on 80 % of the points and half of the columns. */
    public static Settings defaults() {
      return new Settings(300, 4, .05, 3, .8, .5, 1);
    }

    public Settings withSeed(long value) {
      return new Settings(trees, depth, share, fewest, points, dimensions, value);
    }

    public Settings withDimensions(double value) {
      return new Settings(trees, depth, share, fewest, points, value, seed);
    }
  }

  private BoostedTrees(double start, float[][] cuts, double share, int dimensions) {
    this.start = start;
    this.cuts = cuts;
    this.share = share;
    this.trees = new ArrayList<>();
    this.gains = new double[dimensions];
  }

  /**
   * Learns to predict.
   *
   * @param rows [points × dimensions], finite
   * @param targets one per point
   */
  public static BoostedTrees of(double[][] rows, double[] targets, Settings settings) {
    int n = rows.length;
    if (n == 0 || targets.length != n) {
      throw new IllegalArgumentException(n + " points, " + targets.length + " targets");
    }
    int d = rows[0].length;
    float[][] cuts = new float[d][];
    byte[][] bins = new byte[d][n];
    for (int k = 0; k < d; k++) {
      cuts[k] = cuts(rows, k);
      for (int i = 0; i < n; i++) bins[k][i] = (byte) bin(cuts[k], rows[i][k]);
    }
    double mean = Arrays.stream(targets).average().orElse(0);
    BoostedTrees boosted = new BoostedTrees(mean, cuts, settings.share, d);
    double[] left = new double[n];
    for (int i = 0; i < n; i++) left[i] = targets[i] - mean;
    SplittableRandom random = new SplittableRandom(settings.seed);
    for (int t = 0; t < settings.trees; t++) {
      int[] points = drawn(n, settings.points, random);
      int[] dimensions = drawn(d, settings.dimensions, random);
      RegressionTree tree =
          RegressionTree.grow(bins, BINS, left, points, dimensions, settings, boosted.gains);
      boosted.trees.add(tree);
      for (int i = 0; i < n; i++) left[i] -= settings.share * tree.value(bins, i);
    }
    return boosted;
  }

  /**
   * Values between quantiles and what lies below them, each once. Where a quantile lies among equal
   * values the cut is below all of them: a column of two values has its one cut.
   */
  private static float[] cuts(double[][] rows, int k) {
    float[] sorted = new float[rows.length];
    for (int i = 0; i < sorted.length; i++) sorted[i] = (float) rows[i][k];
    Arrays.sort(sorted);
    float[] cuts = new float[BINS - 1];
    int count = 0;
    for (int b = 1; b < BINS; b++) {
      int at = (int) ((long) b * sorted.length / BINS);
      while (at > 0 && sorted[at] == sorted[at - 1]) at--;
      if (at == 0) continue;
      float cut = (sorted[at] + sorted[at - 1]) / 2;
      if (count == 0 || cut > cuts[count - 1]) cuts[count++] = cut;
    }
    return Arrays.copyOf(cuts, count);
  }

  /** How many cuts lie at or below a value. */
  private static int bin(float[] cuts, double value) {
    int found = Arrays.binarySearch(cuts, (float) value);
    return found >= 0 ? found + 1 : -found - 1;
  }

  /** Some of 0 … n−1, at least one, ascending. */
  private static int[] drawn(int n, double share, SplittableRandom random) {
    int count = Math.max(1, (int) Math.round(share * n));
    int[] all = new int[n];
    Arrays.setAll(all, i -> i);
    for (int i = 0; i < count; i++) {
      int other = random.nextInt(i, n);
      int kept = all[i];
      all[i] = all[other];
      all[other] = kept;
    }
    int[] some = Arrays.copyOf(all, count);
    Arrays.sort(some);
    return some;
  }

  /** What it predicts for a point. */
  public double predict(double[] row) {
    byte[][] bins = new byte[row.length][1];
    for (int k = 0; k < row.length; k++) bins[k][0] = (byte) bin(cuts[k], row[k]);
    double sum = start;
    for (RegressionTree tree : trees) sum += share * tree.value(bins, 0);
    return sum;
  }

  /** Each dimension's share in what all cuts took off the squared error; sums to 1, or is 0. */
  public double[] importance() {
    double sum = Arrays.stream(gains).sum();
    return Arrays.stream(gains).map(gain -> sum > 0 ? gain / sum : 0).toArray();
  }
}
