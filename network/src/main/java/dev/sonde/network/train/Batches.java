package dev.sonde.network.train;

import dev.sonde.network.layer.Seeds;
import dev.sonde.numbers.Shuffle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * The order of an epoch: a function of seed and epoch alone, so that it can be taken up anywhere.
 */
final class Batches {

  private Batches() {}

  /** Shuffles examples within their groups, cuts batches, shuffles the batches. */
  static List<int[]> of(Objective objective, int batchSize, long seed, int epoch) {
    SplittableRandom random = new SplittableRandom(Seeds.mix(Seeds.mix(seed, "shuffle"), epoch));
    Map<Integer, List<Integer>> groups = new TreeMap<>();
    for (int i = 0; i < objective.size(); i++) {
      groups.computeIfAbsent(objective.group(i), _ -> new ArrayList<>()).add(i);
    }
    List<int[]> batches = new ArrayList<>();
    for (List<Integer> group : groups.values()) {
      Shuffle.of(group, random);
      int[] order = group.stream().mapToInt(Integer::intValue).toArray();
      for (int at = 0; at < order.length; at += batchSize) {
        batches.add(Arrays.copyOfRange(order, at, Math.min(at + batchSize, order.length)));
      }
    }
    Shuffle.of(batches, random);
    return batches;
  }
}
