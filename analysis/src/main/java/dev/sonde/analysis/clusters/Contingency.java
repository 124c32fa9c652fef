package dev.sonde.analysis.clusters;

/**
 * How many vectors have each (cluster, state). Noise is a row of its own, the last, so that no
 * vector is lost.
 */
final class Contingency {
  private final long[][] counts;
  private final boolean noise;

  private Contingency(long[][] counts, boolean noise) {
    this.counts = counts;
    this.noise = noise;
  }

  /** Numbers in use only: clusters and states without a vector have no row and no column. */
  static Contingency of(Labels clusters, Labels states) {
    if (clusters.size() != states.size()) {
      throw new IllegalArgumentException(
          "%d cluster labels, but %d states".formatted(clusters.size(), states.size()));
    }
    long[][] counts = new long[clusters.bound() + 1][states.bound()];
    boolean noise = false;
    for (int i = 0; i < clusters.size(); i++) {
      if (states.at(i) < 0) {
        throw new IllegalArgumentException("vector %d has no state".formatted(i));
      }
      int row = clusters.at(i) < 0 ? counts.length - 1 : clusters.at(i);
      noise |= clusters.at(i) < 0;
      counts[row][states.at(i)]++;
    }
    return new Contingency(counts, noise);
  }

  /** Rows: clusters by their number, then noise. */
  int rows() {
    return counts.length;
  }

  int states() {
    return counts[0].length;
  }

  boolean isNoise(int row) {
    return noise && row == counts.length - 1;
  }

  long count(int row, int state) {
    return counts[row][state];
  }

  long ofRow(int row) {
    long sum = 0;
    for (long n : counts[row]) {
      sum += n;
    }
    return sum;
  }

  long ofState(int state) {
    long sum = 0;
    for (long[] row : counts) {
      sum += row[state];
    }
    return sum;
  }

  long total() {
    long sum = 0;
    for (int row = 0; row < rows(); row++) {
      sum += ofRow(row);
    }
    return sum;
  }

  int observedStates() {
    int n = 0;
    for (int state = 0; state < states(); state++) {
      n += ofState(state) > 0 ? 1 : 0;
    }
    return n;
  }
}
