package dev.sonde.analysis.clusters;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.analysis.kernel.Points;
import dev.sonde.analysis.kernel.Workers;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Nothing tells equal vectors apart: no method splits them, but OPTICS, whose clusters are spans of
 * a walk.
 */
class EqualPointsTest {

  static Stream<Method> methods() {
    return Stream.of(
        KMeans.Settings.of(8),
        new KMeans.Settings(8, 1, 1, 0, 5),
        new Agglomerative.Settings(8, Agglomerative.Linkage.WARD),
        new Agglomerative.Settings(8, Agglomerative.Linkage.SINGLE),
        GaussianMixture.Settings.of(8),
        Spectral.Settings.of(8),
        new MeanShift.Settings(.1, 1, false, 300),
        Dbscan.Settings.defaults(),
        Hdbscan.Settings.defaults(),
        Optics.Settings.defaults());
  }

  @ParameterizedTest
  @MethodSource("methods")
  void everyMethod_fewDistinctVectors_neverMoreClustersThanThese(Method method) {
    for (int distinct : new int[] {1, 2, 3, 7, 8, 9, 12, 40}) {
      for (int count : new int[] {40, 200, 1500}) {
        int[] which = which(distinct, count);
        Clustering found = cluster(method, vectors(distinct, which));
        assertThat(found.clusters())
            .as("%s of %d vectors, %d of them distinct", found.name(), count, distinct)
            .isLessThanOrEqualTo(distinct);
        if (!(method instanceof Optics.Settings)) assertTogether(found.labels(), which);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("methods")
  void everyMethod_oneDistinctVector_isOneClusterOrNone(Method method) {
    Clustering found = cluster(method, vectors(1, new int[200]));
    assertThat(found.labels()).containsOnly(found.clusters() - 1);
  }

  private static void assertTogether(Labels labels, int[] which) {
    int[] first = new int[which.length];
    Arrays.fill(first, -2);
    for (int i = 0; i < which.length; i++) {
      if (first[which[i]] == -2) first[which[i]] = labels.at(i);
      assertThat(labels.at(i)).as("vector %d", i).isEqualTo(first[which[i]]);
    }
  }

  private static Clustering cluster(Method method, Points points) {
    try (Workers workers = Workers.of(2)) {
      return method.cluster(points, workers);
    }
  }

  /** Each vector at least once; the first ones far more often than the last. */
  private static int[] which(int distinct, int count) {
    SplittableRandom random = new SplittableRandom(count + distinct);
    return IntStream.range(0, count)
        .map(i -> i < distinct ? i : random.nextInt(1 + random.nextInt(distinct)))
        .toArray();
  }

  private static Points vectors(int distinct, int[] which) {
    SplittableRandom random = new SplittableRandom(distinct);
    double[][] all = new double[distinct][3];
    for (double[] row : all) Arrays.setAll(row, k -> random.nextGaussian());
    return Points.of(Arrays.stream(which).mapToObj(i -> all[i]).toArray(double[][]::new));
  }
}
