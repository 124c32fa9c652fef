package dev.sonde.study.addition;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToIntFunction;

/**
 * Where two networks differ on the same sums.
 *
 * @param n sums
 * @param both right in both
 * @param newlyRight wrong in the first, right in the second
 * @param newlyWrong right in the first, wrong in the second
 * @param neither wrong in both
 * @param sameWrong of {@code neither}, those with the same wrong answer
 * @param byTotal accuracy by the sum's total, in up to twenty equal ranges
 * @param byCarries accuracy by the number of carries
 * @param byPosition share of right symbols at each position of the answer
 * @param firstSwaps a+b against b+a in the first network
 * @param secondSwaps the same in the second
 * @param examples some sums of each kind of change
 */
public record Disagreement(
    int n,
    int both,
    int newlyRight,
    int newlyWrong,
    int neither,
    int sameWrong,
    List<Group> byTotal,
    List<Group> byCarries,
    List<Group> byPosition,
    Swaps firstSwaps,
    Swaps secondSwaps,
    List<Example> examples) {

  /** Examples of each change, at most. */
  private static final int EXAMPLES = 10;

  private static final int RANGES = 20;

  /**
   * Sums that have something in common.
   *
   * @param label what they have: {@code 0–9}, {@code 2}
   * @param at its place on an axis
   * @param first accuracy of the first network
   * @param second of the second
   */
  public record Group(String label, double at, int n, double first, double second) {}

  /**
   * Pairs of a sum and the same terms the other way round, both among the sums.
   *
   * @param pairs how many
   * @param bothRight right both ways
   * @param oneRight right one way only
   * @param sameAnswer pairs with the same answer, right or wrong
   */
  public record Swaps(int pairs, int bothRight, int oneRight, int sameAnswer) {}

  /**
   * @param change {@code newly right}, {@code newly wrong} or {@code neither}
   */
  public record Example(String change, String question, int right, String first, String second) {}

  /**
   * Compares answers to the same sums.
   *
   * @throws AdditionException if the sums differ
   */
  public static Disagreement of(Answers first, Answers second) {
    if (!first.sums().equals(second.sums())) {
      throw new AdditionException("two networks are compared on the same sums");
    }
    int n = first.size();
    int[] kinds = new int[4];
    int same = 0;
    for (int i = 0; i < n; i++) {
      int kind = kind(first, second, i);
      kinds[kind]++;
      if (kind == 0 && first.text(i).equals(second.text(i))) same++;
    }
    List<Example> examples = new ArrayList<>();
    int[] seen = new int[4];
    for (int i = 0; i < n; i++) {
      int kind = kind(first, second, i);
      int every = (kinds[kind] + EXAMPLES - 1) / EXAMPLES; // spread over all of the kind
      if (kind < 3 && seen[kind]++ % every == 0) examples.add(example(kind, i, first, second));
    }
    return new Disagreement(
        n,
        kinds[3],
        kinds[1],
        kinds[2],
        kinds[0],
        same,
        byTotal(first, second),
        by(first, second, Sum::carries),
        byPosition(first, second),
        swaps(first),
        swaps(second),
        examples);
  }

  /** 0 neither, 1 newly right, 2 newly wrong, 3 both. */
  private static int kind(Answers first, Answers second, int sum) {
    return (first.exact(sum) ? 2 : 0) + (second.exact(sum) ? 1 : 0);
  }

  private static Example example(int kind, int i, Answers first, Answers second) {
    String change = kind == 1 ? "newly right" : kind == 2 ? "newly wrong" : "neither";
    Sum sum = first.sums().get(i);
    return new Example(change, sum.toString(), sum.total(), first.text(i), second.text(i));
  }

  private static List<Group> byTotal(Answers first, Answers second) {
    int largest = first.sums().stream().mapToInt(Sum::total).max().orElse(0);
    int width = Math.max(1, (largest + RANGES) / RANGES);
    List<Group> groups = by(first, second, sum -> sum.total() / width);
    return groups.stream()
        .map(
            g -> {
              int from = ((int) g.at()) * width;
              int to = Math.min(largest, from + width - 1);
              String label = from == to ? String.valueOf(from) : from + "–" + to;
              return new Group(label, (from + to) / 2.0, g.n(), g.first(), g.second());
            })
        .toList();
  }

  private static List<Group> by(Answers first, Answers second, ToIntFunction<Sum> key) {
    Map<Integer, int[]> counts = new TreeMap<>();
    for (int i = 0; i < first.size(); i++) {
      int[] count = counts.computeIfAbsent(key.applyAsInt(first.sums().get(i)), _ -> new int[3]);
      count[0]++;
      if (first.exact(i)) count[1]++;
      if (second.exact(i)) count[2]++;
    }
    List<Group> groups = new ArrayList<>();
    counts.forEach(
        (at, c) ->
            groups.add(
                new Group(
                    String.valueOf(at), at, c[0], (double) c[1] / c[0], (double) c[2] / c[0])));
    return groups;
  }

  private static List<Group> byPosition(Answers first, Answers second) {
    List<Double> a = Accuracy.of(first).decodedByPosition();
    List<Double> b = Accuracy.of(second).decodedByPosition();
    List<Group> groups = new ArrayList<>();
    for (int t = 0; t < a.size(); t++) {
      groups.add(new Group(String.valueOf(t + 1), t, first.size(), a.get(t), b.get(t)));
    }
    return groups;
  }

  /** A sum whose reverse is itself is no pair. */
  static Swaps swaps(Answers answers) {
    Map<Sum, Integer> places = new java.util.HashMap<>();
    for (int i = 0; i < answers.size(); i++) places.put(answers.sums().get(i), i);
    int pairs = 0;
    int bothRight = 0;
    int oneRight = 0;
    int same = 0;
    for (Map.Entry<Sum, Integer> entry : places.entrySet()) {
      Integer other = places.get(entry.getKey().reversed());
      int i = entry.getValue();
      if (other == null || other <= i) continue;
      pairs++;
      if (answers.exact(i) && answers.exact(other)) bothRight++;
      if (answers.exact(i) != answers.exact(other)) oneRight++;
      if (answers.text(i).equals(answers.text(other))) same++;
    }
    return new Swaps(pairs, bothRight, oneRight, same);
  }
}
