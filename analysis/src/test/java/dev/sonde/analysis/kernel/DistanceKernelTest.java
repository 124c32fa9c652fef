package dev.sonde.analysis.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The vector kernel and its scalar twin agree to the bit. */
class DistanceKernelTest {
  private final SplittableRandom random = new SplittableRandom(5);
  private final DistanceKernel vector = DistanceKernel.best();
  private final DistanceKernel scalar = new ScalarDistances();

  private float[] values(int n) {
    float[] values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = (float) random.nextDouble(-3, 3);
    }
    return values;
  }

  @Test
  void squared_bothKernels_sameBits() {
    assertThat(vector).isInstanceOf(VectorDistances.class);
    for (int d : new int[] {1, 2, 7, 50, 129}) {
      Points points = Points.of(values(45 * d), 45, d);
      Panels panels = Panels.of(points);
      float[] a = new float[128];
      float[] b = new float[128];
      int start = panels.start(1);
      vector.squared(points.values(), 0, 2 * d, 5 * d, d, d, panels.values(), start, a);
      scalar.squared(points.values(), 0, 2 * d, 5 * d, d, d, panels.values(), start, b);
      assertThat(a).isEqualTo(b);
      assertThat((double) a[64 + 3])
          .isEqualTo(points.squaredDistance(5, points, 35), within(1e-5 * a[67]));
      assertThat(Arrays.copyOfRange(a, 13, 32)).containsOnly(Float.POSITIVE_INFINITY);
      assertThat(vector.within(a, 32, a[36])).isEqualTo(scalar.within(a, 32, a[36]));
      assertThat(vector.below(a, 32, a[36])).isEqualTo(scalar.below(a, 32, a[36]));
      assertThat(vector.within(a, 32, a[36]) & ~vector.below(a, 32, a[36])).isEqualTo(1 << 4);
    }
  }

  @Test
  void nearestAndRelax_bothKernels_sameBits() {
    int d = 9;
    Points points = Points.of(values(32 * d), 32, d);
    float[] panel = Panels.of(points).values();
    float[] squared = values(128);
    for (int i = 0; i < 128; i++) {
      squared[i] = 30 + 5 * squared[i];
    }
    float[][] best = {new float[32], new float[32]};
    int[][] who = new int[2][32];
    float[] floors = values(32);
    for (int i = 0; i < 2; i++) {
      DistanceKernel kernel = i == 0 ? vector : scalar;
      Arrays.fill(best[i], 40);
      best[i][7] = -1;
      kernel.nearest(squared, 3, 10, best[i], who[i], 0);
      kernel.relax(points.values(), 5 * d, d, panel, 0, .5f, floors, 60, best[i], who[i], 0, 77);
    }
    assertThat(best[0]).isEqualTo(best[1]);
    assertThat(who[0]).isEqualTo(who[1]).contains(77, 10, 11, 12);
  }

  @Test
  void leastCountAndAdd_bothKernels_sameBits() {
    float[] values = values(96);
    assertThat(vector.least(values)).isEqualTo(scalar.least(values)).isNotNegative();
    assertThat(vector.count(values, .7f)).isEqualTo(scalar.count(values, .7f)).isPositive();
    float held = values[5];
    assertThat(vector.counts(values, held)).isEqualTo(scalar.counts(values, held));
    assertThat((int) (vector.counts(values, held) >>> 32)).isEqualTo(vector.count(values, held));
    assertThat((int) vector.counts(values, held)).isLessThan(vector.count(values, held));
    float[] a = values(32);
    float[] b = a.clone();
    vector.add(values, 32, 32, a, 0);
    scalar.add(values, 32, 32, b, 0);
    assertThat(a).isEqualTo(b);
  }

  @Test
  void points_notFinite_namesThePlace() {
    assertThatThrownBy(() -> Points.of(new float[] {1, 2, 3, Float.NaN}, 2, 2))
        .hasMessage("point 1 has NaN in dimension 1; remove it or replace the value first");
  }

  @Test
  void workers_failureInAPiece_reachesTheCaller() {
    try (Workers workers = Workers.of(3)) {
      assertThatThrownBy(
              () ->
                  workers.each(
                      100,
                      i -> {
                        if (i == 57) {
                          throw new IllegalStateException("57");
                        }
                      }))
          .hasMessage("57");
      int[] seen = new int[1000];
      workers.each(1000, i -> seen[i]++);
      assertThat(seen).containsOnly(1);
    }
  }
}
