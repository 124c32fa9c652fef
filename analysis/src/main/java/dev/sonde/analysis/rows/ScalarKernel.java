package dev.sonde.analysis.rows;

/** The twin that any JVM runs, and that is quicker for small work. */
record ScalarKernel() implements Kernel {

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
    for (int i = 0; i < length; i++) {
      y[to + i] += a * x[xa + i] + b * x[xb + i] + c * x[xc + i] + d * x[xd + i];
    }
  }
}
