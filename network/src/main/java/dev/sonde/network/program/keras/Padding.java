package dev.sonde.network.program.keras;

import dev.sonde.network.program.Operand;

/**
 * TensorFlow's 'same': as many outputs as a stride leaves of the inputs, and the smaller half of
 * what is added before.
 */
final class Padding {

  private Padding() {}

  /**
   * Adds what 'same' adds to {@code x [batch × channels × …]}.
   *
   * @param reach of the kernel along each axis, gaps of dilation included
   * @param value what is added
   */
  static Operand same(LayerCall call, Operand x, long[] reach, long[] strides, double value) {
    int axes = reach.length;
    Operand[] pads = new Operand[2 * axes];
    for (int axis = 0; axis < axes; axis++) {
      int place = 2 * (axes - 1 - axis); // the last axis first
      if (strides[axis] == 1) {
        long all = reach[axis] - 1;
        pads[place] = Operand.of(all / 2);
        pads[place + 1] = Operand.of(all - all / 2);
        continue;
      }
      Operand size = call.op("size", x, Operand.of(2L + axis));
      Operand rounded =
          call.op(
              "floordiv",
              call.op("add", size, Operand.of(strides[axis] - 1)),
              Operand.of(strides[axis]));
      Operand covered =
          call.op(
              "add",
              call.op("mul", rounded, Operand.of(strides[axis])),
              Operand.of(reach[axis] - strides[axis]));
      Operand all = call.op("prim::max", call.op("sub", covered, size), Operand.of(0L));
      pads[place] = call.op("floordiv", all, Operand.of(2L));
      pads[place + 1] = call.op("sub", all, pads[place]);
    }
    return call.op("constant_pad_nd", x, Operand.list(pads), Operand.of(value));
  }

  /** How far a kernel reaches along each axis. */
  static long[] reach(long[] kernel, long[] dilation) {
    long[] reach = new long[kernel.length];
    for (int i = 0; i < reach.length; i++) reach[i] = (kernel[i] - 1) * dilation[i] + 1;
    return reach;
  }

  /** Whether 'same' adds as much before as after, whatever the input: then libtorch can do it. */
  static boolean isEven(long[] reach, long[] strides) {
    for (int i = 0; i < reach.length; i++) {
      if (strides[i] != 1 || reach[i] % 2 == 0) return false;
    }
    return true;
  }
}
