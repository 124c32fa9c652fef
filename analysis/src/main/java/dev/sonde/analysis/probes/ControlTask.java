package dev.sonde.analysis.probes;

import dev.sonde.numbers.Shuffle;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Labels that a probe can learn only by remembering (Hewitt and Liang 2019): each type of input (a
 * word, an identity) gets one label at random, with the frequencies of the real labels, and keeps
 * it wherever it comes. Where every input is of a type of its own this is a shuffle of the labels.
 */
public final class ControlTask {
  private ControlTask() {}

  /**
   * Random labels by type.
   *
   * @param types of each input, any numbers
   * @param labels the real labels, whose frequencies are drawn from
   */
  public static int[] byType(long[] types, int[] labels, long seed) {
    if (types.length != labels.length) {
      throw new IllegalArgumentException(
          "%d types for %d labels".formatted(types.length, labels.length));
    }
    SplittableRandom random = new SplittableRandom(seed);
    Map<Long, Integer> given = new HashMap<>();
    int[] control = new int[labels.length];
    for (int i = 0; i < control.length; i++) {
      control[i] = given.computeIfAbsent(types[i], _ -> labels[random.nextInt(labels.length)]);
    }
    return control;
  }

  /** The same labels in another order. */
  public static int[] shuffled(int[] labels, long seed) {
    int[] order = labels.clone();
    Shuffle.of(order, new SplittableRandom(seed));
    return order;
  }
}
