package dev.sonde.analysis.cells;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * One quantity (a state, a gate) of all units of a layer, over sequences of equal length: {@code
 * [sequences × steps × units]}.
 *
 * <p>The values are not copied on the way in; whoever hands over an array must not write to it any
 * more.
 */
public final class Traces {

  private final float[] values;
  private final int sequences;
  private final int steps;
  private final int units;

  private Traces(float[] values, int sequences, int steps, int units) {
    this.values = values;
    this.sequences = sequences;
    this.steps = steps;
    this.units = units;
  }

  /**
   * @throws IllegalArgumentException if there are not sequences · steps · units values
   */
  public static Traces of(float[] values, int sequences, int steps, int units) {
    if (sequences < 1
        || steps < 1
        || units < 1
        || (long) sequences * steps * units != values.length) {
      throw new IllegalArgumentException(
          values.length + " values are not " + sequences + " × " + steps + " × " + units);
    }
    return new Traces(values, sequences, steps, units);
  }

  public int sequences() {
    return sequences;
  }

  public int steps() {
    return steps;
  }

  public int units() {
    return units;
  }

  public float at(int sequence, int step, int unit) {
    return values[(sequence * steps + step) * units + unit];
  }

  /** All units at a step of a sequence, copied. */
  public float[] units(int sequence, int step) {
    int from = (sequence * steps + step) * units;
    return Arrays.copyOfRange(values, from, from + units);
  }

  /** One unit over a sequence, copied. */
  public float[] line(int sequence, int unit) {
    float[] line = new float[steps];
    for (int t = 0; t < steps; t++) line[t] = at(sequence, t, unit);
    return line;
  }

  /** The values themselves, not to be written to. */
  float[] values() {
    return values;
  }

  /** Each value put through a function: {@code cells.map(Math::tanh)}. */
  public Traces map(DoubleUnaryOperator function) {
    float[] mapped = new float[values.length];
    for (int i = 0; i < mapped.length; i++) mapped[i] = (float) function.applyAsDouble(values[i]);
    return new Traces(mapped, sequences, steps, units);
  }

  @Override
  public String toString() {
    return "traces [" + sequences + " × " + steps + " × " + units + "]";
  }
}
