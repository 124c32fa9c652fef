package dev.sonde.analysis.clusters;

import dev.sonde.analysis.kernel.Points;
import java.util.HashMap;
import java.util.Map;

/**
 * Which vectors are equal. Nothing tells equal vectors apart, so no method may: they belong to one
 * cluster, and there are never more clusters than distinct vectors.
 */
final class Distinct {
  private final int[] number;
  private final int count;

  private Distinct(int[] number, int count) {
    this.number = number;
    this.count = count;
  }

  static Distinct of(Points points) {
    int[] number = new int[points.count()];
    Map<FloatRow, Integer> seen = new HashMap<>();
    for (int i = 0; i < number.length; i++) {
      float[] row = points.row(i);
      for (int k = 0; k < row.length; k++) row[k] += 0f; // −0 equals 0
      number[i] = seen.computeIfAbsent(FloatRow.of(row), fresh -> seen.size());
    }
    return new Distinct(number, seen.size());
  }

  /** How many distinct vectors there are. */
  int count() {
    return count;
  }

  /** The number of a point's vector, in the order of their first points. */
  int of(int point) {
    return number[point];
  }

  /** The numbers of all points: a clustering with one cluster per distinct vector. */
  int[] toInts() {
    return number.clone();
  }

  /** Gives each point the label of the first point that is equal to it. */
  void join(int[] labels) {
    int[] first = new int[count];
    int seen = 0;
    for (int i = 0; i < labels.length; i++) {
      if (number[i] == seen) first[seen++] = labels[i];
      labels[i] = first[number[i]];
    }
  }
}
