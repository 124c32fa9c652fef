package dev.sonde.network.onnx;

import dev.sonde.network.torch.Array;
import java.util.Arrays;

/** {@code DeformConv}: each element of the window is shifted by an offset of its own. */
final class Deformed {

  private Deformed() {}

  /** Over two axes: {@code x [n × c × h × w]}, offsets {@code [n × groups·2·kh·kw × oh × ow]}. */
  static Array convolution(Call call) {
    call.requireNoGradient();
    Array x = call.input(0);
    Array w = call.input(1);
    Array offset = call.input(2);
    if (x.rank() != 4 || w.rank() != 4 || offset.rank() != 4) {
      throw call.refused("takes images, not " + x.shape() + ", " + w.shape());
    }
    long[] size = Arrays.copyOfRange(w.shape().toArray(), 2, 4);
    Kernel kernel = Kernel.of(call, x, size);
    int n = (int) x.extent(0);
    int c = (int) x.extent(1);
    int h = (int) x.extent(2);
    int width = (int) x.extent(3);
    int groups = Math.toIntExact(call.integer("group", 1));
    int shifts = Math.toIntExact(call.integer("offset_group", 1));
    int kh = (int) size[0];
    int kw = (int) size[1];
    int out = (int) w.extent(0);
    int per = (int) w.extent(1);
    int oh = (int) offset.extent(2);
    int ow = (int) offset.extent(3);
    boolean fits =
        groups > 0
            && shifts > 0
            && per * groups == c
            && out % groups == 0
            && c % shifts == 0
            && offset.extent(0) == n
            && offset.extent(1) == (long) shifts * 2 * kh * kw
            && oh == places(kernel, h, 0)
            && ow == places(kernel, width, 1);
    if (!fits) {
      throw call.refused("has weights " + w.shape() + " and offsets " + offset.shape());
    }
    call.requireSize(n, out, oh, ow);
    // Every product is computed one by one.
    call.requireSize(out, oh, ow, (long) per * kh * kw);
    call.run().work().charge((double) n * out * oh * ow * per * kh * kw);
    float[] values = x.toFloats();
    float[] weights = w.toFloats();
    float[] moved = offset.toFloats();
    float[] mask = call.optional(4).map(Array::toFloats).orElse(new float[0]);
    if (mask.length != 0 && mask.length * 2 != moved.length) {
      throw call.refused("has a mask " + call.input(4).shape());
    }
    float[] bias = call.optional(3).map(Array::toFloats).orElse(new float[out]);
    if (bias.length != out) throw call.refused("has " + bias.length + " biases");
    float[] y = new float[n * out * oh * ow];
    int plane = oh * ow;
    for (int b = 0; b < n; b++) {
      for (int o = 0; o < out; o++) {
        int first = o / (out / groups) * per;
        for (int at = 0; at < plane; at++) {
          double sum = bias[o];
          for (int i = 0; i < per; i++) {
            int channel = first + i;
            int shift = channel / (c / shifts);
            for (int k = 0; k < kh * kw; k++) {
              int cell = (b * shifts + shift) * kh * kw + k;
              long top = at / ow * kernel.strides()[0] - kernel.before()[0];
              long left = at % ow * kernel.strides()[1] - kernel.before()[1];
              long down = k / kw * kernel.dilations()[0];
              long right = k % kw * kernel.dilations()[1];
              double row = (double) (top + down) + moved[2 * cell * plane + at];
              double column = (double) (left + right) + moved[(2 * cell + 1) * plane + at];
              double value =
                  Bilinear.outsideZero(
                      values, (b * c + channel) * h * width, h, width, row, column);
              if (mask.length > 0) value *= mask[cell * plane + at];
              sum += value * weights[(o * per + i) * kh * kw + k];
            }
          }
          y[(b * out + o) * plane + at] = (float) sum;
        }
      }
    }
    return Array.of(y, n, out, oh, ow);
  }

  private static long places(Kernel kernel, long extent, int axis) {
    long span = (kernel.size()[axis] - 1) * kernel.dilations()[axis] + 1;
    long padded = extent + kernel.before()[axis] + kernel.after()[axis];
    return (padded - span) / kernel.strides()[axis] + 1;
  }
}
