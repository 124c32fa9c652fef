package dev.sonde.network.train;

import static jdk.incubator.vector.VectorOperators.SQRT;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** The kernel on the widest registers of the machine. Its cost is memory traffic. */
final class VectorKernel implements Kernel {

  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();

  @Override
  public void adam(
      Stretch stretch,
      MemorySegment mean,
      MemorySegment variance,
      Slope slope,
      float[] factors,
      AdamStep step) {
    int whole = SPECIES.loopBound(stretch.length());
    for (int i = 0; i < whole; i += SPECIES.length()) {
      long at = 4 * (stretch.at() + i);
      FloatVector w = load(stretch.weights(), at);
      FloatVector g = w.fma(broadcast(step.decay()), gradient(slope, factors, i));
      FloatVector m = load(mean, at).mul(step.beta1()).add(g.mul(1 - step.beta1()));
      FloatVector v = load(variance, at).mul(step.beta2()).add(g.mul(g).mul(1 - step.beta2()));
      m.intoMemorySegment(mean, at, ORDER);
      v.intoMemorySegment(variance, at, ORDER);
      FloatVector root = v.lanewise(SQRT).mul(step.varianceScale()).add(step.epsilon());
      w.mul(step.kept())
          .sub(m.mul(step.size()).div(root))
          .intoMemorySegment(stretch.weights(), at, ORDER);
    }
    ScalarKernel.adam(stretch, mean, variance, slope, factors, step, whole);
  }

  @Override
  public void sgd(
      Stretch stretch, MemorySegment velocity, Slope slope, float[] factors, SgdStep step) {
    int whole = SPECIES.loopBound(stretch.length());
    for (int i = 0; i < whole; i += SPECIES.length()) {
      long at = 4 * (stretch.at() + i);
      FloatVector w = load(stretch.weights(), at);
      FloatVector g = w.fma(broadcast(step.decay()), gradient(slope, factors, i));
      FloatVector v = load(velocity, at).mul(step.momentum()).add(g);
      v.intoMemorySegment(velocity, at, ORDER);
      w.sub(v.mul(step.rate())).intoMemorySegment(stretch.weights(), at, ORDER);
    }
    ScalarKernel.sgd(stretch, velocity, slope, factors, step, whole);
  }

  private static FloatVector gradient(Slope slope, float[] factors, int i) {
    FloatVector sum = FloatVector.zero(SPECIES);
    long at = slope.rightAt() + i;
    for (int k = 0; k < slope.count(); k++) {
      FloatVector right = load(slope.right(), 4 * (at + k * slope.rightStep()));
      sum = right.fma(broadcast(factors[k]), sum);
    }
    return sum;
  }

  private static FloatVector broadcast(float value) {
    return FloatVector.broadcast(SPECIES, value);
  }

  private static FloatVector load(MemorySegment from, long at) {
    return FloatVector.fromMemorySegment(SPECIES, from, at, ORDER);
  }
}
