package dev.sonde.analysis.clusters;

/**
 * Homogeneity, completeness and their harmonic mean (= NMI with the arithmetic mean): Rosenberg and
 * Hirschberg, <i>V-Measure</i>, EMNLP 2007.
 */
record Information(double homogeneity, double completeness, double nmi) {

  static Information of(Contingency table) {
    double n = table.total();
    double ofClusters = 0;
    double ofStates = 0;
    double mutual = 0;
    long[] states = new long[table.states()];
    for (int state = 0; state < states.length; state++) {
      states[state] = table.ofState(state);
      ofStates -= plogp(states[state] / n);
    }
    for (int row = 0; row < table.rows(); row++) {
      double size = table.ofRow(row);
      ofClusters -= plogp(size / n);
      for (int state = 0; state < states.length; state++) {
        double both = table.count(row, state);
        mutual += both == 0 ? 0 : both / n * Math.log(both * n / (size * states[state]));
      }
    }
    double homogeneity = ofStates == 0 ? 1 : share(mutual / ofStates);
    double completeness = ofClusters == 0 ? 1 : share(mutual / ofClusters);
    double sum = homogeneity + completeness;
    return new Information(
        homogeneity, completeness, sum == 0 ? 0 : 2 * homogeneity * completeness / sum);
  }

  static double plogp(double p) {
    return p > 0 ? p * Math.log(p) : 0;
  }

  private static double share(double x) {
    return Math.clamp(x, 0, 1);
  }
}
