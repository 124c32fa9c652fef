package dev.sonde.network.program.keras;

import dev.sonde.network.program.Operand;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Convolutions. Keras' kernels are {@code [… × in × out]}; the call of libtorch's convolution is a
 * site of its own, {@code conv2d@convolution}, with channels second.
 */
final class Convolutions {

  private Convolutions() {}

  static Map<String, Rule> all() {
    Map<String, Rule> all = new HashMap<>();
    for (int axes = 1; axes <= 3; axes++) {
      int n = axes;
      all.put("Conv" + n + "D", call -> plain(call, n));
      all.put("Convolution" + n + "D", call -> plain(call, n));
      all.put("Conv" + n + "DTranspose", call -> transposed(call, n));
      all.put("Convolution" + n + "DTranspose", call -> transposed(call, n));
      all.put("DepthwiseConv" + n + "D", call -> depthwise(call, n));
      all.put("SeparableConv" + n + "D", call -> separable(call, n));
    }
    return all;
  }

  /** Strides, dilation and the like of a layer. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Moves(long[] kernel, long[] strides, long[] dilation, String padding) {

    static Moves of(LayerCall call, int axes, String... kernel) {
      Layer layer = call.layer();
      long[] size = new long[axes];
      for (int i = 0; i < axes; i++) size[i] = call.extent(i, kernel);
      if (call.weights().get(kernel).shape().rank() != axes + 2) {
        throw layer.wrong(
            "its kernel has shape "
                + call.weights().get(kernel).shape()
                + ", expected "
                + (axes + 2)
                + " axes");
      }
      return new Moves(
          size,
          layer.sizes("strides", axes, 1),
          layer.sizes("dilation_rate", axes, 1),
          layer.text("padding", "valid"));
    }

    long[] reach() {
      return Padding.reach(kernel, dilation);
    }
  }

  /**
   * @param x {@code [batch × channels × …]}
   * @param weight as libtorch has it
   */
  private static Operand convolve(
      LayerCall call,
      Operand x,
      Operand weight,
      Operand bias,
      Moves moves,
      long groups,
      String at) {
    int axes = moves.kernel().length;
    long[] pads = new long[axes];
    Operand padded = x;
    switch (moves.padding()) {
      case "valid" -> {}
      case "same" -> {
        if (Padding.isEven(moves.reach(), moves.strides())) {
          for (int i = 0; i < axes; i++) pads[i] = moves.reach()[i] / 2;
        } else {
          padded = Padding.same(call, x, moves.reach(), moves.strides(), 0);
        }
      }
      case "causal" -> {
        if (axes != 1) throw call.unknown("causal padding of " + axes + " axes");
        Operand before = Operand.list(moves.reach()[0] - 1, 0);
        padded = call.op("constant_pad_nd", x, before, Operand.of(0.0));
      }
      default -> throw call.unknown("padding '" + moves.padding() + "'");
    }
    return call.seen(
        at,
        1,
        "conv" + axes + "d",
        padded,
        weight,
        bias,
        Operand.list(moves.strides()),
        Operand.list(pads),
        Operand.list(moves.dilation()),
        Operand.of(groups));
  }

  /** Kernels with their last two axes first: {@code [out × in × …]}. */
  private static Operand outFirst(LayerCall call, Operand kernel, int axes) {
    long[] order = new long[axes + 2];
    order[0] = axes + 1L;
    order[1] = axes;
    for (int i = 0; i < axes; i++) order[i + 2] = i;
    return call.op("permute", kernel, Operand.list(order));
  }

  private static List<Flow> finished(LayerCall call, Operand y, int axes) {
    Operand back = call.channelsBack(y, axes + 2);
    return call.one(Activations.of(call, "activation", back), axes + 2);
  }

  private static List<Flow> plain(LayerCall call, int axes) {
    call.requireRank(call.input(), axes + 2);
    Moves moves = Moves.of(call, axes, "kernel", "vars/0");
    Operand x = call.channelsFirst(call.x(), axes + 2);
    Operand kernel = outFirst(call, call.weight("kernel", "vars/0"), axes);
    long groups = call.layer().whole("groups", 1);
    Operand y = convolve(call, x, kernel, call.bias(), moves, groups, "convolution");
    return finished(call, y, axes);
  }

  /** {@code [… × in × multiplier]} as {@code [in·multiplier × 1 × …]}. */
  private static Operand perChannel(LayerCall call, int axes, String... names) {
    long[] order = new long[axes + 2];
    order[0] = axes;
    order[1] = axes + 1L;
    for (int i = 0; i < axes; i++) order[i + 2] = i;
    Operand moved = call.op("permute", call.weight(names), Operand.list(order));
    long[] shape = new long[axes + 2];
    shape[0] = -1;
    shape[1] = 1;
    for (int i = 0; i < axes; i++) shape[i + 2] = call.extent(i, names);
    return call.op("reshape", moved, Operand.list(shape));
  }

  private static List<Flow> depthwise(LayerCall call, int axes) {
    call.requireRank(call.input(), axes + 2);
    String[] names = {"depthwise_kernel", "kernel", "vars/0"};
    Moves moves = Moves.of(call, axes, names);
    Operand x = call.channelsFirst(call.x(), axes + 2);
    Operand kernel = perChannel(call, axes, names);
    long groups = call.extent(axes, names);
    Operand y = convolve(call, x, kernel, call.bias(), moves, groups, "convolution");
    return finished(call, y, axes);
  }

  private static List<Flow> separable(LayerCall call, int axes) {
    call.requireRank(call.input(), axes + 2);
    String[] names = {"depthwise_kernel", "vars/0"};
    Moves moves = Moves.of(call, axes, names);
    Operand x = call.channelsFirst(call.x(), axes + 2);
    long groups = call.extent(axes, names);
    Operand spread =
        convolve(
            call, x, perChannel(call, axes, names), Operand.none(), moves, groups, "depthwise");
    String[] points = {"pointwise_kernel", "vars/1"};
    long[] ones = new long[axes];
    java.util.Arrays.fill(ones, 1);
    Moves still = new Moves(ones, ones, ones, "valid");
    Operand kernel = outFirst(call, call.weight(points), axes);
    Operand bias =
        call.layer().truth("use_bias", true) ? call.weight("bias", "vars/2") : Operand.none();
    Operand y = convolve(call, spread, kernel, bias, still, 1, "convolution");
    return finished(call, y, axes);
  }

  /**
   * The gradient of a convolution: 'same' gives stride times as many as come in, and cuts the
   * smaller half of the rest before.
   */
  private static List<Flow> transposed(LayerCall call, int axes) {
    call.requireRank(call.input(), axes + 2);
    Moves moves = Moves.of(call, axes, "kernel", "vars/0");
    long[] given = call.layer().wholes("output_padding", axes, -1);
    long[] padding = new long[axes];
    long[] more = new long[axes];
    long[] cut = new long[axes];
    for (int i = 0; i < axes; i++) {
      long over = moves.reach()[i] - moves.strides()[i];
      boolean same = moves.padding().equals("same");
      if (!same && !moves.padding().equals("valid")) {
        throw call.unknown("padding '" + moves.padding() + "'");
      }
      if (given[i] >= 0) {
        padding[i] = same ? moves.reach()[i] / 2 : 0;
        more[i] = given[i];
      } else if (over < 0) {
        more[i] = -over;
      } else if (same) {
        padding[i] = over / 2;
        cut[i] = over - 2 * (over / 2);
      }
    }
    Operand x = call.channelsFirst(call.x(), axes + 2);
    Operand y =
        call.seen(
            "convolution",
            1,
            "conv_transpose" + axes + "d",
            x,
            outFirst(call, call.weight("kernel", "vars/0"), axes),
            call.bias(),
            Operand.list(moves.strides()),
            Operand.list(padding),
            Operand.list(more),
            Operand.of(call.layer().whole("groups", 1)),
            Operand.list(moves.dilation()));
    for (int i = 0; i < axes; i++) {
      if (cut[i] == 0) continue;
      y =
          call.op(
              "slice", y, Operand.of(2L + i), Operand.of(0L), Operand.of(-cut[i]), Operand.of(1L));
    }
    return finished(call, y, axes);
  }
}
