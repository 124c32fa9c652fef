package dev.sonde.analysis.groups;

import dev.sonde.numbers.Shuffle;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The ways to deal the runs out to the groups again, group sizes kept, other than the one observed:
 * the null distribution of a permutation test over runs.
 *
 * <p>Two relabellings that only swap the names of groups of one size are the same: with 2 runs
 * against 2 there are 3 ways, with 5 against 5 there are 126, with 2, 2 and 2 there are 15. All are
 * used when they are few enough; otherwise some are drawn without repetition. Either way
 *
 * <pre>p = (1 + how many of these reach the observed statistic) / (1 + how many there are)</pre>
 *
 * is a valid p-value (Phipson and Smyth 2010): the observed labelling is one of those that the null
 * hypothesis allows.
 */
public final class Relabellings {

  /** Runs, groups: labels are bytes. */
  private static final int MAX_GROUPS = 127;

  private final BigInteger distinct;
  private final boolean exact;
  private final byte[][] labels;

  private Relabellings(BigInteger distinct, boolean exact, byte[][] labels) {
    this.distinct = distinct;
    this.exact = exact;
    this.labels = labels;
  }

  /**
   * Relabellings of groups of these sizes, the first runs belonging to the first group and so on.
   *
   * @param most all distinct ones are listed if they are no more than this; otherwise so many are
   *     drawn
   * @throws GroupException if there are more than 127 groups
   */
  public static Relabellings of(int[] sizes, int most, long seed) {
    if (sizes.length > MAX_GROUPS) {
      throw new GroupException(
          sizes.length + " groups; at most " + MAX_GROUPS + " can be compared");
    }
    BigInteger distinct = count(sizes);
    byte[] observed = observed(sizes);
    boolean exact = distinct.compareTo(BigInteger.valueOf(most + 1L)) <= 0;
    byte[][] labels =
        exact
            ? new Enumeration(sizes, observed, distinct.intValueExact() - 1).all()
            : draw(sizes, observed, most, seed);
    return new Relabellings(distinct, exact, labels);
  }

  /** N! / (Π nᵍ! · Π mₛ!), with mₛ the number of groups of size s. */
  static BigInteger count(int[] sizes) {
    BigInteger ways = factorial(Arrays.stream(sizes).sum());
    for (int size : sizes) ways = ways.divide(factorial(size));
    for (int size : Arrays.stream(sizes).distinct().toArray()) {
      ways = ways.divide(factorial((int) Arrays.stream(sizes).filter(s -> s == size).count()));
    }
    return ways;
  }

  private static BigInteger factorial(int n) {
    return IntStream.rangeClosed(2, n)
        .mapToObj(BigInteger::valueOf)
        .reduce(BigInteger.ONE, BigInteger::multiply);
  }

  private static byte[] observed(int[] sizes) {
    byte[] labels = new byte[Arrays.stream(sizes).sum()];
    int run = 0;
    for (int group = 0; group < sizes.length; group++) {
      for (int i = 0; i < sizes[group]; i++) labels[run++] = (byte) group;
    }
    return labels;
  }

  private static byte[][] draw(int[] sizes, byte[] observed, int most, long seed) {
    Random random = new Random(seed);
    Set<ByteBuffer> seen = new HashSet<>();
    seen.add(ByteBuffer.wrap(canonical(observed, sizes)));
    byte[][] drawn = new byte[most][];
    for (int made = 0; made < most; ) {
      byte[] labels = observed.clone();
      Shuffle.of(labels, random);
      byte[] canonical = canonical(labels, sizes);
      if (seen.add(ByteBuffer.wrap(canonical))) drawn[made++] = canonical;
    }
    return drawn;
  }

  /** Among groups of one size, the one that holds the earlier run gets the lower label. */
  static byte[] canonical(byte[] labels, int[] sizes) {
    byte[] renamed = new byte[sizes.length];
    Arrays.fill(renamed, (byte) -1);
    boolean[] taken = new boolean[sizes.length];
    byte[] canonical = new byte[labels.length];
    for (int run = 0; run < labels.length; run++) {
      int group = labels[run];
      if (renamed[group] < 0) {
        int lowest = 0;
        while (taken[lowest] || sizes[lowest] != sizes[group]) lowest++;
        taken[lowest] = true;
        renamed[group] = (byte) lowest;
      }
      canonical[run] = renamed[group];
    }
    return canonical;
  }

  /** How many there are to compare the observed labelling with. */
  public int count() {
    return labels.length;
  }

  /** The group of each run in relabelling {@code index}. */
  public byte[] labels(int index) {
    return labels[index].clone();
  }

  /** As {@link #labels}, not copied: not to be changed. */
  byte[] shared(int index) {
    return labels[index];
  }

  /** Whether every distinct relabelling is listed. */
  public boolean exact() {
    return exact;
  }

  /** How many distinct labellings there are, the observed one included. */
  public BigInteger distinct() {
    return distinct;
  }

  /** The smallest p-value that a test over these can give: 1 / (1 + {@link #count}). */
  public double smallestP() {
    return 1.0 / (1 + labels.length);
  }

  /** The p-value when {@code reached} relabellings are as extreme as the observed labelling. */
  public double p(long reached) {
    return (1.0 + reached) / (1 + labels.length);
  }

  /** All canonical labellings but the observed one, in lexicographic order. */
  private static final class Enumeration {
    private final int[] sizes;
    private final byte[] observed;
    private final int[] room;
    private final byte[] labels;
    private final byte[][] found;
    private int count;

    Enumeration(int[] sizes, byte[] observed, int others) {
      this.sizes = sizes;
      this.observed = canonical(observed, sizes);
      this.room = sizes.clone();
      this.labels = new byte[observed.length];
      this.found = new byte[others][];
    }

    byte[][] all() {
      place(0);
      if (count != found.length) {
        throw new IllegalStateException(count + " relabellings where " + found.length + " exist");
      }
      return found;
    }

    private void place(int run) {
      if (run == labels.length) {
        if (!Arrays.equals(labels, observed)) found[count++] = labels.clone();
        return;
      }
      for (int group = 0; group < sizes.length; group++) {
        if (room[group] == 0 || startsOutOfTurn(group)) continue;
        room[group]--;
        labels[run] = (byte) group;
        place(run + 1);
        room[group]++;
      }
    }

    /** Whether the group is empty and so is an earlier one of its size. */
    private boolean startsOutOfTurn(int group) {
      if (room[group] != sizes[group]) return false;
      for (int earlier = 0; earlier < group; earlier++) {
        if (sizes[earlier] == sizes[group] && room[earlier] == sizes[earlier]) return true;
      }
      return false;
    }
  }
}
