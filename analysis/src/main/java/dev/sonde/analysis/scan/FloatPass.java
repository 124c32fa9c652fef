package dev.sonde.analysis.scan;

import dev.sonde.tensor.TensorReader;
import java.lang.foreign.MemorySegment;

/**
 * float32: the path that has to be fast. A block goes through several short loops, each of which
 * the JIT compiler turns into vector instructions of any width: range and counts on the bits as
 * integers, power sums in double, distances; then the increments, which no vector can do. (The
 * Vector API was measured too: 10 % faster when warm, but it costs 0.4 to 1 s of processor time
 * until it is compiled, which pays only beyond 8 GB.)
 *
 * <p>A block with NaN or infinity, which the range of the bits betrays, goes one by one.
 */
final class FloatPass implements Pass {

  private static final int MAGNITUDE = 0x7fff_ffff;
  private static final int LARGEST = Float.floatToRawIntBits(Float.MAX_VALUE);

  private final MemoryOrder order;
  private final Grid grid;
  private final double shift;

  /** The largest float that is near zero. */
  private final float nearZero;

  private final Parts parts;
  private final Counts counts = new Counts();

  FloatPass(MemoryOrder order, Grid grid, double shift, Scan.Settings settings) {
    this.order = order;
    this.grid = grid;
    this.shift = shift;
    float nearest = (float) settings.nearZero();
    this.nearZero = nearest > settings.nearZero() ? Math.nextDown(nearest) : nearest;
    this.parts = new Parts(order.repeats());
  }

  @Override
  public void chunk(long start, int length, Scratch scratch) {
    TensorReader reader = order.tensor().reader();
    Tally tally = new Tally();
    for (int done = 0; done < length; done += Scratch.BLOCK) {
      int n = Math.min(Scratch.BLOCK, length - done);
      reader.floats(start + done, scratch.floats, n);
      add(scratch, n, tally);
    }
    reader.release(start, length);
    parts.add(start / CHUNK, tally, shift, 1);
    counts.take(scratch.counts);
  }

  private void add(Scratch scratch, int n, Tally tally) {
    copyBits(scratch.floats, scratch.bits, n);
    int kinds = addRangeAndCounts(scratch.bits, n, Float.floatToRawIntBits(nearZero), tally);
    if (kinds == NOT_FINITE) {
      addOneByOne(scratch, n, tally);
      return;
    }
    tally.addPowers(scratch.floats, n, shift);
    if (kinds == PLAIN && grid.center() == 0) {
      increment(scratch.bits, n, scratch.counts);
    } else {
      subtract(scratch.floats, n, grid.minusCenter(), scratch.distances);
      copyBits(scratch.distances, scratch.distanceBits, n);
      increment(scratch.distanceBits, n, scratch.counts);
    }
  }

  // What a block contains.
  private static final int PLAIN = 0;
  private static final int NEGATIVE_ZERO = 1;
  private static final int NOT_FINITE = 2;

  /**
   * Range and counts by the bits, without a branch. Flipping the magnitude bits of negative floats
   * makes their bits ascend as signed integers: −NaN, −∞, …, −0, 0, …, ∞, NaN. The sign of a
   * difference says which of two magnitudes is less.
   *
   * @return what the block contains; nothing is added if a value is not finite
   */
  private static int addRangeAndCounts(int[] bits, int n, int near, Tally tally) {
    int low = Integer.MAX_VALUE;
    int high = Integer.MIN_VALUE;
    int zeros = 0;
    int beyond = 0;
    int negativeZeros = 0;
    for (int i = 0; i < n; i++) {
      int b = bits[i];
      int magnitude = b & MAGNITUDE;
      int ordered = ((b >> 31) & MAGNITUDE) ^ b;
      low = Math.min(low, ordered);
      high = Math.max(high, ordered);
      int isZero = (magnitude - 1) >>> 31;
      zeros += isZero;
      negativeZeros |= isZero & (b >>> 31);
      beyond += (near - magnitude) >>> 31;
    }
    if (low < ~LARGEST || high > LARGEST) return NOT_FINITE;
    tally.finite += n;
    tally.zeros += zeros;
    tally.nearZeros += n - beyond;
    tally.addRange(valueOfOrdered(low), valueOfOrdered(high));
    return negativeZeros == 0 ? PLAIN : NEGATIVE_ZERO;
  }

  private static float valueOfOrdered(int ordered) {
    return Float.intBitsToFloat(ordered ^ ((ordered >> 31) & MAGNITUDE));
  }

  private static void subtract(float[] x, int n, float minusCenter, float[] distances) {
    for (int i = 0; i < n; i++) distances[i] = x[i] + minusCenter;
  }

  /** A copy in the first cache: the compiler does not yet do vectors of floatToRawIntBits. */
  private static void copyBits(float[] from, int[] to, int n) {
    MemorySegment.copy(MemorySegment.ofArray(from), 0, MemorySegment.ofArray(to), 0, 4L * n);
  }

  /** Leaves the keys in {@code bits}. */
  private static void increment(int[] bits, int n, int[] counts) {
    // Two loops: the first is done in vectors.
    for (int i = 0; i < n; i++) bits[i] = Grid.key(bits[i]);
    for (int i = 0; i < n; i++) counts[bits[i]]++;
  }

  private void addOneByOne(Scratch scratch, int n, Tally tally) {
    float minusCenter = grid.minusCenter();
    for (int i = 0; i < n; i++) {
      float x = scratch.floats[i];
      if (!Float.isFinite(x)) {
        tally.addNotFinite(x);
        continue;
      }
      tally.finite++;
      if (x == 0) tally.zeros++;
      if (Math.abs(x) <= nearZero) tally.nearZeros++;
      tally.addRange(x, x);
      tally.addPowers(i, x, shift, 1);
      scratch.counts[Grid.key(x + minusCenter)]++;
    }
  }

  @Override
  public Scan result() {
    return parts.scan(grid, counts);
  }
}
