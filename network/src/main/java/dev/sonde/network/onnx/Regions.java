package dev.sonde.network.onnx;

import dev.sonde.network.torch.Array;

/** {@code RoiAlign}: boxes of images as images of one size (He et al. 2017, Mask R-CNN). */
final class Regions {

  private Regions() {}

  static Array aligned(Call call) {
    call.requireNoGradient();
    Array x = call.input(0);
    Array boxes = call.input(1);
    long[] images = call.numbers(2);
    if (x.rank() != 4 || boxes.rank() != 2 || boxes.extent(1) != 4) {
      throw call.refused("takes boxes " + boxes.shape() + " of images " + x.shape());
    }
    int height = Math.toIntExact(call.integer("output_height", 1));
    int width = Math.toIntExact(call.integer("output_width", 1));
    int channels = (int) x.extent(1);
    int h = (int) x.extent(2);
    int w = (int) x.extent(3);
    int count = (int) boxes.extent(0);
    if (images.length != count || height < 1 || width < 1) {
      throw call.refused("has " + images.length + " images for " + count + " boxes");
    }
    call.requireSize(count, channels, height, width);
    String mode = call.text("mode", "avg");
    if (!mode.equals("avg") && !mode.equals("max")) throw call.refused("pools by '" + mode + "'");
    String given = call.opset() < 16 ? "output_half_pixel" : "half_pixel";
    String transformation = call.text("coordinate_transformation_mode", given);
    boolean half = transformation.equals("half_pixel");
    if (!half && !transformation.equals("output_half_pixel")) {
      throw call.refused("places elements by '" + transformation + "'");
    }
    double scale = call.real("spatial_scale", 1);
    long ratio = call.integer("sampling_ratio", 0);
    float[] values = x.toFloats();
    float[] corners = boxes.toFloats();
    float[] y = new float[count * channels * height * width];
    int[] places = new int[4];
    for (int box = 0; box < count; box++) {
      if (images[box] < 0 || images[box] >= x.extent(0)) {
        throw call.refused("takes a box of image " + images[box] + " of " + x.extent(0));
      }
      double left = corners[4 * box] * scale - (half ? .5 : 0);
      double top = corners[4 * box + 1] * scale - (half ? .5 : 0);
      double wide = corners[4 * box + 2] * scale - (half ? .5 : 0) - left;
      double high = corners[4 * box + 3] * scale - (half ? .5 : 0) - top;
      if (!half) {
        wide = Math.max(wide, 1);
        high = Math.max(high, 1);
      }
      long rows = ratio > 0 ? ratio : (long) Math.ceil(high / height);
      long columns = ratio > 0 ? ratio : (long) Math.ceil(wide / width);
      call.requireSize(Math.max(0, rows), Math.max(0, columns), height, (long) width * channels);
      for (int channel = 0; channel < channels; channel++) {
        int plane = (int) (images[box] * channels + channel) * h * w;
        for (int cell = 0; cell < height * width; cell++) {
          double sum = 0;
          double most = Double.NEGATIVE_INFINITY;
          for (long sample = 0; sample < rows * columns; sample++) {
            long down = sample / columns;
            long right = sample % columns;
            int cellRow = cell / width;
            int cellColumn = cell % width;
            double row = top + (cellRow + (down + .5) / rows) * high / height;
            double column = left + (cellColumn + (right + .5) / columns) * wide / width;
            double[] shares = Bilinear.shares(h, w, row, column, places);
            for (int i = 0; i < 4; i++) {
              double part = shares[i] * values[plane + places[i]];
              sum += part;
              most = Math.max(most, part);
            }
          }
          double value =
              mode.equals("max")
                  ? (rows * columns > 0 ? most : 0)
                  : sum / Math.max(1, rows * columns);
          y[(box * channels + channel) * height * width + cell] = (float) value;
        }
      }
    }
    return Array.of(y, count, channels, height, width);
  }
}
