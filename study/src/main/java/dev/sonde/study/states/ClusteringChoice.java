package dev.sonde.study.states;

import dev.sonde.analysis.clusters.Agglomerative;
import dev.sonde.analysis.clusters.Bandwidth;
import dev.sonde.analysis.clusters.Clustering;
import dev.sonde.analysis.clusters.Dbscan;
import dev.sonde.analysis.clusters.Dendrogram;
import dev.sonde.analysis.clusters.GaussianMixture;
import dev.sonde.analysis.clusters.Hdbscan;
import dev.sonde.analysis.clusters.KMeans;
import dev.sonde.analysis.clusters.Labels;
import dev.sonde.analysis.clusters.MeanShift;
import dev.sonde.analysis.clusters.Method;
import dev.sonde.analysis.clusters.Optics;
import dev.sonde.analysis.clusters.Spectral;
import dev.sonde.analysis.kernel.Points;
import dev.sonde.analysis.kernel.Workers;
import dev.sonde.analysis.regression.LinearDiscriminants;
import dev.sonde.analysis.regression.LogisticRegression;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A clustering by the name that tables give it, its settings chosen for a machine of n states.
 *
 * @param name {@code k-means 4n}
 * @param published whether it is in the published grid
 */
public record ClusteringChoice(String name, boolean published, How how) {

  /** How the labels are found. */
  public sealed interface How {
    /** A method with fixed settings. */
    record Fixed(Method method) implements How {}

    /** A method with as many clusters as {@code count} says for n states. */
    record Sized(Kind kind, IntUnaryOperator count) implements How {}

    /** Ward's criterion, cut where {@code count} clusters are left. */
    record Ward(IntUnaryOperator count) implements How {}

    /** Mean shift; the bandwidth is estimated once for all divisors. */
    record Shift(double divisor) implements How {}

    /** Linear discriminants, from the true states. */
    record Discriminants() implements How {}

    /** Logistic regression, from the true states. */
    record Logistic() implements How {}
  }

  /** Methods that are told how many clusters there are. */
  public enum Kind {
    K_MEANS,
    MIXTURE,
    SPECTRAL
  }

  /** The published grid, then HDBSCAN, Ward, Gaussian mixture and spectral clustering. */
  public static List<ClusteringChoice> all() {
    List<ClusteringChoice> all = new ArrayList<>();
    all.add(new ClusteringChoice("lda", true, new How.Discriminants()));
    all.add(new ClusteringChoice("logistic", true, new How.Logistic()));
    for (double epsilon : new double[] {.25, .5, 1, 1.5, 2}) {
      all.add(fixed("dbscan " + number(epsilon), true, new Dbscan.Settings(epsilon, 5)));
    }
    all.add(kMeans("n-1", n -> n - 1));
    all.add(kMeans("n", n -> n));
    all.add(kMeans("n+1", n -> n + 1));
    for (int times : new int[] {2, 4, 6, 8}) all.add(kMeans(times + "n", n -> times * n));
    all.add(fixed("optics", true, Optics.Settings.defaults()));
    for (int divisor : new int[] {1, 2, 4, 8}) {
      String name = divisor == 1 ? "mean shift" : "mean shift /" + divisor;
      all.add(new ClusteringChoice(name, true, new How.Shift(divisor)));
    }
    all.add(fixed("hdbscan", false, Hdbscan.Settings.defaults()));
    all.add(new ClusteringChoice("ward n", false, new How.Ward(n -> n)));
    all.add(new ClusteringChoice("ward 4n", false, new How.Ward(n -> 4 * n)));
    all.add(sized("mixture n", Kind.MIXTURE, n -> n));
    all.add(sized("spectral n", Kind.SPECTRAL, n -> n));
    return all;
  }

  /** The published grid alone. */
  public static List<ClusteringChoice> publishedGrid() {
    return all().stream().filter(ClusteringChoice::published).toList();
  }

  /** Those of {@link #all} with these names; {@code all} and {@code published} stand for many. */
  public static List<ClusteringChoice> named(List<String> names) {
    List<ClusteringChoice> chosen = new ArrayList<>();
    for (String name : names) {
      List<ClusteringChoice> some =
          switch (name) {
            case "all" -> all();
            case "published" -> publishedGrid();
            default -> all().stream().filter(c -> c.name().equals(name)).toList();
          };
      if (some.isEmpty()) {
        throw new IllegalArgumentException(
            "no clustering '"
                + name
                + "'; there are "
                + String.join(", ", all().stream().map(ClusteringChoice::name).toList())
                + ", published and all");
      }
      for (ClusteringChoice choice : some) if (!chosen.contains(choice)) chosen.add(choice);
    }
    return chosen;
  }

  private static String number(double value) {
    return value == Math.rint(value) ? String.valueOf((int) value) : String.valueOf(value);
  }

  private static ClusteringChoice fixed(String name, boolean published, Method method) {
    return new ClusteringChoice(name, published, new How.Fixed(method));
  }

  private static ClusteringChoice kMeans(String size, IntUnaryOperator count) {
    return new ClusteringChoice("k-means " + size, true, new How.Sized(Kind.K_MEANS, count));
  }

  private static ClusteringChoice sized(String name, Kind kind, IntUnaryOperator count) {
    return new ClusteringChoice(name, false, new How.Sized(kind, count));
  }

  /** What is clustered, and what one method leaves for the next. */
  static final class Bench {
    private final Points points;
    private final Labels states;
    private final int machineStates;
    private final long seed;
    private final Workers workers;
    private @Nullable Double bandwidth;
    private @Nullable Dendrogram ward;

    Bench(Points points, Labels states, int machineStates, long seed, Workers workers) {
      this.points = points;
      this.states = states;
      this.machineStates = machineStates;
      this.seed = seed;
      this.workers = workers;
    }

    /** Merges do not depend on where they are cut. */
    private Dendrogram ward() {
      if (ward == null) {
        ward = Agglomerative.of(points, Agglomerative.Settings.of(1), workers).tree();
      }
      return ward;
    }

    private double bandwidth() {
      if (bandwidth == null) bandwidth = Bandwidth.estimate(points, .3, workers);
      return bandwidth;
    }
  }

  /** Clusters all vectors. */
  Clustering run(Bench bench) {
    return switch (how) {
      case How.Fixed(Method method) -> method.cluster(bench.points, bench.workers);
      case How.Sized(Kind kind, IntUnaryOperator count) ->
          method(kind, clusters(count, bench), bench.seed).cluster(bench.points, bench.workers);
      case How.Ward(IntUnaryOperator count) -> {
        int clusters = clusters(count, bench);
        Map<String, String> said = Map.of("clusters", Integer.toString(clusters));
        yield Clustering.of("agglomerative", said, bench.ward().cut(clusters));
      }
      case How.Shift(double divisor) -> shift(bench, divisor);
      case How.Discriminants() ->
          supervised(
              LinearDiscriminants.of(
                      bench.points, bench.states.toInts(), bench.states.bound(), bench.workers)
                  .predict(bench.points, bench.workers));
      case How.Logistic() ->
          supervised(
              LogisticRegression.of(
                      bench.points,
                      bench.states.toInts(),
                      bench.states.bound(),
                      LogisticRegression.Settings.defaults(),
                      bench.workers)
                  .predict(bench.points, bench.workers));
    };
  }

  private Clustering supervised(int[] labels) {
    return Clustering.of(name, Map.of(), labels);
  }

  private static int clusters(IntUnaryOperator count, Bench bench) {
    return Math.clamp(count.applyAsInt(bench.machineStates), 1, bench.points.count());
  }

  private static Method method(Kind kind, int clusters, long seed) {
    return switch (kind) {
      case K_MEANS -> KMeans.Settings.of(clusters).withSeed(seed);
      case MIXTURE -> GaussianMixture.Settings.of(clusters);
      case SPECTRAL -> Spectral.Settings.of(clusters);
    };
  }

  /** Where most vectors are equal the estimate is 0: each different vector is then a mode. */
  private static Clustering shift(Bench bench, double divisor) {
    double whole = bench.bandwidth();
    double used = whole > 0 ? whole : 1e-6;
    return new MeanShift.Settings(used, divisor, false, 300).cluster(bench.points, bench.workers);
  }
}
