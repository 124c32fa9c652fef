package dev.sonde.analysis.clusters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sonde.analysis.Golden;
import dev.sonde.analysis.kernel.Points;
import dev.sonde.analysis.kernel.Workers;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Each method beside scikit-learn on the same 600 vectors. */
class ClusteringTest {
  private final Golden golden = new Golden("clusters/golden.txt");
  private final Points points = golden.points();

  private <T> T onTwoThreads(Function<Workers, T> task) {
    try (Workers workers = Workers.of(2)) {
      return task.apply(workers);
    }
  }

  @Test
  void kMeans_reachesScikitLearnsInertiaAndLabels() {
    KMeans ours = onTwoThreads(w -> KMeans.of(points, KMeans.Settings.of(5), w));
    assertThat(ours.inertia()).isEqualTo(golden.numbers("kmeans_inertia")[0], within(.01));
    assertSamePartition(ours.clustering().labels(), Labels.of(golden.ints("kmeans")));
    assertThat(ours.clustering().clusters()).isEqualTo(5);
  }

  @Test
  void kMeans_asManyClustersAsPoints_leavesNoneEmptyAndEqualPointsTogether() {
    Points few = points.select(new int[] {0, 1, 2, 2, 2, 3});
    KMeans ours = onTwoThreads(w -> KMeans.of(few, KMeans.Settings.of(6), w));
    assertThat(ours.clustering().labels()).containsExactly(0, 1, 2, 2, 2, 3);
    assertThat(ours.centres().values()).isEqualTo(points.select(new int[] {0, 1, 2, 3}).values());
    assertThat(ours.inertia()).isZero();
  }

  @Test
  void kMeans_moreClustersThanPoints_isRefused() {
    assertThatThrownBy(
            () ->
                onTwoThreads(
                    w -> KMeans.of(points.select(new int[] {1}), KMeans.Settings.of(2), w)))
        .hasMessageContaining("2 clusters of 1 points");
  }

  @Test
  void dbscan_hasScikitLearnsVeryLabels() {
    for (String epsilon : List.of("1", "1.5")) {
      var settings = new Dbscan.Settings(Double.parseDouble(epsilon), 5);
      Clustering ours = onTwoThreads(w -> Dbscan.of(points, settings, w));
      assertThat(ours.labels()).isEqualTo(Labels.of(golden.ints("dbscan_" + epsilon)));
      assertThat(ours.noise()).isEqualTo(ours.labels().count(-1)).isPositive();
    }
  }

  @Test
  void optics_walksScikitLearnsWayAtItsDistances() {
    Optics ours = onTwoThreads(w -> Optics.of(points, Optics.Settings.defaults(), w));
    int[] order = golden.ints("optics_order");
    double[] reachability = golden.numbers("optics_reachability");
    double[] core = golden.numbers("optics_core");
    for (int i = 0; i < order.length; i++) {
      assertThat(ours.plot().point(i)).isEqualTo(order[i]);
      assertThat(ours.plot().core(i)).isEqualTo(core[i], within(1e-6 * core[i]));
      if (ours.plot().predecessor(i) >= 0) {
        assertThat(ours.plot().reachability(i))
            .isEqualTo(reachability[i], within(1e-6 * reachability[i]));
      }
    }
    assertThat(ours.clustering().labels()).isEqualTo(Labels.of(golden.ints("optics")));
  }

  @Test
  void bandwidth_isScikitLearns() {
    for (String quantile : List.of("0.1", "0.3")) {
      double expected = golden.numbers("bandwidth_" + quantile)[0];
      double ours = onTwoThreads(w -> Bandwidth.estimate(points, Double.parseDouble(quantile), w));
      assertThat(ours).isEqualTo(expected, within(1e-6 * expected));
    }
  }

  @Test
  void meanShift_findsScikitLearnsModesAndLabels() {
    for (int divisor : new int[] {1, 2}) {
      MeanShift ours =
          onTwoThreads(w -> MeanShift.of(points, MeanShift.Settings.estimated(divisor), w));
      assertModes(ours.modes(), golden.numbers("meanshift_" + divisor + "_modes"));
      assertThat(ours.clustering().labels())
          .isEqualTo(Labels.of(golden.ints("meanshift_" + divisor)));
    }
  }

  @Test
  void meanShift_binSeeding_findsScikitLearnsModes() {
    var settings = new MeanShift.Settings(0, 2, true, 300);
    MeanShift ours = onTwoThreads(w -> MeanShift.of(points, settings, w));
    assertModes(ours.modes(), golden.numbers("meanshift_binned_modes"));
  }

  private static void assertModes(Points modes, double[] expected) {
    assertThat(modes.values()).hasSize(expected.length);
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) modes.values()[i]).isEqualTo(expected[i], within(1e-4));
    }
  }

  @Test
  void agglomerative_wardAndSingle_haveScikitLearnsLabelsAndHeights() {
    for (Agglomerative.Linkage linkage : Agglomerative.Linkage.values()) {
      String name = "agglomerative_" + linkage.name().toLowerCase(Locale.ROOT);
      var settings = new Agglomerative.Settings(8, linkage);
      Agglomerative ours = onTwoThreads(w -> Agglomerative.of(points, settings, w));
      double[] heights = golden.numbers(name + "_heights");
      for (int i = 0; i < heights.length; i++) {
        double height = ours.tree().height(599 - heights.length + i);
        assertThat(height).isEqualTo(heights[i], within(1e-4 * heights[i]));
      }
      assertSamePartition(ours.clustering().labels(), Labels.of(golden.ints(name)));
    }
  }

  /** Two groups of five and far out one point; a point between the groups is nearer the first. */
  @Test
  void hdbscan_handMadeLine_isTwoClustersAndNoise() {
    double[][] line = new double[12][];
    for (int i = 0; i < 5; i++) {
      line[i] = new double[] {.1 * i};
      line[5 + i] = new double[] {10 + .1 * i};
    }
    line[10] = new double[] {5};
    line[11] = new double[] {-50};
    Clustering ours = onTwoThreads(w -> Hdbscan.of(Points.of(line), new Hdbscan.Settings(3, 2), w));
    assertThat(ours.labels()).containsExactly(0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 0, -1);
  }

  @Test
  void hdbscan_findsTheFiveGroups() {
    Clustering ours = onTwoThreads(w -> Hdbscan.of(points, new Hdbscan.Settings(15, 5), w));
    Agreement agreement = Agreement.of(ours, Labels.of(golden.ints("labels")));
    assertThat(agreement.clusters()).isEqualTo(5);
    assertThat(agreement.nmi()).isGreaterThan(.8);
    assertThat(agreement.noiseShare()).isBetween(.02, .15);
  }

  @Test
  void gaussianMixture_reachesScikitLearnsMaximum() {
    // Of several local maxima, this seed's starts reach the one that scikit-learn's reach.
    var settings = new GaussianMixture.Settings(5, 3, 500, 1e-6, 1e-6, 2);
    GaussianMixture ours = onTwoThreads(w -> GaussianMixture.of(points, settings, w));
    double theirs = golden.numbers("mixture_log_likelihood")[0];
    assertThat(ours.logLikelihood()).isEqualTo(theirs, within(1e-5));
    assertThat(ours.converged()).isTrue();
    Agreement agreement = Agreement.of(ours.clustering(), Labels.of(golden.ints("mixture")));
    assertThat(agreement.nmi()).isGreaterThan(.97);
  }

  @Test
  void spectral_agreesWithScikitLearn() {
    Clustering ours = onTwoThreads(w -> Spectral.of(points, Spectral.Settings.of(5), w));
    Agreement agreement = Agreement.of(ours, Labels.of(golden.ints("spectral")));
    assertThat(agreement.nmi()).isGreaterThan(.97);
  }

  @Test
  void spectral_unconnectedGroups_areTheClusters() {
    double[][] rows = new double[90][];
    for (int i = 0; i < 90; i++) {
      rows[i] = new double[] {1000 * (i % 3) + i * .1, (i * 37 % 90) * .1};
    }
    Clustering ours = onTwoThreads(w -> Spectral.of(Points.of(rows), Spectral.Settings.of(3), w));
    for (int i = 3; i < 90; i++) {
      assertThat(ours.labels().at(i)).isEqualTo(ours.labels().at(i % 3));
    }
    assertThat(ours.clusters()).isEqualTo(3);
  }

  @Test
  void everyMethod_oneThread_givesTheLabelsOfTwo() {
    List<Method> methods =
        List.of(
            KMeans.Settings.of(7),
            Dbscan.Settings.defaults(),
            Optics.Settings.defaults(),
            MeanShift.Settings.estimated(2),
            Hdbscan.Settings.defaults(),
            Agglomerative.Settings.of(4),
            GaussianMixture.Settings.of(4),
            Spectral.Settings.of(4));
    for (Method method : methods) {
      Clustering two = onTwoThreads(w -> method.cluster(points, w));
      try (Workers one = Workers.of(1)) {
        assertThat(method.cluster(points, one)).isEqualTo(two);
      }
      assertThat(two.points()).isEqualTo(600);
    }
  }

  /** Equal up to the clusters' numbers. */
  static void assertSamePartition(Labels ours, Labels theirs) {
    assertThat(ours).hasSize(theirs.size());
    Map<Integer, Integer> there = new HashMap<>();
    Map<Integer, Integer> back = new HashMap<>();
    for (int i = 0; i < ours.size(); i++) {
      there.putIfAbsent(ours.at(i), theirs.at(i));
      back.putIfAbsent(theirs.at(i), ours.at(i));
      assertThat(theirs.at(i)).as("vector %d", i).isEqualTo(there.get(ours.at(i)));
      assertThat(ours.at(i)).as("vector %d", i).isEqualTo(back.get(theirs.at(i)));
    }
  }
}
