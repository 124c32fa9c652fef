package dev.sonde.analysis.groups;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One distance of all pairs of runs. Of hundreds of runs there are tens of thousands of pairs: what
 * can be shared between pairs is, and threads share the rows of the triangle.
 *
 * @param values of runs (0,1), (0,2), …, (1,2), …; NaN where a run has no finite value
 * @param error by how much any of them may be off at most
 */
record PairDistances(List<Double> values, double error) {

  /** Fills {@code distances} and {@code errors} from an index on with those of one run to later. */
  private interface Row {
    void fill(int run, double[] distances, double[] errors, int at);
  }

  /**
   * Measures all pairs.
   *
   * @param unit of Wasserstein
   */
  static PairDistances of(Distance distance, List<Sample> samples, double unit) {
    return all(samples.size(), row(distance, samples, unit));
  }

  private static PairDistances all(int runs, Row row) {
    int pairs = Math.multiplyExact(runs, runs - 1) / 2;
    double[] distances = new double[pairs];
    double[] errors = new double[pairs];
    IntStream.range(0, runs)
        .parallel()
        .forEach(run -> row.fill(run, distances, errors, run * (2 * runs - run - 1) / 2));
    return new PairDistances(Doubles.of(distances), Arrays.stream(errors).max().orElse(0));
  }

  private static Row row(Distance distance, List<Sample> samples, double unit) {
    List<double[]> sorted = new ArrayList<>();
    for (Sample sample : samples) {
      if (sample.finite() > 0 && sample instanceof SortedSample s) sorted.add(s.values());
    }
    boolean shared = sorted.size() == samples.size();
    if (shared && distance == Distance.WASSERSTEIN) {
      return (run, distances, errors, at) -> transport(sorted, run, unit, distances, at);
    }
    if (shared && distance == Distance.KOLMOGOROV_SMIRNOV) {
      KolmogorovSmirnov steps = KolmogorovSmirnov.of(sorted);
      return (run, distances, errors, at) -> {
        for (int j = run + 1; j < sorted.size(); j++) {
          distances[at + j - run - 1] = steps.between(run, j);
        }
      };
    }
    return (run, distances, errors, at) -> {
      for (int j = run + 1; j < samples.size(); j++) {
        Pairwise pair = Pairwise.of(distance, samples.get(run), samples.get(j), unit);
        distances[at + j - run - 1] = pair.value();
        errors[at + j - run - 1] = pair.error();
      }
    };
  }

  /** Four runs of equal length at a time, so that their sums need not wait for one another. */
  private static void transport(
      List<double[]> sorted, int run, double unit, double[] distances, int at) {
    double[] values = sorted.get(run);
    int next = at;
    for (int j = run + 1; j < sorted.size(); ) {
      boolean four =
          j + 4 <= sorted.size()
              && sorted.subList(j, j + 4).stream().allMatch(b -> b.length == values.length);
      if (four) {
        four(values, sorted.subList(j, j + 4), unit, distances, next);
      } else {
        distances[next] = Pairwise.wasserstein(values, sorted.get(j)) / unit;
      }
      j += four ? 4 : 1;
      next += four ? 4 : 1;
    }
  }

  private static void four(
      double[] values, List<double[]> others, double unit, double[] distances, int at) {
    double[] b = others.get(0);
    double[] c = others.get(1);
    double[] d = others.get(2);
    double[] e = others.get(3);
    double toB = 0;
    double toC = 0;
    double toD = 0;
    double toE = 0;
    for (int i = 0; i < values.length; i++) {
      double value = values[i];
      toB += Math.abs(value - b[i]);
      toC += Math.abs(value - c[i]);
      toD += Math.abs(value - d[i]);
      toE += Math.abs(value - e[i]);
    }
    distances[at] = toB / values.length / unit;
    distances[at + 1] = toC / values.length / unit;
    distances[at + 2] = toD / values.length / unit;
    distances[at + 3] = toE / values.length / unit;
  }
}
