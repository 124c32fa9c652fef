package dev.sonde.network.onnx;

import dev.sonde.tensor.Shape;
import java.util.stream.IntStream;

/** Which elements of two arrays of text stand beside each other. */
final class Texts {

  private Texts() {}

  /**
   * Two arrays broadcast to one.
   *
   * @param lefts the element of the first for each of the result
   * @param rights the element of the second
   */
  @SuppressWarnings("ArrayRecordComponent") // read once, never compared
  record Pairs(Shape shape, int[] lefts, int[] rights) {
    int count() {
      return lefts.length;
    }

    int left(int i) {
      return lefts[i];
    }

    int right(int i) {
      return rights[i];
    }
  }

  static Pairs pairs(Call call, Datum.OfText left, Datum.OfText right) {
    long[] a = left.shape().toArray();
    long[] b = right.shape().toArray();
    int rank = Math.max(a.length, b.length);
    long[] shape = new long[rank];
    for (int i = 1; i <= rank; i++) {
      long one = i <= a.length ? a[a.length - i] : 1;
      long other = i <= b.length ? b[b.length - i] : 1;
      if (one != other && one != 1 && other != 1) {
        throw call.refused("joins text " + left.shape() + " and " + right.shape());
      }
      shape[rank - i] = one == 1 ? other : one;
    }
    call.requireSize(shape);
    Shape whole = Shape.of(shape);
    int count = Math.toIntExact(whole.count());
    return new Pairs(whole, places(count, shape, a), places(count, shape, b));
  }

  private static int[] places(int count, long[] shape, long[] own) {
    return IntStream.range(0, count)
        .map(
            i -> {
              long rest = i;
              long at = 0;
              long stride = 1;
              for (int axis = 1; axis <= shape.length; axis++) {
                long extent = shape[shape.length - axis];
                long mine = axis <= own.length ? own[own.length - axis] : 1;
                if (mine > 1) at += rest % extent * stride;
                stride *= mine;
                rest /= extent;
              }
              return (int) at;
            })
        .toArray();
  }
}
