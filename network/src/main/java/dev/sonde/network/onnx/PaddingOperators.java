package dev.sonde.network.onnx;

import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.ElementType;
import dev.sonde.network.torch.Indexing;
import dev.sonde.network.torch.Spatial;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/** More around an array. */
final class PaddingOperators {

  private PaddingOperators() {}

  static List<Operator> all() {
    return List.of(Operator.one("Pad", 1, Units.SAME, "mode pads value", PaddingOperators::pad));
  }

  private static Array pad(Call call) {
    Array x = call.input(0);
    long[] pads =
        call.numbers(1, call.opset() < 2 ? "paddings" : "pads")
            .orElseThrow(() -> call.refused("does not say how much"));
    long[] axes =
        call.optional(3).isPresent() ? call.numbers(3) : LongStream.range(0, x.rank()).toArray();
    if (pads.length != 2 * axes.length) {
      throw call.refused("has " + pads.length + " paddings for " + axes.length + " axes");
    }
    long[] before = new long[x.rank()];
    long[] after = new long[x.rank()];
    long[] shape = x.shape().toArray();
    for (int i = 0; i < axes.length; i++) {
      int axis = call.axis(axes[i], x.rank());
      before[axis] = pads[i];
      after[axis] = pads[axes.length + i];
      shape[axis] = Math.addExact(shape[axis], Math.addExact(before[axis], after[axis]));
    }
    call.requireSize(shape);
    String mode = call.text("mode", "constant");
    if (mode.equals("constant")) {
      if (call.optional(2).isEmpty()) {
        return Spatial.pad(x, before, after, call.real("value", 0));
      }
      Array value = call.input(2);
      if (value.count() != 1) throw call.refused("needs one number as its input 2");
      // As an array: it may carry a gradient, or more digits than a double.
      Array inside =
          Spatial.pad(Indexing.filled(1, ElementType.UINT8, x.shape().toArray()), before, after, 0);
      return Spatial.pad(x, before, after, 0).where(inside.truths(), value.view().to(x.type()));
    }
    Array padded = x;
    for (int axis = 0; axis < before.length; axis++) {
      if (before[axis] == 0 && after[axis] == 0) continue;
      long[] from = sources(call, mode, x.extent(axis), before[axis], after[axis]);
      padded = padded.pick(axis, Array.ofIndices(from, from.length));
    }
    return padded;
  }

  /** Which element of the input stands at each place of the result. */
  private static long[] sources(Call call, String mode, long extent, long before, long after) {
    long[] places = LongStream.range(-before, extent + after).toArray();
    if (extent == 0) throw call.refused("pads an empty axis with its own elements");
    return switch (mode) {
      case "edge" -> Arrays.stream(places).map(i -> Math.clamp(i, 0, extent - 1)).toArray();
      case "wrap" -> Arrays.stream(places).map(i -> Math.floorMod(i, extent)).toArray();
      case "reflect" -> Arrays.stream(places).map(i -> mirrored(i, extent)).toArray();
      default -> throw call.refused("pads by '" + mode + "'");
    };
  }

  private static long mirrored(long place, long extent) {
    if (extent == 1) return 0;
    long within = Math.floorMod(place, 2 * (extent - 1));
    return within < extent ? within : 2 * (extent - 1) - within;
  }
}
