package dev.sonde.analysis.rows;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** SIMD; multiplies and adds apart, as the scalar twin does, so that no bit differs. */
record VectorKernel() implements Kernel {

  private static final VectorSpecies<Double> LANES = DoubleVector.SPECIES_PREFERRED;

  @Override
  public void add(
      double[] y,
      int to,
      int length,
      double[] x,
      int[] from,
      int fromAt,
      double[] scale,
      int scaleAt) {
    double a = scale[scaleAt];
    double b = scale[scaleAt + 1];
    double c = scale[scaleAt + 2];
    double d = scale[scaleAt + 3];
    int xa = from[fromAt];
    int xb = from[fromAt + 1];
    int xc = from[fromAt + 2];
    int xd = from[fromAt + 3];
    int end = LANES.loopBound(length);
    int i = 0;
    for (; i < end; i += LANES.length()) {
      DoubleVector sum =
          DoubleVector.fromArray(LANES, x, xa + i)
              .mul(a)
              .add(DoubleVector.fromArray(LANES, x, xb + i).mul(b))
              .add(DoubleVector.fromArray(LANES, x, xc + i).mul(c))
              .add(DoubleVector.fromArray(LANES, x, xd + i).mul(d));
      DoubleVector.fromArray(LANES, y, to + i).add(sum).intoArray(y, to + i);
    }
    for (; i < length; i++) {
      y[to + i] += a * x[xa + i] + b * x[xb + i] + c * x[xc + i] + d * x[xd + i];
    }
  }
}
