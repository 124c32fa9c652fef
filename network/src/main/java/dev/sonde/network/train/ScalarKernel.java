package dev.sonde.network.train;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;

import java.lang.foreign.MemorySegment;

/** Element by element: what the vector kernel must equal, its remainder, and its replacement. */
final class ScalarKernel implements Kernel {

  @Override
  public void adam(
      Stretch stretch,
      MemorySegment mean,
      MemorySegment variance,
      Slope slope,
      float[] factors,
      AdamStep step) {
    adam(stretch, mean, variance, slope, factors, step, 0);
  }

  static void adam(
      Stretch stretch,
      MemorySegment mean,
      MemorySegment variance,
      Slope slope,
      float[] factors,
      AdamStep step,
      int from) {
    for (int i = from; i < stretch.length(); i++) {
      long at = 4 * (stretch.at() + i);
      float w = stretch.weights().get(JAVA_FLOAT_UNALIGNED, at);
      float g = Math.fma(w, step.decay(), gradient(slope, factors, i));
      float m = mean.get(JAVA_FLOAT_UNALIGNED, at) * step.beta1() + g * (1 - step.beta1());
      float v = variance.get(JAVA_FLOAT_UNALIGNED, at) * step.beta2() + g * g * (1 - step.beta2());
      mean.set(JAVA_FLOAT_UNALIGNED, at, m);
      variance.set(JAVA_FLOAT_UNALIGNED, at, v);
      float root = (float) Math.sqrt(v) * step.varianceScale() + step.epsilon();
      stretch.weights().set(JAVA_FLOAT_UNALIGNED, at, w * step.kept() - m * step.size() / root);
    }
  }

  @Override
  public void sgd(
      Stretch stretch, MemorySegment velocity, Slope slope, float[] factors, SgdStep step) {
    sgd(stretch, velocity, slope, factors, step, 0);
  }

  static void sgd(
      Stretch stretch,
      MemorySegment velocity,
      Slope slope,
      float[] factors,
      SgdStep step,
      int from) {
    for (int i = from; i < stretch.length(); i++) {
      long at = 4 * (stretch.at() + i);
      float w = stretch.weights().get(JAVA_FLOAT_UNALIGNED, at);
      float g = Math.fma(w, step.decay(), gradient(slope, factors, i));
      float v = velocity.get(JAVA_FLOAT_UNALIGNED, at) * step.momentum() + g;
      velocity.set(JAVA_FLOAT_UNALIGNED, at, v);
      stretch.weights().set(JAVA_FLOAT_UNALIGNED, at, w - v * step.rate());
    }
  }

  private static float gradient(Slope slope, float[] factors, int i) {
    float sum = 0;
    long at = slope.rightAt() + i;
    for (int k = 0; k < slope.count(); k++) {
      float right = slope.right().get(JAVA_FLOAT_UNALIGNED, 4 * (at + k * slope.rightStep()));
      sum = Math.fma(right, factors[k], sum);
    }
    return sum;
  }
}
