package dev.sonde.network.onnx;

import dev.sonde.network.torch.Array;

/** Shapes of results before they are made: a file must not ask for more than there is. */
final class Broadcast {

  private Broadcast() {}

  /** Checks what {@code a} and {@code b} together would make. */
  static void require(Call call, Array a, Array b) {
    int rank = Math.max(a.rank(), b.rank());
    long[] shape = new long[rank];
    for (int i = 1; i <= rank; i++) {
      long left = i <= a.rank() ? a.extent(-i) : 1;
      long right = i <= b.rank() ? b.extent(-i) : 1;
      shape[rank - i] = left == 1 ? right : left;
    }
    call.requireSize(shape);
  }
}
