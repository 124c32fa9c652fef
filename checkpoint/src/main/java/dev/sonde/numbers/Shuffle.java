package dev.sonde.numbers;

import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Brings things into an order drawn by chance: each is exchanged with one at or before it, from the
 * last down (Fisher and Yates). The same generator gives the same order of whatever is shuffled.
 */
public final class Shuffle {

  private Shuffle() {}

  /** Exchanges two places. */
  @FunctionalInterface
  private interface Exchange {
    void of(int i, int j);
  }

  private static void each(int count, RandomGenerator random, Exchange exchange) {
    for (int i = count - 1; i > 0; i--) exchange.of(i, random.nextInt(i + 1));
  }

  /** The numbers from 0 up to {@code count}, which is left out. */
  public static int[] order(int count, RandomGenerator random) {
    int[] order = new int[count];
    for (int i = 0; i < count; i++) order[i] = i;
    of(order, random);
    return order;
  }

  public static void of(int[] values, RandomGenerator random) {
    each(
        values.length,
        random,
        (i, j) -> {
          int value = values[i];
          values[i] = values[j];
          values[j] = value;
        });
  }

  public static void of(byte[] values, RandomGenerator random) {
    each(
        values.length,
        random,
        (i, j) -> {
          byte value = values[i];
          values[i] = values[j];
          values[j] = value;
        });
  }

  public static void of(float[] values, RandomGenerator random) {
    each(
        values.length,
        random,
        (i, j) -> {
          float value = values[i];
          values[i] = values[j];
          values[j] = value;
        });
  }

  public static void of(List<?> values, RandomGenerator random) {
    each(values.size(), random, (i, j) -> Collections.swap(values, i, j));
  }
}
