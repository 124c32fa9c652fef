package dev.sonde.analysis.neighbours;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sonde.analysis.kernel.Points;
import dev.sonde.analysis.kernel.Workers;
import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NearestNeighboursTest {
  /** Whole numbers, so that many distances are equal and all are exact. */
  private static Points lattice(int n, int d) {
    SplittableRandom random = new SplittableRandom(1);
    float[] values = new float[n * d];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextInt(6);
    }
    return Points.of(values, n, d);
  }

  private static int[] byBruteForce(Points points, int i, int k) {
    return IntStream.range(0, points.count())
        .filter(j -> j != i)
        .boxed()
        .sorted(Comparator.<Integer>comparingDouble(j -> points.squaredDistance(i, points, j)))
        .limit(k)
        .mapToInt(j -> j)
        .toArray();
  }

  @Test
  void of_manyTies_isTheSortedListWithSmallerIndicesFirst() {
    Points points = lattice(333, 3);
    for (int threads : new int[] {1, 2, 3}) {
      try (Workers workers = Workers.of(threads)) {
        NearestNeighbours near = NearestNeighbours.of(points, 20, workers);
        for (int i = 0; i < points.count(); i++) {
          int point = i;
          assertThat(IntStream.range(0, 20).map(r -> near.index(point, r)).toArray())
              .isEqualTo(byBruteForce(points, i, 20));
        }
      }
    }
  }

  @Test
  void of_allOthers_isEveryPointOnce() {
    Points points = lattice(40, 2);
    try (Workers workers = Workers.of(2)) {
      NearestNeighbours near = NearestNeighbours.of(points, 39, workers);
      assertThat(IntStream.range(0, 39).map(r -> near.index(4, r)).sorted().toArray())
          .isEqualTo(IntStream.range(0, 40).filter(i -> i != 4).toArray());
      assertThatThrownBy(() -> NearestNeighbours.of(points, 40, workers))
          .hasMessageContaining("between 1 and 39");
    }
  }

  @Test
  void of_otherQueries_findsThePointItself() {
    Points points = lattice(70, 5);
    try (Workers workers = Workers.of(2)) {
      NearestNeighbours near =
          NearestNeighbours.of(points.select(new int[] {66, 3}), points, 2, workers);
      assertThat(near.distance(0, 0)).isZero();
      assertThat(near.count()).isEqualTo(2);
    }
  }

  @Test
  void radius_countsAndLists_areThoseOfBruteForce() {
    Points points = lattice(200, 3);
    try (Workers workers = Workers.of(2)) {
      int[] counts = Radius.counts(points, 2, workers);
      int[] enough = Radius.counts(points, 2, 5, workers);
      int[][] lists = Radius.lists(points, points, 2, workers);
      for (int i = 0; i < points.count(); i++) {
        int[] expected = Radius.within(points, i, 2);
        assertThat(counts[i]).isEqualTo(expected.length);
        assertThat(enough[i] >= 5).isEqualTo(expected.length >= 5);
        assertThat(lists[i]).isEqualTo(expected);
      }
    }
  }

  @Test
  void reach_isTheConnectedComponents() {
    Points points = lattice(150, 4);
    for (double radius : new double[] {0, 1, 1.5}) {
      int[] expected = new int[points.count()];
      Arrays.fill(expected, -1);
      int next = 0;
      for (int i = 0; i < points.count(); i++) {
        if (expected[i] < 0) {
          flood(points, i, next++, radius, expected);
        }
      }
      try (Workers workers = Workers.of(2)) {
        assertThat(Reach.components(points, radius, workers)).isEqualTo(expected);
      }
    }
  }

  private static void flood(Points points, int i, int number, double radius, int[] component) {
    component[i] = number;
    for (int j : Radius.within(points, i, radius)) {
      if (component[j] < 0) {
        flood(points, j, number, radius, component);
      }
    }
  }

  @Test
  void walk_twoSided_isAMinimumSpanningTree() {
    Points points = lattice(120, 4);
    Walk walk = Walk.of(points, new float[120], true, Float.POSITIVE_INFINITY);
    double sum = 0;
    for (int i = 0; i < 120; i++) {
      sum += walk.predecessor(i) < 0 ? 0 : Math.sqrt(walk.squared(i));
    }
    assertThat(sum).isEqualTo(kruskal(points), within(1e-6));
  }

  private static double kruskal(Points points) {
    int n = points.count();
    int[] root = IntStream.range(0, n).toArray();
    double sum = 0;
    int[] pairs =
        IntStream.range(0, n * n)
            .boxed()
            .sorted(Comparator.comparingDouble(p -> points.squaredDistance(p / n, points, p % n)))
            .mapToInt(p -> p)
            .toArray();
    for (int pair : pairs) {
      int a = root[pair / n];
      int b = root[pair % n];
      if (a != b) {
        sum += Math.sqrt(points.squaredDistance(pair / n, points, pair % n));
        for (int i = 0; i < n; i++) {
          root[i] = root[i] == b ? a : root[i];
        }
      }
    }
    return sum;
  }
}
