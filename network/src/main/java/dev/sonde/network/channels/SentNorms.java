package dev.sonde.network.channels;

import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.ElementType;
import dev.sonde.network.torch.Functional;
import dev.sonde.network.torch.Indexing;
import dev.sonde.network.torch.Spatial;
import java.util.ArrayList;
import java.util.List;

/**
 * ‖LG(k→c)‖² of all pairs of channels that a convolution connects; see {@link
 * dev.sonde.network.channels}.
 */
final class SentNorms {

  /** Elements of one array of shifted gradients: 64 MB of float64. */
  private static final long MOST = 1 << 23;

  private SentNorms() {}

  /**
   * @param gradient at the output, {@code [images × out × height × width]}
   * @param weight {@code [out × in/groups × kernel height × kernel width]}
   * @param height of the input
   * @param width of the input
   * @return {@code [images × out × in/groups]} in float64
   */
  static Array squared(
      Array gradient, Array weight, Spatial.Geometry geometry, long height, long width) {
    long images = gradient.extent(0);
    long out = gradient.extent(1);
    long taps = weight.extent(2) * weight.extent(3);
    Array kernels =
        Indexing.reverse(Indexing.reverse(weight.detach(), 2), 3)
            .view(out, weight.extent(1), taps)
            .to(ElementType.FLOAT64);
    long perChannel = taps * height * width;
    long channels = Math.clamp(MOST / perChannel, 1, out);
    long together = channels < out ? 1 : Math.clamp(MOST / (perChannel * out), 1, images);
    List<Array> ofImages = new ArrayList<>();
    for (long n = 0; n < images; n += together) {
      long count = Math.min(together, images - n);
      List<Array> ofChannels = new ArrayList<>();
      for (long k = 0; k < out; k += channels) {
        long some = Math.min(channels, out - k);
        Array part = gradient.narrow(0, n, count).narrow(1, k, some);
        Array shifted = shifted(part, weight, geometry, height, width);
        ofChannels.add(squared(shifted, kernels.narrow(0, k, some), count));
      }
      ofImages.add(Functional.concatenate(1, ofChannels.toArray(new Array[0])));
    }
    return Functional.concatenate(0, ofImages.toArray(new Array[0]));
  }

  /**
   * The gradient as every place of the kernel sends it to the input: {@code [images·channels × taps
   * × height·width]}, taps from the kernel's last to its first.
   */
  private static Array shifted(
      Array gradient, Array weight, Spatial.Geometry geometry, long height, long width) {
    long rows = gradient.extent(0) * gradient.extent(1);
    long[] extents = {height, width};
    Array placed = gradient.contiguous().view(rows, 1, gradient.extent(2), gradient.extent(3));
    long[] before = new long[4];
    long[] after = new long[4];
    for (int axis = 0; axis < 2; axis++) {
      long stride = geometry.strides()[axis];
      long reach = geometry.dilations()[axis] * (weight.extent(axis + 2) - 1);
      before[axis + 2] = reach - geometry.before()[axis];
      after[axis + 2] =
          extents[axis] - 1 + geometry.before()[axis] - (gradient.extent(axis + 2) - 1) * stride;
    }
    if (geometry.strides()[0] > 1 || geometry.strides()[1] > 1) {
      Array one = Indexing.filled(1, gradient.type(), 1, 1, 1, 1);
      Spatial.Window apart = new Spatial.Window(geometry.strides(), new long[2], new long[] {1, 1});
      placed = Spatial.transposed(placed, one, null, apart, 1, new long[2]);
    }
    Array padded = Spatial.pad(placed, before, after, 0).squeeze(1).to(ElementType.FLOAT64);
    Array rowsOfTaps = Indexing.windows(padded, 1, height, geometry.dilations()[0]);
    Array windows = Indexing.windows(rowsOfTaps, 2, width, geometry.dilations()[1]);
    return windows.contiguous().view(rows, -1, height * width);
  }

  /** From shifted gradients and kernels {@code [channels × in × taps]}. */
  private static Array squared(Array shifted, Array kernels, long images) {
    long channels = kernels.extent(0);
    long in = kernels.extent(1);
    long taps = kernels.extent(2);
    if (in < taps) {
      // Few input channels (an image, depthwise): what is sent itself is less than the matrices.
      Array sent =
          kernels.unsqueeze(0).matmul(shifted.view(images, channels, taps, shifted.extent(2)));
      return sent.square().sum(3);
    }
    Array products = Functional.batchedProduct(shifted, shifted.transpose(1, 2));
    Array byChannel =
        Indexing.permute(products.view(images, channels, taps, taps), 1, 2, 0, 3)
            .contiguous()
            .view(channels, taps, images * taps);
    Array answered = Functional.batchedProduct(kernels, byChannel).view(channels, in, images, taps);
    Array squares = answered.multiply(kernels.unsqueeze(2)).sum(3);
    return Indexing.permute(squares, 2, 0, 1).atLeast(0);
  }
}
