package dev.sonde.network.program.module;

import dev.sonde.network.program.Operand;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Convolutions, poolings, paddings and enlargements. */
final class ConvolutionModules {

  private ConvolutionModules() {}

  static Map<String, ModuleRule> all() {
    Map<String, ModuleRule> all = new HashMap<>();
    for (int axes = 1; axes <= 3; axes++) {
      int n = axes;
      String d = n + "d";
      all.put("Conv" + d, ModuleRule.one(call -> plain(call, n)));
      all.put("ConvTranspose" + d, ModuleRule.one(call -> transposed(call, n)));
      all.put("MaxPool" + d, ModuleRule.one(call -> largest(call, n)));
      all.put("AvgPool" + d, ModuleRule.one(call -> mean(call, n)));
      all.put("AdaptiveAvgPool" + d, ModuleRule.one(call -> adaptive(call, n)));
      all.put(
          "AdaptiveMaxPool" + d,
          ModuleRule.one(
              call ->
                  call.several("adaptive_max_pool" + d, 2, 1, call.x(), size(call, n)).getFirst()));
      all.put("ZeroPad" + d, ModuleRule.one(call -> padded(call, "constant", 0)));
      all.put(
          "ConstantPad" + d,
          ModuleRule.one(call -> padded(call, "constant", call.real("value", 0))));
      all.put("ReflectionPad" + d, ModuleRule.one(call -> padded(call, "reflect", 0)));
      all.put("ReplicationPad" + d, ModuleRule.one(call -> padded(call, "replicate", 0)));
      all.put("CircularPad" + d, ModuleRule.one(call -> padded(call, "circular", 0)));
    }
    all.put("Upsample", ModuleRule.one(ConvolutionModules::enlarged));
    all.put("UpsamplingNearest2d", all.get("Upsample"));
    all.put("UpsamplingBilinear2d", all.get("Upsample"));
    return all;
  }

  private static Operand plain(ModuleCall call, int axes) {
    Operand x = call.x();
    Operand padding = call.given("padding", axes, 0);
    String mode = call.text("padding_mode", "zeros");
    if (!mode.equals("zeros")) {
      long[] pads = call.wholes("_reversed_padding_repeated_twice", 2 * axes, 0);
      x = call.op("pad", x, Operand.list(pads), Operand.of(mode));
      padding = Operand.list(new long[axes]);
    }
    return call.own(
        1,
        "conv" + axes + "d",
        x,
        call.weight("weight"),
        call.optional("bias"),
        call.given("stride", axes, 1),
        padding,
        call.given("dilation", axes, 1),
        Operand.of(call.whole("groups", 1)));
  }

  private static Operand transposed(ModuleCall call, int axes) {
    return call.own(
        1,
        "conv_transpose" + axes + "d",
        call.x(),
        call.weight("weight"),
        call.optional("bias"),
        call.given("stride", axes, 1),
        call.given("padding", axes, 0),
        call.given("output_padding", axes, 0),
        Operand.of(call.whole("groups", 1)),
        call.given("dilation", axes, 1));
  }

  private static Operand stride(ModuleCall call, int axes) {
    return call.has("stride") ? call.given("stride", axes, 1) : call.given("kernel_size", axes, 1);
  }

  private static Operand largest(ModuleCall call, int axes) {
    if (call.truth("return_indices", false)) throw call.wrong("it returns indices");
    return call.own(
        1,
        "max_pool" + axes + "d",
        call.x(),
        call.given("kernel_size", axes, 1),
        stride(call, axes),
        call.given("padding", axes, 0),
        call.given("dilation", axes, 1),
        Operand.of(call.truth("ceil_mode", false)));
  }

  private static Operand mean(ModuleCall call, int axes) {
    if (call.has("divisor_override")) throw call.wrong("it has a divisor_override");
    return call.own(
        1,
        "avg_pool" + axes + "d",
        call.x(),
        call.given("kernel_size", axes, 1),
        stride(call, axes),
        call.given("padding", axes, 0),
        Operand.of(call.truth("ceil_mode", false)),
        Operand.of(call.truth("count_include_pad", true)));
  }

  private static Operand size(ModuleCall call, int axes) {
    return call.given("output_size", axes, 1);
  }

  private static Operand adaptive(ModuleCall call, int axes) {
    return call.own(1, "adaptive_avg_pool" + axes + "d", call.x(), size(call, axes));
  }

  private static Operand padded(ModuleCall call, String mode, double value) {
    Operand pads = call.given("padding", 2, 0);
    if (!mode.equals("constant")) return call.own(1, "pad", call.x(), pads, Operand.of(mode));
    return call.own(1, "constant_pad_nd", call.x(), pads, Operand.of(value));
  }

  private static Operand enlarged(ModuleCall call) {
    String mode = call.text("mode", "nearest");
    Operand size = call.has("size") ? call.given("size", 2, 1) : Operand.none();
    Operand factor = Operand.none();
    if (call.has("scale_factor")) {
      Operand each = Operand.of(call.real("scale_factor", 1));
      factor = new Operand.Several(List.of(each, each));
    }
    if (mode.equals("nearest")) return call.own(1, "upsample_nearest2d", call.x(), size, factor);
    if (!mode.equals("bilinear")) throw call.wrong("mode '" + mode + "' is not computed");
    Operand corners = Operand.of(call.truth("align_corners", false));
    return call.own(1, "upsample_bilinear2d", call.x(), size, corners, factor);
  }
}
