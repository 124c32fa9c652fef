package dev.sonde.network.program.keras;

import dev.sonde.network.program.Operand;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Zeros around, edges off, and larger pictures. */
final class Resizings {

  private Resizings() {}

  static Map<String, Rule> all() {
    Map<String, Rule> all = new HashMap<>();
    for (int axes = 1; axes <= 3; axes++) {
      int n = axes;
      all.put("ZeroPadding" + n + "D", call -> pad(call, n));
      all.put("Cropping" + n + "D", call -> crop(call, n));
      all.put("UpSampling" + n + "D", call -> enlarge(call, n));
    }
    return all;
  }

  /** The first spatial axis of an array as Keras has it. */
  private static int first(LayerCall call, int axes) {
    call.requireRank(call.input(), axes + 2);
    return call.lowering().channelsFirst(call.layer()) ? 2 : 1;
  }

  private static List<Flow> pad(LayerCall call, int axes) {
    long[][] margins = call.layer().margins("padding", axes, 1);
    int after = 2 - first(call, axes); // axes behind the spatial ones
    long[] pads = new long[2 * (axes + after)];
    for (int i = 0; i < axes; i++) {
      int place = 2 * (after + axes - 1 - i);
      pads[place] = margins[i][0];
      pads[place + 1] = margins[i][1];
    }
    Operand y = call.op("constant_pad_nd", call.x(), Operand.list(pads), Operand.of(0.0));
    return call.one(y, axes + 2);
  }

  private static List<Flow> crop(LayerCall call, int axes) {
    long[][] margins = call.layer().margins("cropping", axes, 1);
    int first = first(call, axes);
    Operand y = call.x();
    for (int i = 0; i < axes; i++) {
      Operand end = margins[i][1] == 0 ? Operand.none() : Operand.of(-margins[i][1]);
      y =
          call.op(
              "slice",
              y,
              Operand.of((long) first + i),
              Operand.of(margins[i][0]),
              end,
              Operand.of(1L));
    }
    return call.one(y, axes + 2);
  }

  private static List<Flow> enlarge(LayerCall call, int axes) {
    long[] size = call.layer().sizes("size", axes, 2);
    int first = first(call, axes);
    String how = call.layer().text("interpolation", "nearest");
    if (how.equals("nearest")) {
      Operand y = call.x();
      for (int i = 0; i < axes; i++) {
        y = call.op("repeat_interleave", y, Operand.of(size[i]), Operand.of((long) first + i));
      }
      return call.one(y, axes + 2);
    }
    if (!how.equals("bilinear") || axes != 2) throw call.unknown("interpolation '" + how + "'");
    Operand x = call.channelsFirst(call.x(), 4);
    Operand[] sizes = new Operand[2];
    for (int i = 0; i < 2; i++) {
      sizes[i] = call.op("mul", call.op("size", x, Operand.of(2L + i)), Operand.of(size[i]));
    }
    Operand y = call.op("upsample_bilinear2d", x, Operand.list(sizes), Operand.of(false));
    return call.one(call.channelsBack(y, 4), 4);
  }
}
