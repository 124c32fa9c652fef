package dev.sonde.network.program.keras;

import dev.sonde.network.program.Operand;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Largest and mean values, over windows or over all. */
final class Poolings {

  private Poolings() {}

  static Map<String, Rule> all() {
    Map<String, Rule> all = new HashMap<>();
    for (int axes = 1; axes <= 3; axes++) {
      int n = axes;
      all.put("MaxPooling" + n + "D", call -> window(call, n, true));
      all.put("AveragePooling" + n + "D", call -> window(call, n, false));
      all.put("GlobalMaxPooling" + n + "D", call -> global(call, n, true));
      all.put("GlobalAveragePooling" + n + "D", call -> global(call, n, false));
      all.put("AdaptiveAveragePooling" + n + "D", call -> adaptive(call, n, "avg"));
      all.put("AdaptiveMaxPooling" + n + "D", call -> adaptive(call, n, "max"));
    }
    return all;
  }

  private static List<Flow> window(LayerCall call, int axes, boolean largest) {
    int rank = axes + 2;
    call.requireRank(call.input(), rank);
    Layer layer = call.layer();
    long[] size = layer.sizes("pool_size", axes, 2);
    long[] strides = size.clone();
    if (layer.has("strides")) strides = layer.sizes("strides", axes, 1);
    Operand x = call.channelsFirst(call.x(), rank);
    boolean same = layer.text("padding", "valid").equals("same");
    Operand y;
    if (largest) {
      if (same) x = Padding.same(call, x, size, strides, Double.NEGATIVE_INFINITY);
      y = call.op("max_pool" + axes + "d", x, Operand.list(size), Operand.list(strides));
    } else if (same) {
      // What was added does not count.
      Operand shape = call.op("ones_like", x);
      Operand sums = mean(call, Padding.same(call, x, size, strides, 0), size, strides);
      Operand share = mean(call, Padding.same(call, shape, size, strides, 0), size, strides);
      y = call.op("div", sums, share);
    } else {
      y = mean(call, x, size, strides);
    }
    return call.one(call.channelsBack(y, rank), rank);
  }

  private static Operand mean(LayerCall call, Operand x, long[] size, long[] strides) {
    return call.op("avg_pool" + size.length + "d", x, Operand.list(size), Operand.list(strides));
  }

  private static List<Flow> global(LayerCall call, int axes, boolean largest) {
    call.requireRank(call.input(), axes + 2);
    long[] over = new long[axes];
    int first = call.lowering().channelsFirst(call.layer()) ? 2 : 1;
    Arrays.setAll(over, i -> first + i);
    boolean keep = call.layer().truth("keepdims", false);
    Optional<Operand> mask = call.input().mask();
    Operand y;
    if (largest) {
      y = call.op("amax", call.x(), Operand.list(over), Operand.of(keep));
    } else if (axes == 1 && first == 1 && mask.isPresent()) {
      Operand counts = call.op("unsqueeze", mask.get(), Operand.of(-1L));
      Operand sum =
          call.op("sum", call.op("mul", call.x(), counts), Operand.list(over), Operand.of(keep));
      Operand count = call.op("sum", counts, Operand.list(over), Operand.of(keep));
      y = call.op("div", sum, count);
    } else {
      y = call.op("mean", call.x(), Operand.list(over), Operand.of(keep));
    }
    return call.one(y, keep ? axes + 2 : 2);
  }

  private static List<Flow> adaptive(LayerCall call, int axes, String kind) {
    int rank = axes + 2;
    call.requireRank(call.input(), rank);
    Operand x = call.channelsFirst(call.x(), rank);
    Operand size = Operand.list(call.layer().sizes("output_size", axes, 1));
    if (kind.equals("avg")) {
      Operand y = call.op("adaptive_avg_pool" + axes + "d", x, size);
      return call.one(call.channelsBack(y, rank), rank);
    }
    Operand both = call.op("adaptive_max_pool" + axes + "d", x, size);
    Operand y = call.op("__getitem__", both, Operand.of(0L));
    return call.one(call.channelsBack(y, rank), rank);
  }
}
