package dev.sonde.question.networks.probe;

import java.util.List;

/**
 * What a linear rule reads off each site.
 *
 * @param classes names
 * @param train rows each probe learned from
 * @param test rows held out
 * @param majority held-out accuracy of always saying the most frequent class
 * @param control what the control task was
 * @param randomNetworks networks with shuffled parameters that were probed beside
 * @param notes what was left out, a sentence each
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
   * @param width numbers that the probe sees
   * @param accuracy held out
   * @param low of Wilson's 95 % interval
   * @param high of it
   * @param trainAccuracy on the rows learned from
   * @param controlAccuracy held out, on the control task
   * @param selectivity accuracy less that
   * @param shuffledAccuracy held out, mean over shuffled labels
   * @param shuffledBest the best of them
   * @param randomAccuracy held out, mean over random networks; NaN without
   * @param p of the shuffles
   * @param pAdjusted over the sites, Benjamini and Hochberg
   * @param readable whether that is at most alpha
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
