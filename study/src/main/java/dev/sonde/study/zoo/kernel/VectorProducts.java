package dev.sonde.study.zoo.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Eight output channels by one vector of images at a time, all in registers. */
record VectorProducts() implements Products {
  private static final VectorSpecies<Float> S =
      FloatVector.SPECIES_PREFERRED.length() > WIDTH
          ? FloatVector.SPECIES_512
          : FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  @Override
  public void gather(
      float[] from,
      int channels,
      int pixels,
      float[] weights,
      float[] bias,
      int[][] links,
      float[] to) {
    for (int p = 0; p < links.length; p++) {
      for (int o = 0; o < bias.length; o += TILE) {
        for (int n = 0; n < WIDTH; n += L) {
          tile(from, channels, pixels, weights, bias, links[p], o, n, to, p, links.length);
        }
      }
    }
  }

  private static void tile(
      float[] from,
      int channels,
      int pixels,
      float[] weights,
      float[] bias,
      int[] links,
      int o,
      int n,
      float[] to,
      int p,
      int outPixels) {
    int row = channels * Grid.TAPS;
    int w = o * row;
    FloatVector s0 = FloatVector.broadcast(S, bias[o + 0]);
    FloatVector s1 = FloatVector.broadcast(S, bias[o + 1]);
    FloatVector s2 = FloatVector.broadcast(S, bias[o + 2]);
    FloatVector s3 = FloatVector.broadcast(S, bias[o + 3]);
    FloatVector s4 = FloatVector.broadcast(S, bias[o + 4]);
    FloatVector s5 = FloatVector.broadcast(S, bias[o + 5]);
    FloatVector s6 = FloatVector.broadcast(S, bias[o + 6]);
    FloatVector s7 = FloatVector.broadcast(S, bias[o + 7]);
    for (int c = 0; c < channels; c++, w += Grid.TAPS) {
      int x = c * pixels * WIDTH + n;
      for (int j = 0; j < links.length; j += 2) {
        int at = w + links[j];
        FloatVector v = FloatVector.fromArray(S, from, x + links[j + 1] * WIDTH);
        s0 = v.fma(FloatVector.broadcast(S, weights[at]), s0);
        s1 = v.fma(FloatVector.broadcast(S, weights[at + row]), s1);
        s2 = v.fma(FloatVector.broadcast(S, weights[at + 2 * row]), s2);
        s3 = v.fma(FloatVector.broadcast(S, weights[at + 3 * row]), s3);
        s4 = v.fma(FloatVector.broadcast(S, weights[at + 4 * row]), s4);
        s5 = v.fma(FloatVector.broadcast(S, weights[at + 5 * row]), s5);
        s6 = v.fma(FloatVector.broadcast(S, weights[at + 6 * row]), s6);
        s7 = v.fma(FloatVector.broadcast(S, weights[at + 7 * row]), s7);
      }
    }
    int at = (o * outPixels + p) * WIDTH + n;
    int step = outPixels * WIDTH;
    s0.intoArray(to, at);
    s1.intoArray(to, at + step);
    s2.intoArray(to, at + 2 * step);
    s3.intoArray(to, at + 3 * step);
    s4.intoArray(to, at + 4 * step);
    s5.intoArray(to, at + 5 * step);
    s6.intoArray(to, at + 6 * step);
    s7.intoArray(to, at + 7 * step);
  }

  @Override
  public void correlate(
      float[] given,
      int outs,
      int outPixels,
      float[] from,
      int channels,
      int pixels,
      int[][] taps,
      float[] sums) {
    for (int o = 0; o < outs; o += TILE) {
      for (int c = 0; c < channels; c++) {
        for (int t = 0; t < taps.length; t++) {
          for (int n = 0; n < WIDTH; n += L) {
            int at = ((o * channels + c) * Grid.TAPS + t) * WIDTH + n;
            int step = channels * Grid.TAPS * WIDTH;
            int g = o * outPixels * WIDTH + n;
            int x = c * pixels * WIDTH + n;
            pairs(given, g, outPixels * WIDTH, from, x, taps[t], sums, at, step);
          }
        }
      }
    }
  }

  private static void pairs(
      float[] given,
      int g,
      int row,
      float[] from,
      int x,
      int[] pairs,
      float[] sums,
      int at,
      int step) {
    FloatVector s0 = FloatVector.fromArray(S, sums, at);
    FloatVector s1 = FloatVector.fromArray(S, sums, at + step);
    FloatVector s2 = FloatVector.fromArray(S, sums, at + 2 * step);
    FloatVector s3 = FloatVector.fromArray(S, sums, at + 3 * step);
    FloatVector s4 = FloatVector.fromArray(S, sums, at + 4 * step);
    FloatVector s5 = FloatVector.fromArray(S, sums, at + 5 * step);
    FloatVector s6 = FloatVector.fromArray(S, sums, at + 6 * step);
    FloatVector s7 = FloatVector.fromArray(S, sums, at + 7 * step);
    for (int j = 0; j < pairs.length; j += 2) {
      int from0 = g + pairs[j] * WIDTH;
      FloatVector v = FloatVector.fromArray(S, from, x + pairs[j + 1] * WIDTH);
      s0 = v.fma(FloatVector.fromArray(S, given, from0), s0);
      s1 = v.fma(FloatVector.fromArray(S, given, from0 + row), s1);
      s2 = v.fma(FloatVector.fromArray(S, given, from0 + 2 * row), s2);
      s3 = v.fma(FloatVector.fromArray(S, given, from0 + 3 * row), s3);
      s4 = v.fma(FloatVector.fromArray(S, given, from0 + 4 * row), s4);
      s5 = v.fma(FloatVector.fromArray(S, given, from0 + 5 * row), s5);
      s6 = v.fma(FloatVector.fromArray(S, given, from0 + 6 * row), s6);
      s7 = v.fma(FloatVector.fromArray(S, given, from0 + 7 * row), s7);
    }
    s0.intoArray(sums, at);
    s1.intoArray(sums, at + step);
    s2.intoArray(sums, at + 2 * step);
    s3.intoArray(sums, at + 3 * step);
    s4.intoArray(sums, at + 4 * step);
    s5.intoArray(sums, at + 5 * step);
    s6.intoArray(sums, at + 6 * step);
    s7.intoArray(sums, at + 7 * step);
  }

  @Override
  public void tanh(float[] values) {
    for (int i = 0; i < values.length; i += L) {
      FloatVector.fromArray(S, values, i).lanewise(VectorOperators.TANH).intoArray(values, i);
    }
  }
}
