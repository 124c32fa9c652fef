package dev.sonde.analysis.units;

/**
 * Values of a layer's units for some examples: {@code [examples × outer × units × inner]}. Outer
 * and inner are the places of an example: of a convolution's channels inner counts height × width,
 * of a sequence with the units last outer counts steps.
 *
 * @param values in row order, not to be written to
 * @param inner places that lie side by side
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record UnitBatch(float[] values, int examples, int units, int inner) {
  public UnitBatch {
    if (examples < 1 || units < 1 || inner < 1 || values.length % (examples * units * inner) != 0) {
      throw new IllegalArgumentException(
          "%d values for %d examples of %d units, %d places side by side"
              .formatted(values.length, examples, units, inner));
    }
  }

  /** Places of one example. */
  public int places() {
    return values.length / examples / units;
  }

  /** Of one unit at one place of an example. */
  public float at(int example, int unit, int place) {
    return values[index(example, unit, place)];
  }

  int index(int example, int unit, int place) {
    int outer = place / inner;
    return ((example * (places() / inner) + outer) * units + unit) * inner + place % inner;
  }
}
