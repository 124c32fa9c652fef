package dev.sonde.analysis.groups;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;

/**
 * An unmodifiable list that holds its numbers as such: eight bytes each instead of twenty, which
 * the pairs of five hundred runs, times tensors and distances, make worth a class.
 */
final class Doubles extends AbstractList<Double> implements RandomAccess {
  private final double[] values;

  private Doubles(double[] values) {
    this.values = values;
  }

  /** These numbers, not copied: nobody is to change them afterwards. */
  static List<Double> of(double[] values) {
    return new Doubles(values);
  }

  static List<Double> of(List<Double> list) {
    return list instanceof Doubles || list instanceof PairStore.Stored
        ? list
        : new Doubles(list.stream().mapToDouble(Double::doubleValue).toArray());
  }

  @Override
  public Double get(int i) {
    return values[i];
  }

  @Override
  public int size() {
    return values.length;
  }
}
