package dev.sonde.network.onnx;

import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.ElementType;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Other sizes of the same picture, one axis after the other. */
final class ResizeOperators {

  private ResizeOperators() {}

  static List<Operator> all() {
    return List.of(
        Operator.one(
            "Resize",
            1,
            Units.SAME,
            "antialias axes coordinate_transformation_mode cubic_coeff_a exclude_outside"
                + " extrapolation_value keep_aspect_ratio_policy mode nearest_mode",
            ResizeOperators::resize),
        Operator.one("Upsample", 1, Units.SAME, "mode scales", ResizeOperators::upsample));
  }

  private static Array upsample(Call call) {
    Array x = call.input(0);
    double[] scales =
        call.optional(1).isPresent()
            ? reals(call.input(1))
            : call.opset() < 7
                ? new double[] {1, 1, call.real("height_scale", 1), call.real("width_scale", 1)}
                : widened(call.reals("scales").orElseThrow(() -> call.refused("has no scales")));
    String mode = call.text("mode", "nearest");
    Interpolation how =
        new Interpolation(
            mode.equals("bilinear") ? "linear" : mode,
            "asymmetric",
            "floor",
            -.75,
            false,
            0,
            false);
    return resize(call, x, axes(x), scales, null, how);
  }

  private static Array resize(Call call) {
    Array x = call.input(0);
    boolean early = call.opset() < 11;
    String mode = call.text("mode", "nearest");
    Interpolation how =
        new Interpolation(
            early && mode.equals("bilinear") ? "linear" : mode,
            early ? "asymmetric" : call.text("coordinate_transformation_mode", "half_pixel"),
            early ? "simple" : call.text("nearest_mode", "round_prefer_floor"),
            call.real("cubic_coeff_a", -.75),
            call.flag("exclude_outside", false),
            call.real("extrapolation_value", 0),
            call.flag("antialias", false));
    long[] axes =
        Arrays.stream(call.integers("axes").orElse(axes(x)))
            .map(axis -> call.axis(axis, x.rank()))
            .toArray();
    int scalesAt = early ? 1 : 2;
    Optional<Array> scales = call.optional(scalesAt).filter(array -> array.count() > 0);
    if (scales.isPresent()) return resize(call, x, axes, reals(scales.get()), null, how);
    if (call.optional(3).isEmpty()) throw call.refused("has neither scales nor sizes");
    long[] sizes = call.numbers(3);
    if (sizes.length != axes.length) throw call.refused("has " + sizes.length + " sizes");
    double[] ratios = new double[sizes.length];
    for (int i = 0; i < sizes.length; i++) {
      ratios[i] = (double) sizes[i] / x.extent((int) axes[i]);
    }
    keepAspect(call, x, axes, ratios, sizes);
    return resize(call, x, axes, ratios, sizes, how);
  }

  /** The least or greatest of the ratios for all, where the file asks for it. */
  private static void keepAspect(Call call, Array x, long[] axes, double[] ratios, long[] sizes) {
    String policy = call.text("keep_aspect_ratio_policy", "stretch");
    if (policy.equals("stretch")) return;
    double one =
        switch (policy) {
          case "not_larger" -> Arrays.stream(ratios).min().orElse(1);
          case "not_smaller" -> Arrays.stream(ratios).max().orElse(1);
          default -> throw call.refused("keeps the aspect ratio by '" + policy + "'");
        };
    Arrays.fill(ratios, one);
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = (long) Math.floor(one * x.extent((int) axes[i]) + .5);
    }
  }

  private static Array resize(
      Call call,
      Array x,
      long[] axes,
      double[] scales,
      long @Nullable [] sizes,
      Interpolation how) {
    if (scales.length != axes.length) {
      throw call.refused("has " + scales.length + " scales for " + axes.length + " axes");
    }
    boolean crops = how.transformation().equals("tf_crop_and_resize");
    double[] region = crops ? reals(call.input(1)) : new double[2 * axes.length];
    if (region.length != 2 * axes.length) {
      throw call.refused("has a region of " + region.length + " numbers");
    }
    long[] shape = x.shape().toArray();
    for (int i = 0; i < axes.length; i++) {
      int axis = (int) axes[i];
      if (!(scales[i] > 0)) throw call.refused("scales by " + scales[i]);
      shape[axis] = sizes == null ? (long) Math.floor(shape[axis] * scales[i]) : sizes[i];
      if (shape[axis] < 1 || shape[axis] > 1 << 16) {
        throw call.refused("makes an axis of " + shape[axis]);
      }
    }
    call.requireSize(shape);
    Array resized = x.isReal() ? x : x.to(ElementType.FLOAT32);
    for (int i = 0; i < axes.length; i++) {
      int axis = (int) axes[i];
      long in = x.extent(axis);
      long out = shape[axis];
      if (in == out && scales[i] == 1 && !crops) continue;
      double length = sizes == null ? in * scales[i] : out;
      Interpolation.Axis along =
          new Interpolation.Axis(
              axis, in, out, length, scales[i], region[i], region[axes.length + i]);
      resized = how.along(call, resized, along);
    }
    return resized.to(x.type());
  }

  private static long[] axes(Array x) {
    return LongStream.range(0, x.rank()).toArray();
  }

  private static double[] reals(Array array) {
    return widened(array.toFloats());
  }

  private static double[] widened(float[] numbers) {
    double[] wide = new double[numbers.length];
    for (int i = 0; i < wide.length; i++) wide[i] = numbers[i];
    return wide;
  }
}
