package dev.sonde.question.networks.tap;

import dev.sonde.network.torch.Array;

/**
 * All elements of one output, row-major: real or whole numbers.
 *
 * @param reals empty if the output has whole numbers
 * @param whole empty if the output has real numbers
 */
@SuppressWarnings("ArrayRecordComponent") // never compared as a whole
public record OutputNumbers(double[] reals, long[] whole) {

  public static OutputNumbers of(double[] reals) {
    return new OutputNumbers(reals, new long[0]);
  }

  public static OutputNumbers of(long[] whole) {
    return new OutputNumbers(new double[0], whole);
  }

  static OutputNumbers of(Array array) {
    return array.isReal() ? of(array.toDoubles()) : of(array.toLongs());
  }

  int count() {
    return reals.length + whole.length;
  }
}
