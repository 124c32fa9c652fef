package dev.sonde.analysis.groups;

import java.util.Arrays;

/**
 * SS_W of very many labellings of two groups, by tables (the method of the four Russians): the runs
 * are cut into blocks of six; for two blocks the sums of d² between every subset of the one and
 * every subset of the other are tabulated once, 64 × 64 of them, and each labelling looks up those
 * of its own two subsets. Of N runs that is (N/6)²/2 steps a labelling instead of some N²/8.
 *
 * <p>With one group's members z, r the sums of the rows of d² and T = Σ_{i&lt;j} d²ᵢⱼ, the other
 * group's pairs sum to T − Σ_{i in z} rᵢ + Σ_{i&lt;j in z} d²ᵢⱼ, so that one group has to be looked
 * up only.
 */
final class TwoGroupSums {

  private static final int BLOCK = 6;
  private static final int SUBSETS = 1 << BLOCK;

  private final int runs;
  private final double[] squared;
  private final double[] rows;

  /** What every labelling begins with: T over the other group's size. */
  private final double start;

  private final int group;
  private final double perPair;
  private final double perRow;

  /**
   * @param squared d² of all runs, row by row
   * @param rows the sums of its rows
   * @param sum T
   * @param sizes runs of the two groups
   */
  TwoGroupSums(double[] squared, double[] rows, double sum, int[] sizes) {
    this.runs = rows.length;
    this.squared = squared;
    this.rows = rows;
    this.group = sizes[0] <= sizes[1] ? 0 : 1;
    this.perRow = 1.0 / sizes[1 - group];
    this.perPair = 1.0 / sizes[group] + perRow;
    this.start = sum * perRow;
  }

  /** Look-ups for one labelling of so many runs. */
  static int steps(int runs) {
    int blocks = Math.ceilDiv(runs, BLOCK);
    return blocks * (blocks + 1) / 2;
  }

  /** SS_W of the labellings {@code from} to {@code to}; always the same sum in the same order. */
  double[] within(Relabellings relabellings, int from, int to) {
    int blocks = Math.ceilDiv(runs, BLOCK);
    byte[][] subsets = subsets(relabellings, from, to, blocks);
    double[] sums = new double[to - from];
    Arrays.fill(sums, start);
    double[] table = new double[SUBSETS * SUBSETS];
    for (int a = 0; a < blocks; a++) {
      double[] own = own(a);
      for (int k = 0; k < sums.length; k++) sums[k] += own[subsets[a][k]];
      for (int b = a + 1; b < blocks; b++) {
        tabulate(a, b, table);
        add(table, subsets[a], subsets[b], sums);
      }
    }
    return sums;
  }

  private static void add(double[] table, byte[] ofA, byte[] ofB, double[] sums) {
    for (int k = 0; k < sums.length; k++) sums[k] += table[ofA[k] * SUBSETS + ofB[k]];
  }

  /** Per block and labelling, which of the block's runs are in the group, a bit each. */
  private byte[][] subsets(Relabellings relabellings, int from, int to, int blocks) {
    byte[][] subsets = new byte[blocks][to - from];
    for (int k = from; k < to; k++) {
      byte[] labels = relabellings.shared(k);
      for (int block = 0; block < blocks; block++) {
        int subset = 0;
        int end = Math.min(runs, (block + 1) * BLOCK);
        // The labels are 0 and 1, at random: a branch on them would be guessed wrong half the time.
        for (int run = end - 1; run >= block * BLOCK; run--) {
          subset = subset << 1 | (labels[run] ^ group ^ 1);
        }
        subsets[block][k - from] = (byte) subset;
      }
    }
    return subsets;
  }

  /** Of every subset of a block: its pairs, less its rows. */
  private double[] own(int block) {
    double[] own = new double[SUBSETS];
    int first = block * BLOCK;
    for (int subset = 1; subset < SUBSETS; subset++) {
      int last = 31 - Integer.numberOfLeadingZeros(subset);
      int rest = subset ^ 1 << last;
      if (first + last >= runs) continue;
      double added = -rows[first + last] * perRow;
      for (int i = 0; i < last; i++) {
        if ((rest >> i & 1) == 1) added += at(first + last, first + i) * perPair;
      }
      own[subset] = own[rest] + added;
    }
    return own;
  }

  /** Of every subset of one block and every subset of another: the pairs between them. */
  private void tabulate(int a, int b, double[] table) {
    for (int bit = 0; bit < BLOCK; bit++) {
      int row = (1 << bit) * SUBSETS;
      for (int subset = 1; subset < SUBSETS; subset++) {
        int last = 31 - Integer.numberOfLeadingZeros(subset);
        table[row + subset] =
            table[row + (subset ^ 1 << last)] + at(a * BLOCK + bit, b * BLOCK + last) * perPair;
      }
    }
    for (int subset = 3; subset < SUBSETS; subset++) {
      int one = Integer.highestOneBit(subset);
      if (one == subset) continue;
      int row = subset * SUBSETS;
      int known = (subset ^ one) * SUBSETS;
      int added = one * SUBSETS;
      for (int k = 0; k < SUBSETS; k++) table[row + k] = table[known + k] + table[added + k];
    }
  }

  /** d² of two runs; 0 behind the last run, where the last block ends early. */
  private double at(int i, int j) {
    return i < runs && j < runs ? squared[i * runs + j] : 0;
  }
}
