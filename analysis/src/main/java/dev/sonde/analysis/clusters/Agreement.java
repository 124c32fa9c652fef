package dev.sonde.analysis.clusters;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How well clusters stand for states.
 *
 * <p>The ambiguity of a cluster is the entropy of the states in it, in units of log |S|: 0 if all
 * its vectors share a state, 1 if all observed states are equally frequent. After Muškardin et al.,
 * <i>On the Relationship Between RNN Hidden State Vectors and Semantic Ground Truth</i>. Splitting
 * a state over many clusters is not punished by it; completeness and NMI, which do, stand beside.
 *
 * <p>Noise is treated as one more cluster, as the published figures do: a method cannot gain by
 * leaving the difficult vectors out. Homogeneity, completeness and NMI (arithmetic mean) are
 * scikit-learn's.
 *
 * @param clusters how many clusters, noise apart
 * @param states how many states occur
 * @param noiseShare share of the vectors in no cluster
 * @param ambiguity mean over the clusters
 * @param weighted mean over the vectors; (1 − homogeneity)·H(S)/log |S|
 * @param max the worst cluster's
 * @param homogeneity 1 − H(S|C)/H(S)
 * @param completeness 1 − H(C|S)/H(C)
 * @param nmi harmonic mean of the two
 * @param matched share of the vectors whose cluster is matched to their state, by the best
 *     one-to-one matching of clusters and states (Hungarian method)
 * @param perCluster each cluster in the order of the numbers, noise last
 */
public record Agreement(
    int clusters,
    int states,
    double noiseShare,
    double ambiguity,
    double weighted,
    double max,
    double homogeneity,
    double completeness,
    double nmi,
    double matched,
    List<Cluster> perCluster) {

  public Agreement {
    perCluster = List.copyOf(perCluster);
  }

  /**
   * One cluster.
   *
   * @param cluster its number, {@link Labels#NOISE} for the noise
   * @param vectors how many vectors it has
   * @param ambiguity 0 … 1
   * @param state its most frequent state; the smaller number if there are two
   * @param match the state that the one-to-one matching gives it, or null if there are more
   *     clusters than states and it got none
   */
  public record Cluster(
      int cluster, long vectors, double ambiguity, int state, @Nullable Integer match) {}

  public static Agreement of(Clustering clustering, Labels states) {
    return of(clustering.labels(), states);
  }

  /**
   * @param states the true state of each vector, from 0
   * @throws IllegalArgumentException if the lengths differ, or a vector has no state, or there is
   *     no vector
   */
  public static Agreement of(Labels clusters, Labels states) {
    if (states.isEmpty()) {
      throw new IllegalArgumentException("no vectors: there is nothing to compare");
    }
    Contingency table = Contingency.of(clusters, states);
    int observed = table.observedStates();
    int[] match = match(table);
    List<Cluster> each = new ArrayList<>();
    double sum = 0;
    double weighted = 0;
    double max = 0;
    long matched = 0;
    for (int row = 0; row < table.rows(); row++) {
      long n = table.ofRow(row);
      if (n == 0) {
        continue;
      }
      double ambiguity = observed < 2 ? 0 : rowEntropy(table, row) / Math.log(observed);
      Integer state = match[row] < 0 ? null : match[row];
      int number = table.isNoise(row) ? Labels.NOISE : row;
      each.add(new Cluster(number, n, ambiguity, mostFrequent(table, row), state));
      matched += state == null ? 0 : table.count(row, state);
      sum += ambiguity;
      weighted += n * ambiguity;
      max = Math.max(max, ambiguity);
    }
    double total = table.total();
    Information information = Information.of(table);
    return new Agreement(
        clusters.distinct(),
        observed,
        clusters.count(Labels.NOISE) / total,
        sum / each.size(),
        weighted / total,
        max,
        information.homogeneity(),
        information.completeness(),
        information.nmi(),
        matched / total,
        each);
  }

  private static double rowEntropy(Contingency table, int row) {
    double n = table.ofRow(row);
    double entropy = 0;
    for (int state = 0; state < table.states(); state++) {
      entropy -= Information.plogp(table.count(row, state) / n);
    }
    return Math.max(0, entropy);
  }

  private static int mostFrequent(Contingency table, int row) {
    int best = 0;
    for (int state = 1; state < table.states(); state++) {
      best = table.count(row, state) > table.count(row, best) ? state : best;
    }
    return best;
  }

  /** Clusters take part, noise does not: it stands for nothing. */
  private static int[] match(Contingency table) {
    double[][] cost = new double[table.rows()][table.states()];
    for (int row = 0; row < table.rows(); row++) {
      for (int state = 0; state < table.states(); state++) {
        cost[row][state] = table.isNoise(row) ? 0 : -table.count(row, state);
      }
    }
    int[] match = Assignment.of(cost);
    for (int row = 0; row < match.length; row++) {
      if (match[row] >= 0 && cost[row][match[row]] == 0) {
        match[row] = -1;
      }
    }
    return match;
  }
}
