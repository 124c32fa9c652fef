package dev.sonde.question.networks.probe;

import java.util.List;

/**
 * Accuracy of linear probes at each site.
 *
 * @param classes names
 * @param train number of training rows of each probe
 * @param test number of held-out rows
 * @param majority held-out accuracy of always predicting the most frequent class
 * @param control description of the control task
 * @param randomNetworks number of networks with shuffled parameters that were probed as a baseline
 * @param notes what was left out and why, a sentence each
 */
public record ProbeAnswer(
    List<String> classes,
    int train,
    int test,
    double majority,
    String control,
    int randomNetworks,
    List<SiteProbe> sites,
    List<String> notes) {

  public ProbeAnswer {
    classes = List.copyOf(classes);
    sites = List.copyOf(sites);
    notes = List.copyOf(notes);
  }

  /**
   * One site.
   *
   * @param width input dimensions of the probe
   * @param accuracy on held-out rows
   * @param low lower end of Wilson's 95 % interval
   * @param high upper end of it
   * @param trainAccuracy accuracy on the training rows
   * @param controlAccuracy held-out accuracy on the control task
   * @param selectivity {@code accuracy − controlAccuracy}
   * @param shuffledAccuracy held-out accuracy with shuffled labels, mean over shuffles
   * @param shuffledBest the largest over shuffles
   * @param randomAccuracy held-out accuracy, mean over random networks; NaN if there are none
   * @param p permutation p over the shuffles
   * @param pAdjusted p adjusted over the sites (Benjamini and Hochberg)
   * @param readable whether {@code pAdjusted} is at most alpha
   * @param converged whether the optimiser reached its tolerance
   */
  public record SiteProbe(
      String site,
      int width,
      double accuracy,
      double low,
      double high,
      double trainAccuracy,
      double controlAccuracy,
      double selectivity,
      double shuffledAccuracy,
      double shuffledBest,
      double randomAccuracy,
      double p,
      double pAdjusted,
      boolean readable,
      boolean converged) {}
}
