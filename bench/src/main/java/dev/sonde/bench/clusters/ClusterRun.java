package dev.sonde.bench.clusters;

import dev.sonde.analysis.clusters.Dbscan;
import dev.sonde.analysis.clusters.KMeans;
import dev.sonde.analysis.clusters.MeanShift;
import dev.sonde.analysis.clusters.Optics;
import dev.sonde.analysis.kernel.Points;
import dev.sonde.analysis.kernel.Workers;
import dev.sonde.analysis.regression.LinearDiscriminants;
import dev.sonde.analysis.regression.LogisticRegression;
import dev.sonde.bench.Clock;

/**
 * Sonde's part: {@code METHOD ARGUMENT DIMENSIONS THREADS TIMES}. The last of the calls is timed,
 * so that of 1 call is from a cold start. Making the vectors is not timed, as reading them is not
 * in the peer's script.
 */
public final class ClusterRun {

  private ClusterRun() {}

  public static void main(String[] arguments) {
    double argument = Double.parseDouble(arguments[1]);
    Points points = Vectors.make(Integer.parseInt(arguments[2]));
    int[] labels = Vectors.labels();
    int times = Integer.parseInt(arguments[4]);
    try (Workers workers = Workers.of(Integer.parseInt(arguments[3]))) {
      for (int i = 1; i <= times; i++) {
        Clock clock = new Clock();
        int found = run(arguments[0], argument, points, labels, workers);
        if (found != Vectors.COUNT) System.exit(1);
        if (i == times) clock.done();
      }
    }
  }

  private static int run(
      String method, double argument, Points points, int[] labels, Workers workers) {
    return switch (method) {
      case "kmeans" -> KMeans.Settings.of((int) argument).cluster(points, workers).labels().size();
      case "dbscan" -> new Dbscan.Settings(argument, 5).cluster(points, workers).labels().size();
      case "optics" -> Optics.Settings.defaults().cluster(points, workers).labels().size();
      case "meanshift" ->
          MeanShift.Settings.estimated(argument).cluster(points, workers).labels().size();
      case "logistic" ->
          LogisticRegression.of(
                  points, labels, Vectors.STATES, LogisticRegression.Settings.defaults(), workers)
              .predict(points, workers)
              .length;
      case "lda" ->
          LinearDiscriminants.of(points, labels, Vectors.STATES, workers)
              .predict(points, workers)
              .length;
      default -> throw new IllegalArgumentException(method);
    };
  }
}
