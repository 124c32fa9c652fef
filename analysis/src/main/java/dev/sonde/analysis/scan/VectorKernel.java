package dev.sonde.analysis.scan;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * With the processor's vectors. A block in the first cache is passed over three times, because
 * short loops keep everything in registers: range, counts and keys on the bits as integers; power
 * sums in double; the increments, which no vector can do.
 *
 * <p>Few kinds of operations, no masks and no reductions: each kind costs time until it is
 * compiled.
 *
 * <p>A block with NaN or infinity, which the range betrays, goes the scalar way.
 */
record VectorKernel() implements FloatKernel {

  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;

  /** At most as many lanes as the sums have; fewer go over the block in turns. */
  private static final VectorSpecies<Double> DOUBLES =
      DoubleVector.SPECIES_PREFERRED.length() > Tally.LANES
          ? DoubleVector.SPECIES_512
          : DoubleVector.SPECIES_PREFERRED;

  /** As many floats as there are doubles in a vector. */
  private static final VectorSpecies<Float> HALVES =
      VectorSpecies.of(float.class, VectorShape.forBitSize(DOUBLES.vectorBitSize() / 2));

  private static final int MAGNITUDE = 0x7fff_ffff;
  private static final int LARGEST = Float.floatToRawIntBits(Float.MAX_VALUE);

  @Override
  public void add(Frame frame, Scratch scratch, int n, Tally tally) {
    int step = Math.max(FLOATS.length(), Tally.LANES);
    int whole = n - n % step;
    if (whole > 0) {
      if (!bits(frame, scratch, whole, tally)) {
        ScalarKernel.add(frame, scratch, 0, n, tally);
        return;
      }
      powers(scratch.values, whole, frame.shift(), tally.lanes);
      increment(scratch.keys, whole, scratch.counts);
    }
    ScalarKernel.add(frame, scratch, whole, n, tally);
  }

  /**
   * Range and counts by the bits, and the key of each value. Flipping the magnitude bits of
   * negative floats makes their bits ascend as signed integers: −NaN, −∞, …, −0, 0, …, ∞, NaN. The
   * sign bit of {@code magnitude − limit} says that the magnitude is below the limit.
   *
   * @return false, with nothing added, if a value is not finite
   */
  private static boolean bits(Frame frame, Scratch scratch, int n, Tally tally) {
    float[] x = scratch.values;
    float minusCenter = frame.minusCenter();
    int near = Float.floatToRawIntBits(frame.nearZero()) + 1;
    IntVector low = IntVector.broadcast(INTS, Integer.MAX_VALUE);
    IntVector high = IntVector.broadcast(INTS, Integer.MIN_VALUE);
    IntVector zeros = IntVector.zero(INTS);
    IntVector nearZeros = IntVector.zero(INTS);
    for (int i = 0; i < n; i += INTS.length()) {
      FloatVector v = FloatVector.fromArray(FLOATS, x, i);
      IntVector bits = v.reinterpretAsInts();
      IntVector magnitude = bits.and(MAGNITUDE);
      zeros = zeros.add(magnitude.sub(1).lanewise(VectorOperators.LSHR, 31));
      nearZeros = nearZeros.add(magnitude.sub(near).lanewise(VectorOperators.LSHR, 31));
      IntVector ordered =
          bits.lanewise(VectorOperators.ASHR, 31)
              .and(MAGNITUDE)
              .lanewise(VectorOperators.XOR, bits);
      low = low.min(ordered);
      high = high.max(ordered);
      v.add(minusCenter)
          .reinterpretAsInts()
          .lanewise(VectorOperators.LSHR, Grid.SHIFT)
          .intoArray(scratch.keys, i);
    }
    int min = Integer.MAX_VALUE;
    int max = Integer.MIN_VALUE;
    int zero = 0;
    int nearZero = 0;
    for (int lane = 0; lane < INTS.length(); lane++) {
      min = Math.min(min, low.lane(lane));
      max = Math.max(max, high.lane(lane));
      zero += zeros.lane(lane);
      nearZero += nearZeros.lane(lane);
    }
    if (min < ~LARGEST || max > LARGEST) return false;
    tally.finite += n;
    tally.zeros += zero;
    tally.nearZeros += nearZero;
    tally.addRange(valueOfOrdered(min), valueOfOrdered(max));
    return true;
  }

  private static float valueOfOrdered(int ordered) {
    return Float.intBitsToFloat(ordered ^ ((ordered >> 31) & MAGNITUDE));
  }

  private static void powers(float[] x, int n, double shift, double[] lanes) {
    for (int lane = 0; lane < Tally.LANES; lane += DOUBLES.length()) {
      DoubleVector s1 = DoubleVector.fromArray(DOUBLES, lanes, Tally.S1 + lane);
      DoubleVector s2 = DoubleVector.fromArray(DOUBLES, lanes, Tally.S2 + lane);
      DoubleVector s3 = DoubleVector.fromArray(DOUBLES, lanes, Tally.S3 + lane);
      DoubleVector s4 = DoubleVector.fromArray(DOUBLES, lanes, Tally.S4 + lane);
      DoubleVector abs = DoubleVector.fromArray(DOUBLES, lanes, Tally.ABS + lane);
      for (int i = lane; i < n; i += Tally.LANES) {
        DoubleVector v =
            (DoubleVector)
                FloatVector.fromArray(HALVES, x, i).convertShape(VectorOperators.F2D, DOUBLES, 0);
        abs = abs.add(v.abs());
        DoubleVector d = v.sub(shift);
        DoubleVector d2 = d.mul(d);
        s1 = s1.add(d);
        s2 = s2.add(d2);
        s3 = s3.add(d2.mul(d));
        s4 = s4.add(d2.mul(d2));
      }
      s1.intoArray(lanes, Tally.S1 + lane);
      s2.intoArray(lanes, Tally.S2 + lane);
      s3.intoArray(lanes, Tally.S3 + lane);
      s4.intoArray(lanes, Tally.S4 + lane);
      abs.intoArray(lanes, Tally.ABS + lane);
    }
  }

  private static void increment(int[] keys, int n, int[] counts) {
    for (int i = 0; i < n; i++) counts[keys[i]]++;
  }
}
