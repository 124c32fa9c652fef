package dev.sonde.analysis.groups;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Analysis of variance on a matrix of distances between runs (Anderson 2001, "A new method for
 * non-parametric multivariate analysis of variance"). With d the distances of the N runs in a
 * groups,
 *
 * <pre>
 * SS_T = Σ_{i&lt;j} d²ᵢⱼ / N      SS_W = Σ_g Σ_{i&lt;j in g} d²ᵢⱼ / n_g      SS_A = SS_T − SS_W
 * F = (SS_A / (a − 1)) / (SS_W / (N − a))
 * </pre>
 *
 * Relabelling the runs leaves SS_T as it is, so that F is as large as observed exactly where SS_W
 * is as small: that is what is counted.
 */
final class PseudoF {

  /** Relabellings are counted in chunks of this many, so that threads share the work. */
  private static final int CHUNK = 4096;

  /** Sums in another order differ by rounding; a tie must still count. */
  private static final double TIE = 1e-12;

  private final int runs;
  private final int[] sizes;
  private final double[] squared;

  /** Σ over each row of {@code squared}, both halves. */
  private final double[] rows;

  private final double total;
  private final double within;

  /**
   * @param pairs distances of runs (0,1), (0,2), …, (1,2), …
   * @param sizes runs per group, the first runs being the first group's
   */
  PseudoF(List<Double> pairs, int[] sizes) {
    this.sizes = sizes;
    this.runs = IntStream.of(sizes).sum();
    this.squared = new double[runs * runs];
    this.rows = new double[runs];
    double sum = 0;
    int pair = 0;
    for (int i = 0; i < runs; i++) {
      for (int j = i + 1; j < runs; j++) {
        double distance = pairs.get(pair++);
        squared[i * runs + j] = distance * distance;
        squared[j * runs + i] = distance * distance;
        rows[i] += distance * distance;
        rows[j] += distance * distance;
        sum += distance * distance;
      }
    }
    this.total = sum / runs;
    this.within = sum(members(observed()));
  }

  private byte[] observed() {
    byte[] labels = new byte[runs];
    int run = 0;
    for (int group = 0; group < sizes.length; group++) {
      for (int i = 0; i < sizes[group]; i++) labels[run++] = (byte) group;
    }
    return labels;
  }

  /** SS_W under a labelling. */
  private double within(byte[] labels) {
    int[] members = members(labels);
    return sizes.length == 2 ? sumOfTwo(members) : sum(members);
  }

  /** The runs, those of the first group first, and so on. */
  private int[] members(byte[] labels) {
    int[] next = new int[sizes.length];
    for (int group = 1; group < sizes.length; group++) {
      next[group] = next[group - 1] + sizes[group - 1];
    }
    int[] members = new int[runs];
    for (int run = 0; run < runs; run++) members[next[labels[run]]++] = run;
    return members;
  }

  private double sum(int[] members) {
    double all = 0;
    int from = 0;
    for (int size : sizes) {
      all += inside(members, from, from + size) / size;
      from += size;
    }
    return all;
  }

  /**
   * Of two groups it is enough to sum one: the rows of the other hold its own pairs twice, and all
   * others but those of the first once.
   */
  private double sumOfTwo(int[] members) {
    boolean first = sizes[0] <= sizes[1];
    int from = first ? 0 : sizes[0];
    int to = first ? sizes[0] : runs;
    double one = inside(members, from, to);
    double rest = one - total * runs;
    for (int i = 0; i < runs; i++) if (i < from || i >= to) rest += rows[members[i]];
    return one / (to - from) + rest / (runs - (to - from));
  }

  /** Σ d² over the pairs of some members, in four parts that do not wait for one another. */
  private double inside(int[] members, int from, int to) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    for (int i = from; i < to; i++) {
      int row = members[i] * runs;
      int j = i + 1;
      for (; j + 4 <= to; j += 4) {
        a += squared[row + members[j]];
        b += squared[row + members[j + 1]];
        c += squared[row + members[j + 2]];
        d += squared[row + members[j + 3]];
      }
      for (; j < to; j++) a += squared[row + members[j]];
    }
    return a + b + (c + d);
  }

  /** Whether all distances are 0. */
  boolean flat() {
    return total == 0;
  }

  /**
   * ω² = (SS_A − (a−1)·MS_W) / (SS_T + MS_W), MS_W = SS_W / (N − a): the share of the squared
   * distances that the groups explain, corrected for what they would explain by chance (Hays 1963,
   * on SS of distances): 0 in expectation when the groups do not differ, 1 when runs differ only
   * between groups; below 0 when runs differ more within groups. NaN without two runs in any group.
   */
  double effect() {
    int freedom = runs - sizes.length;
    if (freedom == 0) return Double.NaN;
    if (flat()) return 0;
    double mean = within / freedom;
    return (total - within - (sizes.length - 1) * mean) / (total + mean);
  }

  /** How many relabellings have an F at least as large as the observed one. */
  long reached(Relabellings relabellings) {
    double bound = within + TIE * total;
    int count = relabellings.count();
    return IntStream.range(0, (count + CHUNK - 1) / CHUNK)
        .parallel()
        .mapToObj(
            chunk -> within(relabellings, chunk * CHUNK, Math.min(count, (chunk + 1) * CHUNK)))
        .mapToLong(sums -> sums.filter(sum -> sum <= bound).count())
        .sum();
  }

  /** SS_W under some of the relabellings. */
  private DoubleStream within(Relabellings relabellings, int from, int to) {
    return tables(relabellings.count())
        ? DoubleStream.of(
            new TwoGroupSums(squared, rows, total * runs, sizes).within(relabellings, from, to))
        : IntStream.range(from, to).mapToDouble(k -> within(relabellings.shared(k)));
  }

  /** Whether tables of sums pay: for two groups, where looking up is less than summing. */
  private boolean tables(int relabellings) {
    if (sizes.length != 2 || relabellings < CHUNK) return false;
    int smaller = Math.min(sizes[0], sizes[1]);
    return 2 * TwoGroupSums.steps(runs) < smaller * (smaller - 1) / 2;
  }
}
