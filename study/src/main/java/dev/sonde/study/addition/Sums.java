package dev.sonde.study.addition;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Predicate;

/** Lists of sums: all that there are, or drawn at random. */
public final class Sums {

  /** Up to so many are listed and shuffled; of more, single ones are drawn. */
  private static final long LISTED = 2_000_000;

  private Sums() {}

  /** How many sums a format has. */
  public static double count(Format format) {
    return Math.pow(format.bound(), format.terms());
  }

  /**
   * All sums, in order.
   *
   * @throws AdditionException if there are more than two million
   */
  public static List<Sum> all(Format format) {
    if (count(format) > LISTED) {
      throw new AdditionException(
          "there are "
              + (long) count(format)
              + " sums of "
              + format
              + "; draw some of them instead");
    }
    return listed(format.terms(), format.bound());
  }

  private static List<Sum> listed(int terms, int bound) {
    long count = Math.round(Math.pow(bound, terms));
    List<Sum> sums = new ArrayList<>((int) count);
    for (long index = 0; index < count; index++) sums.add(at(index, terms, bound));
    return sums;
  }

  private static Sum at(long index, int terms, int bound) {
    List<Integer> digits = new ArrayList<>();
    long unit = Math.round(Math.pow(bound, terms - 1));
    for (int term = 0; term < terms; term++, unit /= bound) {
      digits.add((int) (index / unit % bound));
    }
    return new Sum(digits);
  }

  /**
   * All sums if there are at most {@code most}, else so many different ones drawn at random.
   *
   * @param seed of the drawing
   */
  public static List<Sum> atMost(int most, Format format, long seed) {
    if (count(format) <= most) return all(format);
    return distinct(most, format.terms(), format.bound(), _ -> true, seed);
  }

  /**
   * Different sums that satisfy a condition, each as likely as any other.
   *
   * @param bound one more than the largest term
   * @throws AdditionException if there are fewer than {@code n}
   */
  static List<Sum> distinct(int n, int terms, int bound, Predicate<Sum> condition, long seed) {
    List<Sum> found = upTo(n, terms, bound, condition, seed);
    if (found.size() < n) throw tooFew(n, found.size());
    return found;
  }

  /** As {@link #distinct}, all that fit where they are fewer. */
  static List<Sum> upTo(int n, int terms, int bound, Predicate<Sum> condition, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    if (Math.pow(bound, terms) <= LISTED) {
      List<Sum> all = new ArrayList<>(listed(terms, bound).stream().filter(condition).toList());
      int most = Math.min(n, all.size());
      for (int i = 0; i < most; i++) {
        java.util.Collections.swap(all, i, random.nextInt(i, all.size()));
      }
      return List.copyOf(all.subList(0, most));
    }
    Set<Sum> seen = new HashSet<>();
    List<Sum> drawn = new ArrayList<>();
    for (long tries = 0; drawn.size() < n && tries < 1000L * n + 1_000_000; tries++) {
      Sum sum = uniform(terms, bound, random);
      if (condition.test(sum) && seen.add(sum)) drawn.add(sum);
    }
    return List.copyOf(drawn);
  }

  private static AdditionException tooFew(int wanted, int found) {
    return new AdditionException(
        wanted + " different sums are asked for, and only " + found + " fit; ask for fewer");
  }

  private static Sum uniform(int terms, int bound, SplittableRandom random) {
    List<Integer> drawn = new ArrayList<>();
    for (int i = 0; i < terms; i++) drawn.add(random.nextInt(bound));
    return new Sum(drawn);
  }

  /**
   * Sums drawn so that every total is as likely as any other; the same sum may come twice, since
   * there is only one with total 0.
   */
  static List<Sum> byTotal(int n, int terms, int bound, Predicate<Sum> condition, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] ways = ways(terms, bound);
    List<Sum> drawn = new ArrayList<>();
    for (long tries = 0; drawn.size() < n; tries++) {
      if (tries > 1000L * n + 1_000_000) throw tooFew(n, drawn.size());
      Sum sum = withTotal(random.nextInt(terms * (bound - 1) + 1), terms, bound, ways, random);
      if (condition.test(sum)) drawn.add(sum);
    }
    return List.copyOf(drawn);
  }

  /** {@code ways[k][s]}: how many choices of k terms have the total s. */
  private static double[][] ways(int terms, int bound) {
    double[][] ways = new double[terms + 1][terms * (bound - 1) + 1];
    ways[0][0] = 1;
    for (int k = 1; k <= terms; k++) {
      double window = 0;
      for (int s = 0; s <= k * (bound - 1); s++) {
        window += ways[k - 1][s];
        if (s >= bound) window -= ways[k - 1][s - bound];
        ways[k][s] = window;
      }
    }
    return ways;
  }

  private static Sum withTotal(
      int total, int terms, int bound, double[][] ways, SplittableRandom random) {
    List<Integer> drawn = new ArrayList<>();
    int rest = total;
    for (int left = terms - 1; left >= 0; left--) {
      double at = random.nextDouble() * ways[left + 1][rest];
      int term = Math.max(0, rest - left * (bound - 1));
      int last = Math.min(bound - 1, rest);
      while (term < last && (at -= ways[left][rest - term]) >= 0) term++;
      drawn.add(term);
      rest -= term;
    }
    return new Sum(drawn);
  }
}
