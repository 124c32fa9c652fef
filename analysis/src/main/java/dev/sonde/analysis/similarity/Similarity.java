package dev.sonde.analysis.similarity;

import dev.sonde.analysis.kernel.Points;
import dev.sonde.analysis.kernel.Workers;
import dev.sonde.settings.Bounds;
import java.util.ArrayList;
import java.util.List;

/**
 * How alike representations of the same inputs are, all with all, by one measure.
 *
 * @param values [representations × representations]; NaN where a representation does not depend on
 *     the input. Symmetric but for {@link SimilarityMeasure#PWCCA}, where the row is weighted
 * @param inputs how many there are
 */
public record Similarity(SimilarityMeasure measure, List<List<Double>> values, int inputs) {

  public Similarity {
    values = values.stream().map(List::copyOf).toList();
  }

  /**
   * @param variance share of the variance of the principal components that SVCCA and PWCCA keep
   * @param bandwidth of the Gaussian kernel, as a multiple of the median distance
   */
  public record Settings(double variance, double bandwidth) {
    public Settings {
      Bounds.between("variance", variance, 0, 1);
      Bounds.above("bandwidth", bandwidth, 0);
    }

    /** 99 % of the variance, the median distance. */
    public static Settings defaults() {
      return new Settings(.99, 1);
    }
  }

  /**
   * All pairs, by each of some measures.
   *
   * @param representations each [inputs × units], the same inputs in the same order, at least 2
   */
  public static List<Similarity> of(
      List<SimilarityMeasure> measures,
      List<Points> representations,
      Settings settings,
      Workers workers) {
    int n = representations.isEmpty() ? 0 : representations.getFirst().count();
    for (Points r : representations) {
      if (r.count() != n || n < 2) {
        throw new IllegalArgumentException(
            "representations of %d and of %d inputs; the same inputs are needed, at least 2"
                .formatted(n, r.count()));
      }
    }
    boolean subspaces = measures.stream().anyMatch(Similarity::decomposes);
    List<Subspace> bases = new ArrayList<>();
    if (subspaces) {
      for (Points r : representations) bases.add(Subspace.of(r, settings.variance, workers));
    }
    List<Similarity> all = new ArrayList<>();
    for (SimilarityMeasure measure : measures) {
      List<List<Double>> values =
          switch (measure) {
            case LINEAR_CKA -> Cka.of(representations, workers).values();
            case RBF_CKA -> {
              List<RbfCka> kernels = new ArrayList<>();
              for (Points r : representations) {
                kernels.add(RbfCka.of(r, settings.bandwidth, workers));
              }
              yield symmetric(kernels, RbfCka::with);
            }
            case SVCCA -> symmetric(bases, (a, b) -> Subspaces.svcca(a, b, workers));
            case PROCRUSTES -> symmetric(bases, (a, b) -> Subspaces.procrustes(a, b, workers));
            case PWCCA -> every(bases, (a, b) -> Subspaces.pwcca(a, b, workers));
          };
      all.add(new Similarity(measure, values, n));
    }
    return all;
  }

  /**
   * All pairs of one of {@code left} and one of {@code right}: {@link #values} [left × right].
   *
   * @param left each [inputs × units]
   * @param right of the same inputs in the same order
   */
  public static List<Similarity> between(
      List<SimilarityMeasure> measures,
      List<Points> left,
      List<Points> right,
      Settings settings,
      Workers workers) {
    List<Points> all = new ArrayList<>(left);
    all.addAll(right);
    return of(measures, all, settings, workers).stream()
        .map(
            whole ->
                new Similarity(
                    whole.measure,
                    whole.values.subList(0, left.size()).stream()
                        .map(row -> row.subList(left.size(), all.size()))
                        .toList(),
                    whole.inputs))
        .toList();
  }

  private static boolean decomposes(SimilarityMeasure measure) {
    return switch (measure) {
      case LINEAR_CKA, RBF_CKA -> false;
      case SVCCA, PWCCA, PROCRUSTES -> true;
    };
  }

  @FunctionalInterface
  private interface Compared<T> {
    double with(T left, T right);
  }

  private static <T> List<List<Double>> symmetric(List<T> all, Compared<T> how) {
    double[][] values = new double[all.size()][all.size()];
    for (int a = 0; a < all.size(); a++) {
      for (int b = 0; b <= a; b++) {
        values[a][b] = how.with(all.get(a), all.get(b));
        values[b][a] = values[a][b];
      }
    }
    return lists(values);
  }

  private static <T> List<List<Double>> every(List<T> all, Compared<T> how) {
    double[][] values = new double[all.size()][all.size()];
    for (int a = 0; a < all.size(); a++) {
      for (int b = 0; b < all.size(); b++) values[a][b] = how.with(all.get(a), all.get(b));
    }
    return lists(values);
  }

  private static List<List<Double>> lists(double[][] values) {
    List<List<Double>> rows = new ArrayList<>();
    for (double[] row : values) {
      List<Double> list = new ArrayList<>();
      for (double value : row) list.add(value);
      rows.add(list);
    }
    return rows;
  }
}
