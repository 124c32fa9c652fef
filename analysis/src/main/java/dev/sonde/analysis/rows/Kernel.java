package dev.sonde.analysis.rows;

import dev.sonde.analysis.kernel.VectorModule;

/**
 * The one loop that all fitting spends its time in: y += a₀x₀ + a₁x₁ + a₂x₂ + a₃x₃. Element by
 * element, so that the vector code and its scalar twin give the same bits on every machine.
 */
sealed interface Kernel permits ScalarKernel, VectorKernel {

  /** Below so many multiplications a fit ends before vector code is compiled. */
  long WORTHWHILE = 1_000_000;

  /** Whether the JVM was started with {@code --add-modules jdk.incubator.vector}. */
  boolean VECTORS = VectorModule.present();

  /** The faster one for a fit of so many multiplications in all. */
  static Kernel of(long work) {
    return VECTORS && work >= WORTHWHILE ? new VectorKernel() : new ScalarKernel();
  }

  /**
   * Adds four scaled stretches of {@code x} to {@code length} elements of {@code y} from {@code
   * to}.
   *
   * @param from where the stretches start in {@code x}: four entries from {@code fromAt}
   * @param scale their factors: four entries from {@code scaleAt}
   */
  void add(
      double[] y,
      int to,
      int length,
      double[] x,
      int[] from,
      int fromAt,
      double[] scale,
      int scaleAt);

  /** Adds one scaled stretch: y += a·x. */
  static void add(double[] y, int to, int length, double[] x, int from, double scale) {
    for (int i = 0; i < length; i++) y[to + i] += scale * x[from + i];
  }

  /** Adds {@code count} scaled stretches, four at a time. */
  default void addAll(
      double[] y,
      int to,
      int length,
      double[] x,
      int[] from,
      int fromAt,
      double[] scale,
      int scaleAt,
      int count) {
    int done = 0;
    for (; done + 4 <= count; done += 4) {
      add(y, to, length, x, from, fromAt + done, scale, scaleAt + done);
    }
    for (; done < count; done++) {
      add(y, to, length, x, from[fromAt + done], scale[scaleAt + done]);
    }
  }
}
