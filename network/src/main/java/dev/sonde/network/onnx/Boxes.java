package dev.sonde.network.onnx;

import dev.sonde.network.torch.Array;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** {@code NonMaxSuppression}: of boxes that overlap, the one with the highest score. */
final class Boxes {

  private Boxes() {}

  /** {@code [chosen × 3]}: image, class, box. */
  static Array suppressed(Call call) {
    float[] boxes = call.input(0).toFloats();
    float[] scores = call.input(1).toFloats();
    if (call.input(0).rank() != 3 || call.input(1).rank() != 3 || call.input(0).extent(2) != 4) {
      throw call.refused(
          "takes boxes " + call.input(0).shape() + " with scores " + call.input(1).shape());
    }
    int images = (int) call.input(1).extent(0);
    int classes = (int) call.input(1).extent(1);
    int count = (int) call.input(1).extent(2);
    if (call.input(0).extent(0) != images || call.input(0).extent(1) != count) {
      throw call.refused("has other boxes than scores");
    }
    long most = call.number(2, 0);
    double overlap = call.optional(3).isPresent() ? call.number(3) : 0;
    double least = call.optional(4).isPresent() ? call.number(4) : Double.NEGATIVE_INFINITY;
    boolean centred = call.flag("center_point_box", false);
    call.requireSize(count, Math.clamp(most, 0, count), (long) images * classes);
    List<long[]> chosen = new ArrayList<>();
    for (int image = 0; image < images; image++) {
      double[][] corners = new double[count][];
      for (int i = 0; i < count; i++) {
        corners[i] = corners(boxes, 4 * (image * count + i), centred);
      }
      for (int c = 0; c < classes; c++) {
        int from = (image * classes + c) * count;
        List<Integer> order =
            IntStream.range(0, count)
                .filter(i -> scores[from + i] > least)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -scores[from + i]))
                .toList();
        List<Integer> kept = new ArrayList<>();
        for (int i : order) {
          if (kept.size() >= most) break;
          boolean free = kept.stream().noneMatch(k -> shared(corners[k], corners[i]) > overlap);
          if (free) kept.add(i);
        }
        for (int i : kept) chosen.add(new long[] {image, c, i});
      }
    }
    long[] flat = chosen.stream().flatMapToLong(java.util.Arrays::stream).toArray();
    return Array.ofIndices(flat, chosen.size(), 3);
  }

  /** Least and greatest y, least and greatest x. */
  private static double[] corners(float[] boxes, int at, boolean centred) {
    if (centred) {
      double x = boxes[at];
      double y = boxes[at + 1];
      double halfWidth = boxes[at + 2] / 2.0;
      double halfHeight = boxes[at + 3] / 2.0;
      return new double[] {y - halfHeight, y + halfHeight, x - halfWidth, x + halfWidth};
    }
    return new double[] {
      Math.min(boxes[at], boxes[at + 2]), Math.max(boxes[at], boxes[at + 2]),
      Math.min(boxes[at + 1], boxes[at + 3]), Math.max(boxes[at + 1], boxes[at + 3])
    };
  }

  /** Intersection over union. */
  private static double shared(double[] a, double[] b) {
    double height = Math.min(a[1], b[1]) - Math.max(a[0], b[0]);
    double width = Math.min(a[3], b[3]) - Math.max(a[2], b[2]);
    if (height <= 0 || width <= 0) return 0;
    double both = height * width;
    double union = (a[1] - a[0]) * (a[3] - a[2]) + (b[1] - b[0]) * (b[3] - b[2]) - both;
    return union <= 0 ? 0 : both / union;
  }
}
