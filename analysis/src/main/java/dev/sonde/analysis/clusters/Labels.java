package dev.sonde.analysis.clusters;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.RandomAccess;

/** One label per point: a cluster's number from 0, or {@link #NOISE}. Reads as a list. */
public final class Labels extends AbstractList<Integer> implements RandomAccess {
  /** The label of a point that belongs to no cluster. */
  public static final int NOISE = -1;

  private final int[] values;

  private Labels(int[] values) {
    this.values = values;
  }

  public static Labels of(int... values) {
    for (int i = 0; i < values.length; i++) {
      if (values[i] < NOISE) {
        throw new IllegalArgumentException("label %d of point %d".formatted(values[i], i));
      }
    }
    return new Labels(values.clone());
  }

  /** The label of point {@code i}. */
  public int at(int i) {
    return values[i];
  }

  @Override
  public Integer get(int i) {
    return values[i];
  }

  @Override
  public int size() {
    return values.length;
  }

  /** A copy of the labels. */
  public int[] toInts() {
    return values.clone();
  }

  /** One more than the largest label: how many numbers are in use if none is skipped. */
  public int bound() {
    return Arrays.stream(values).max().orElse(-1) + 1;
  }

  /** How many points have label {@code label}. */
  public int count(int label) {
    int n = 0;
    for (int value : values) {
      n += value == label ? 1 : 0;
    }
    return n;
  }

  /** How many different clusters there are, noise apart. */
  public int distinct() {
    return (int) Arrays.stream(values).filter(v -> v >= 0).distinct().count();
  }
}
