package dev.sonde.analysis.groups;

import dev.sonde.numbers.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One distance over all pairs of runs of one tensor.
 *
 * @param error by how much a distance may be off at most; 0 where it is exact
 * @param within over pairs of runs of one group
 * @param between over pairs of runs of two groups
 * @param ratio between's mean over within's
 * @param effect ω², see {@code docs/groups.md}: the share of the squared distances that the groups
 *     explain beyond chance
 * @param pairs all distances, of runs (0,1), (0,2), …, (1,2), …, the runs in the order of the
 *     groups
 */
public record Measure(
    Distance distance,
    double error,
    Spread within,
    Spread between,
    double ratio,
    double effect,
    List<Double> pairs) {

  public Measure {
    pairs = Doubles.of(pairs);
  }

  /** The same with its distances kept elsewhere. */
  Measure withPairs(List<Double> kept) {
    return new Measure(distance, error, within, between, ratio, effect, kept);
  }

  static Measure of(Distance distance, double error, List<Double> pairs, Alignment alignment) {
    int[] labels = alignment.labels();
    int groups = alignment.groups().size();
    Map<Integer, List<Double>> inside = new TreeMap<>();
    Map<Integer, List<Double>> across = new TreeMap<>();
    for (int a = 0; a < groups; a++) {
      inside.put(a * groups + a, new ArrayList<>());
      for (int b = a + 1; b < groups; b++) across.put(a * groups + b, new ArrayList<>());
    }
    int pair = 0;
    for (int i = 0; i < labels.length; i++) {
      for (int j = i + 1; j < labels.length; j++) {
        Map<Integer, List<Double>> side = labels[i] == labels[j] ? inside : across;
        side.computeIfAbsent(labels[i] * groups + labels[j], key -> new ArrayList<>())
            .add(pairs.get(pair++));
      }
    }
    Spread within = spread(inside, alignment.groups());
    Spread between = spread(across, alignment.groups());
    double effect = new PseudoF(pairs, alignment.groupSizes()).effect();
    return new Measure(
        distance, error, within, between, between.mean() / within.mean(), effect, pairs);
  }

  private static Spread spread(Map<Integer, List<Double>> sides, List<String> names) {
    List<Spread.Part> parts = new ArrayList<>();
    List<Double> all = new ArrayList<>();
    sides.forEach(
        (key, values) -> {
          int a = key / names.size();
          int b = key % names.size();
          List<String> groups =
              a == b ? List.of(names.get(a)) : List.of(names.get(a), names.get(b));
          parts.add(
              new Spread.Part(
                  groups, Sample.mean(values), Sample.deviation(values), values.size()));
          all.addAll(values);
        });
    return new Spread(Sample.mean(all), Sample.deviation(all), all.size(), parts);
  }

  /** Whether all distances are 0. */
  boolean flat() {
    return pairs.stream().allMatch(d -> d == 0);
  }
}
