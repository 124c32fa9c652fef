package dev.sonde.network.train;

import java.lang.foreign.MemorySegment;

/**
 * One pass over a stretch of weights in native memory. The gradient of element {@code i} of the
 * stretch is {@code Σ_k factors[k] · right[rightAt + k·rightStep + i]}: with one factor a dense
 * gradient times the clipping scale, with several the row of a sum of outer products, which is
 * never written down. Offsets count float32 elements. Both kernels give the same bits.
 */
interface Kernel {

  /** A stretch: {@code length} weights from {@code at}. */
  record Stretch(MemorySegment weights, long at, int length) {}

  /** Where the gradient comes from; see {@link Kernel}. */
  record Slope(MemorySegment right, long rightAt, long rightStep, int count) {}

  /**
   * Constants of an Adam step, bias corrections included.
   *
   * @param decay λ that is added to the gradient
   * @param kept by which weights are multiplied before the step; 1 but for AdamW
   */
  record AdamStep(
      float beta1,
      float beta2,
      float size,
      float varianceScale,
      float epsilon,
      float decay,
      float kept) {}

  /** Constants of a gradient-descent step. */
  record SgdStep(float rate, float momentum, float decay) {}

  void adam(
      Stretch stretch,
      MemorySegment mean,
      MemorySegment variance,
      Slope slope,
      float[] factors,
      AdamStep step);

  void sgd(Stretch stretch, MemorySegment velocity, Slope slope, float[] factors, SgdStep step);

  /** The fastest that this virtual machine offers. */
  static Kernel best() {
    boolean vectors = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    return vectors ? new VectorKernel() : new ScalarKernel();
  }
}
