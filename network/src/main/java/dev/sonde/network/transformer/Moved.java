package dev.sonde.network.transformer;

import dev.sonde.tensor.DType;
import dev.sonde.tensor.LittleEndian;
import dev.sonde.tensor.Storage;
import dev.sonde.tensor.Tensor;
import dev.sonde.tensor.TensorReader;
import java.lang.foreign.MemorySegment;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Weights that are another's plus something, as float32 that is computed when it is read. */
final class Moved {

  private static final int BLOCK = 1 << 14;

  private Moved() {}

  /** What is added to a block of elements from {@code at} on. */
  private interface Step {
    void add(long at, double[] block, int length);
  }

  /** {@code base + change}, of the same shape. */
  static Tensor sum(Tensor base, Tensor change) {
    return of(
        base,
        () -> {
          TensorReader reader = change.reader();
          double[] more = new double[BLOCK];
          return (at, block, length) -> {
            reader.doubles(at, more, length);
            for (int i = 0; i < length; i++) block[i] += more[i];
          };
        });
  }

  /** {@code base} moved at random, as far as {@code other} lies from it in all. */
  static Tensor of(String name, Tensor base, @Nullable Tensor other, long seed) {
    if (other == null || base.count() == 0) return base;
    double scale = Math.sqrt(squares(base, other) / base.count());
    if (scale == 0) return base;
    return of(
        base,
        () -> {
          SplittableRandom random = new SplittableRandom(seed * 31 + name.hashCode());
          return (_, block, length) -> {
            for (int i = 0; i < length; i++) block[i] += scale * random.nextGaussian();
          };
        });
  }

  /** Σ(other − base)². */
  private static double squares(Tensor base, Tensor other) {
    TensorReader first = base.reader();
    TensorReader second = other.reader();
    double[] a = new double[BLOCK];
    double[] b = new double[BLOCK];
    double sum = 0;
    for (long at = 0; at < base.count(); at += BLOCK) {
      int length = (int) Math.min(BLOCK, base.count() - at);
      first.doubles(at, a, length);
      second.doubles(at, b, length);
      for (int i = 0; i < length; i++) sum += (b[i] - a[i]) * (b[i] - a[i]);
    }
    return sum;
  }

  private static Tensor of(Tensor base, java.util.function.Supplier<Step> steps) {
    Storage storage =
        Storage.deferred(
            Math.multiplyExact(Float.BYTES, base.count()),
            target -> fill(base, steps.get(), target));
    return Tensor.of(base.address(), DType.FLOAT32, base.shape(), storage, 0);
  }

  private static void fill(Tensor base, Step step, MemorySegment target) {
    TensorReader reader = base.reader();
    double[] block = new double[BLOCK];
    float[] narrow = new float[BLOCK];
    for (long at = 0; at < base.count(); at += BLOCK) {
      int length = (int) Math.min(BLOCK, base.count() - at);
      reader.doubles(at, block, length);
      step.add(at, block, length);
      for (int i = 0; i < length; i++) narrow[i] = (float) block[i];
      MemorySegment.copy(narrow, 0, target, LittleEndian.FLOAT, 4 * at, length);
    }
  }
}
