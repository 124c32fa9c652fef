package dev.sonde.analysis.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Four queries by two vectors of panel points at a time: eight sums in registers. */
record VectorDistances() implements DistanceKernel {
  private static final VectorSpecies<Float> S =
      FloatVector.SPECIES_PREFERRED.length() > 16
          ? FloatVector.SPECIES_512
          : FloatVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Integer> I = VectorSpecies.of(int.class, S.vectorShape());
  private static final int L = S.length();

  @Override
  public void squared(
      float[] queries,
      int q0,
      int q1,
      int q2,
      int q3,
      int dimensions,
      float[] panels,
      int panel,
      float[] out) {
    for (int column = 0; column < WIDTH; column += 2 * L) {
      tile(queries, q0, q1, q2, q3, dimensions, panels, panel + column, out, column);
    }
  }

  private static void tile(
      float[] queries,
      int q0,
      int q1,
      int q2,
      int q3,
      int dimensions,
      float[] panels,
      int from,
      float[] out,
      int to) {
    FloatVector a0 = FloatVector.zero(S);
    FloatVector a1 = a0;
    FloatVector b0 = a0;
    FloatVector b1 = a0;
    FloatVector c0 = a0;
    FloatVector c1 = a0;
    FloatVector d0 = a0;
    FloatVector d1 = a0;
    int p = from;
    for (int k = 0; k < dimensions; k++, p += WIDTH) {
      FloatVector x0 = FloatVector.fromArray(S, panels, p);
      FloatVector x1 = FloatVector.fromArray(S, panels, p + L);
      FloatVector q = FloatVector.broadcast(S, queries[q0 + k]);
      FloatVector u = q.sub(x0);
      FloatVector v = q.sub(x1);
      a0 = u.fma(u, a0);
      a1 = v.fma(v, a1);
      q = FloatVector.broadcast(S, queries[q1 + k]);
      u = q.sub(x0);
      v = q.sub(x1);
      b0 = u.fma(u, b0);
      b1 = v.fma(v, b1);
      q = FloatVector.broadcast(S, queries[q2 + k]);
      u = q.sub(x0);
      v = q.sub(x1);
      c0 = u.fma(u, c0);
      c1 = v.fma(v, c1);
      q = FloatVector.broadcast(S, queries[q3 + k]);
      u = q.sub(x0);
      v = q.sub(x1);
      d0 = u.fma(u, d0);
      d1 = v.fma(v, d1);
    }
    a0.intoArray(out, to);
    a1.intoArray(out, to + L);
    b0.intoArray(out, to + WIDTH);
    b1.intoArray(out, to + WIDTH + L);
    c0.intoArray(out, to + 2 * WIDTH);
    c1.intoArray(out, to + 2 * WIDTH + L);
    d0.intoArray(out, to + 3 * WIDTH);
    d1.intoArray(out, to + 3 * WIDTH + L);
  }

  @Override
  public int below(float[] values, int from, float limit) {
    int bits = 0;
    for (int j = 0; j < WIDTH; j += L) {
      bits |=
          (int)
              (FloatVector.fromArray(S, values, from + j)
                      .compare(VectorOperators.LT, limit)
                      .toLong()
                  << j);
    }
    return bits;
  }

  @Override
  public int within(float[] values, int from, float limit) {
    int bits = 0;
    for (int j = 0; j < WIDTH; j += L) {
      bits |=
          (int)
              (FloatVector.fromArray(S, values, from + j)
                      .compare(VectorOperators.LE, limit)
                      .toLong()
                  << j);
    }
    return bits;
  }

  @Override
  public void nearest(float[] squared, int rows, int number, float[] best, int[] nearest, int at) {
    for (int lane = 0; lane < WIDTH; lane += L) {
      FloatVector least = FloatVector.fromArray(S, best, at + lane);
      IntVector whose = IntVector.fromArray(I, nearest, at + lane);
      for (int row = 0; row < rows; row++) {
        FloatVector here = FloatVector.fromArray(S, squared, row * WIDTH + lane);
        VectorMask<Float> nearer = here.compare(VectorOperators.LT, least);
        least = least.blend(here, nearer);
        whose = whose.blend(number + row, nearer.cast(I));
      }
      least.intoArray(best, at + lane);
      whose.intoArray(nearest, at + lane);
    }
  }

  @Override
  public void relax(
      float[] queries,
      int q,
      int dimensions,
      float[] panels,
      int panel,
      float floor,
      float[] floors,
      float ceiling,
      float[] best,
      int[] from,
      int at,
      int who) {
    for (int lane = 0; lane < WIDTH; lane += 2 * L) {
      FloatVector a = FloatVector.zero(S);
      FloatVector b = a;
      int p = panel + lane;
      for (int k = 0; k < dimensions; k++, p += WIDTH) {
        FloatVector query = FloatVector.broadcast(S, queries[q + k]);
        FloatVector u = query.sub(FloatVector.fromArray(S, panels, p));
        FloatVector v = query.sub(FloatVector.fromArray(S, panels, p + L));
        a = u.fma(u, a);
        b = v.fma(v, b);
      }
      settle(a, floor, floors, ceiling, best, from, at + lane, who);
      settle(b, floor, floors, ceiling, best, from, at + lane + L, who);
    }
  }

  private static void settle(
      FloatVector squared,
      float floor,
      float[] floors,
      float ceiling,
      float[] best,
      int[] from,
      int at,
      int who) {
    FloatVector reach = squared.max(floor).max(FloatVector.fromArray(S, floors, at));
    FloatVector old = FloatVector.fromArray(S, best, at);
    VectorMask<Float> better =
        reach.compare(VectorOperators.LT, old).and(reach.compare(VectorOperators.LE, ceiling));
    old.blend(reach, better).intoArray(best, at);
    IntVector.fromArray(I, from, at).blend(who, better.cast(I)).intoArray(from, at);
  }

  @Override
  public float least(float[] values) {
    FloatVector least = FloatVector.broadcast(S, Float.POSITIVE_INFINITY);
    for (int i = 0; i < values.length; i += L) {
      FloatVector v = FloatVector.fromArray(S, values, i);
      least = least.blend(least.min(v), v.compare(VectorOperators.GE, 0));
    }
    return least.reduceLanes(VectorOperators.MIN);
  }

  @Override
  public int count(float[] values, float limit) {
    int n = 0;
    for (int i = 0; i < values.length; i += L) {
      n += FloatVector.fromArray(S, values, i).compare(VectorOperators.LE, limit).trueCount();
    }
    return n;
  }

  @Override
  public long counts(float[] values, float limit) {
    int below = 0;
    int atMost = 0;
    for (int i = 0; i < values.length; i += L) {
      FloatVector v = FloatVector.fromArray(S, values, i);
      below += v.compare(VectorOperators.LT, limit).trueCount();
      atMost += v.compare(VectorOperators.LE, limit).trueCount();
    }
    return (long) atMost << 32 | below;
  }

  @Override
  public void add(float[] rows, int row, int width, float[] sums, int at) {
    for (int j = 0; j < width; j += L) {
      FloatVector.fromArray(S, sums, at + j)
          .add(FloatVector.fromArray(S, rows, row + j))
          .intoArray(sums, at + j);
    }
  }
}
