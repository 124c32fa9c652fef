package dev.sonde.analysis.clusters;

import java.util.Arrays;

/** A row as a key: equal if all bits are. */
final class FloatRow {
  private final float[] values;
  private final int hash;

  private FloatRow(float[] values) {
    this.values = values;
    this.hash = Arrays.hashCode(values);
  }

  static FloatRow of(float[] values) {
    return new FloatRow(values);
  }

  float[] values() {
    return values;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FloatRow row && row.hash == hash && Arrays.equals(row.values, values);
  }

  @Override
  public int hashCode() {
    return hash;
  }
}
