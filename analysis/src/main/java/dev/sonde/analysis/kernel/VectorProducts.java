package dev.sonde.analysis.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Four rows by two vectors at a time; in the outer product four rows by eight points. */
record VectorProducts() implements ProductKernel {
  private static final VectorSpecies<Float> S =
      FloatVector.SPECIES_PREFERRED.length() > 16
          ? FloatVector.SPECIES_512
          : FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  @Override
  public void scores(
      float[] rows,
      int w0,
      int w1,
      int w2,
      int w3,
      int dimensions,
      float[] bias,
      int firstBias,
      float[] panels,
      int panel,
      float[] out,
      int to) {
    for (int lane = 0; lane < WIDTH; lane += 2 * L) {
      FloatVector a0 = FloatVector.broadcast(S, bias[firstBias]);
      FloatVector b0 = FloatVector.broadcast(S, bias[firstBias + 1]);
      FloatVector c0 = FloatVector.broadcast(S, bias[firstBias + 2]);
      FloatVector d0 = FloatVector.broadcast(S, bias[firstBias + 3]);
      FloatVector a1 = a0;
      FloatVector b1 = b0;
      FloatVector c1 = c0;
      FloatVector d1 = d0;
      int p = panel + lane;
      for (int k = 0; k < dimensions; k++, p += WIDTH) {
        FloatVector x0 = FloatVector.fromArray(S, panels, p);
        FloatVector x1 = FloatVector.fromArray(S, panels, p + L);
        FloatVector w = FloatVector.broadcast(S, rows[w0 + k]);
        a0 = w.fma(x0, a0);
        a1 = w.fma(x1, a1);
        w = FloatVector.broadcast(S, rows[w1 + k]);
        b0 = w.fma(x0, b0);
        b1 = w.fma(x1, b1);
        w = FloatVector.broadcast(S, rows[w2 + k]);
        c0 = w.fma(x0, c0);
        c1 = w.fma(x1, c1);
        w = FloatVector.broadcast(S, rows[w3 + k]);
        d0 = w.fma(x0, d0);
        d1 = w.fma(x1, d1);
      }
      int at = to + lane;
      a0.intoArray(out, at);
      a1.intoArray(out, at + L);
      b0.intoArray(out, at + WIDTH);
      b1.intoArray(out, at + WIDTH + L);
      c0.intoArray(out, at + 2 * WIDTH);
      c1.intoArray(out, at + 2 * WIDTH + L);
      d0.intoArray(out, at + 3 * WIDTH);
      d1.intoArray(out, at + 3 * WIDTH + L);
    }
  }

  @Override
  public void outer(
      float[] left,
      int l0,
      int l1,
      int l2,
      int l3,
      float[] right,
      int r,
      int width,
      int from,
      float[] sum,
      int s0,
      int s1,
      int s2,
      int s3) {
    for (int i = 0; i < 8; i += 4) {
      four(
          left,
          l0 + i,
          l1 + i,
          l2 + i,
          l3 + i,
          right,
          r + i * width,
          width,
          from,
          sum,
          s0,
          s1,
          s2,
          s3);
    }
  }

  private static void four(
      float[] left,
      int l0,
      int l1,
      int l2,
      int l3,
      float[] right,
      int r,
      int width,
      int from,
      float[] sum,
      int s0,
      int s1,
      int s2,
      int s3) {
    for (int j = from; j < width; j += L) {
      FloatVector x0 = FloatVector.fromArray(S, right, r + j);
      FloatVector x1 = FloatVector.fromArray(S, right, r + width + j);
      FloatVector x2 = FloatVector.fromArray(S, right, r + 2 * width + j);
      FloatVector x3 = FloatVector.fromArray(S, right, r + 3 * width + j);
      row(left, l0, x0, x1, x2, x3, sum, s0 + j);
      row(left, l1, x0, x1, x2, x3, sum, s1 + j);
      row(left, l2, x0, x1, x2, x3, sum, s2 + j);
      row(left, l3, x0, x1, x2, x3, sum, s3 + j);
    }
  }

  private static void row(
      float[] left,
      int l,
      FloatVector x0,
      FloatVector x1,
      FloatVector x2,
      FloatVector x3,
      float[] sum,
      int at) {
    FloatVector s = FloatVector.fromArray(S, sum, at);
    s = FloatVector.broadcast(S, left[l]).fma(x0, s);
    s = FloatVector.broadcast(S, left[l + 1]).fma(x1, s);
    s = FloatVector.broadcast(S, left[l + 2]).fma(x2, s);
    s = FloatVector.broadcast(S, left[l + 3]).fma(x3, s);
    s.intoArray(sum, at);
  }
}
