package dev.sonde.network.onnx;

import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Indexing;
import dev.sonde.network.torch.Sampling;
import dev.sonde.network.torch.Sampling.Between;
import dev.sonde.network.torch.Sampling.Outside;
import java.util.Arrays;
import java.util.List;

/** Elements at places that are themselves computed. */
final class SamplingOperators {

  private SamplingOperators() {}

  static List<Operator> all() {
    return List.of(
        Operator.one(
            "GridSample",
            2,
            Units.CHANNELS,
            "align_corners mode padding_mode",
            SamplingOperators::grid),
        Operator.one("AffineGrid", 2, Units.LAST, "align_corners", SamplingOperators::affine),
        Operator.one(
            "Col2Im", 3, Units.CHANNELS, "dilations pads strides", SamplingOperators::folded),
        Operator.one(
            "DeformConv",
            3,
            Units.CHANNELS,
            "dilations group kernel_shape offset_group pads strides",
            Deformed::convolution),
        Operator.one(
            "RoiAlign",
            3,
            Units.CHANNELS,
            "coordinate_transformation_mode mode output_height output_width sampling_ratio"
                + " spatial_scale",
            Regions::aligned),
        Operator.one("NonMaxSuppression", 2, Units.BY_RANK, "center_point_box", Boxes::suppressed)
            .exact(),
        Operator.one("Det", 1, Units.BY_RANK, "", SamplingOperators::determinant));
  }

  private static Array determinant(Call call) {
    Array x = call.input(0);
    if (x.rank() > 0) call.chargeProduct(x, (double) x.count() * x.extent(-1));
    return Sampling.determinant(x);
  }

  private static Array grid(Call call) {
    Array x = call.input(0);
    Array grid = call.input(1);
    String mode = call.text("mode", "linear");
    String padding = call.text("padding_mode", "zeros");
    Between between =
        switch (mode) {
          case "linear", "bilinear" -> Between.LINEAR;
          case "nearest" -> Between.NEAREST;
          case "cubic", "bicubic" -> Between.CUBIC;
          default -> throw call.refused("interpolates by '" + mode + "'");
        };
    Outside outside =
        switch (padding) {
          case "zeros" -> Outside.ZEROS;
          case "border" -> Outside.BORDER;
          case "reflection" -> Outside.REFLECTION;
          default -> throw call.refused("pads by '" + padding + "'");
        };
    if ((x.rank() != 4 && x.rank() != 5) || grid.rank() != x.rank()) {
      throw call.refused("samples an array " + x.shape() + " at " + grid.shape());
    }
    long[] shape = grid.shape().toArray();
    shape[shape.length - 1] = x.extent(1);
    call.requireSize(shape);
    return Sampling.at(x, grid.to(x.type()), between, outside, call.flag("align_corners", false));
  }

  private static Array affine(Call call) {
    long[] size = call.numbers(1);
    if (size.length != 4 && size.length != 5) {
      throw call.refused("makes a grid for " + Arrays.toString(size));
    }
    long[] shape = size.clone();
    shape[1] = size.length - 2L;
    call.requireSize(shape);
    return Sampling.affineGrid(call.input(0), size, call.flag("align_corners", false));
  }

  /** Windows {@code [batch × channels · block × places]} added up to an image. */
  private static Array folded(Call call) {
    Array x = call.input(0);
    long[] image = call.numbers(1);
    long[] block = call.numbers(2);
    int axes = image.length;
    if (axes < 1 || block.length != axes || x.rank() != 3) {
      throw call.refused("puts " + x.shape() + " together to " + Arrays.toString(image));
    }
    long[] ones = new long[axes];
    Arrays.fill(ones, 1);
    long[] dilations = call.integers("dilations").orElse(ones);
    long[] strides = call.integers("strides").orElse(ones);
    long[] pads = call.integers("pads").orElse(new long[2 * axes]);
    if (dilations.length != axes || strides.length != axes || pads.length != 2 * axes) {
      throw call.refused("has settings for other than " + axes + " axes");
    }
    long[] places = new long[axes];
    long cells = 1;
    long windows = 1;
    long pixels = 1;
    for (int i = 0; i < axes; i++) {
      if (image[i] < 1 || block[i] < 1 || strides[i] < 1 || dilations[i] < 1) {
        throw call.refused("has extents or steps below 1");
      }
      long span = (block[i] - 1) * dilations[i] + 1;
      places[i] = Math.floorDiv(image[i] + pads[i] + pads[axes + i] - span, strides[i]) + 1;
      cells = Math.multiplyExact(cells, block[i]);
      windows = Math.multiplyExact(windows, Math.max(0, places[i]));
      pixels = Math.multiplyExact(pixels, image[i]);
    }
    call.requireSize(cells, windows);
    long batch = x.extent(0);
    if (windows != x.extent(2) || x.extent(1) % cells != 0) {
      throw call.refused("puts " + x.shape() + " together to " + Arrays.toString(image));
    }
    long channels = x.extent(1) / cells;
    call.requireSize(batch, channels, pixels + 1);
    // What falls into the padding goes to a cell behind the image, which is cut off.
    long[] at = new long[Math.toIntExact(cells * windows)];
    for (int i = 0; i < at.length; i++) {
      at[i] =
          pixel(i / windows, i % windows, image, block, places, strides, dilations, pads, pixels);
    }
    Array index = Array.ofIndices(at, 1, 1, at.length).expand(batch, channels, at.length);
    Array zeros = Indexing.filled(0, x.type(), batch, channels, pixels + 1);
    Array sums = Indexing.scatter(zeros, 2, index, x.view(batch, channels, at.length), "sum");
    long[] shape = new long[axes + 2];
    shape[0] = batch;
    shape[1] = channels;
    System.arraycopy(image, 0, shape, 2, axes);
    return sums.narrow(2, 0, pixels).view(shape);
  }

  private static long pixel(
      long cell,
      long window,
      long[] image,
      long[] block,
      long[] places,
      long[] strides,
      long[] dilations,
      long[] pads,
      long outside) {
    long at = 0;
    long stride = 1;
    for (int i = image.length - 1; i >= 0; i--) {
      long within = cell % block[i] * dilations[i];
      long place = window % places[i] * strides[i] + within - pads[i];
      if (place < 0 || place >= image[i]) return outside;
      at += place * stride;
      stride *= image[i];
      cell /= block[i];
      window /= places[i];
    }
    return at;
  }
}
