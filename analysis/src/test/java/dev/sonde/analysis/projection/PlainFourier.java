package dev.sonde.analysis.projection;

/**
 * One discrete Fourier transform in double, by recursion over the smallest prime factors: the twin
 * of {@link BatchFourier}.
 */
final class PlainFourier {
  private final int length;
  private final double[] cos;
  private final double[] sin;

  PlainFourier(int length) {
    this.length = length;
    this.cos = new double[length];
    this.sin = new double[length];
    for (int i = 0; i < length; i++) {
      cos[i] = Math.cos(2 * Math.PI * i / length);
      sin[i] = -Math.sin(2 * Math.PI * i / length);
    }
  }

  /** Transforms the elements from, from + step, … in place. */
  void forward(double[] re, double[] im, int from, int step) {
    double[] outRe = new double[length];
    double[] outIm = new double[length];
    transform(re, im, from, step, outRe, outIm, 0, length);
    for (int i = 0; i < length; i++) {
      re[from + i * step] = outRe[i];
      im[from + i * step] = outIm[i];
    }
  }

  private void transform(
      double[] re, double[] im, int from, int step, double[] toRe, double[] toIm, int to, int n) {
    if (n == 1) {
      toRe[to] = re[from];
      toIm[to] = im[from];
      return;
    }
    int radix = 2;
    while (n % radix != 0) {
      radix++;
    }
    int m = n / radix;
    for (int part = 0; part < radix; part++) {
      transform(re, im, from + part * step, step * radix, toRe, toIm, to + part * m, m);
    }
    double[] r = new double[radix];
    double[] i = new double[radix];
    int turn = length / n;
    for (int k = 0; k < m; k++) {
      for (int q = 0; q < radix; q++) {
        r[q] = toRe[to + q * m + k];
        i[q] = toIm[to + q * m + k];
      }
      for (int q = 0; q < radix; q++) {
        double sumRe = 0;
        double sumIm = 0;
        for (int part = 0; part < radix; part++) {
          int angle = (int) ((long) part * (k + q * m) * turn % length);
          sumRe += r[part] * cos[angle] - i[part] * sin[angle];
          sumIm += r[part] * sin[angle] + i[part] * cos[angle];
        }
        toRe[to + q * m + k] = sumRe;
        toIm[to + q * m + k] = sumIm;
      }
    }
  }
}
