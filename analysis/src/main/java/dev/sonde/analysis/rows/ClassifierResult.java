package dev.sonde.analysis.rows;

import java.util.List;

/**
 * One classifier on one parameter.
 *
 * @param accuracy over folds, on rows of runs that were held out
 * @param balancedAccuracy over folds; this is what is tested and held against the threshold
 * @param f1 macro F1, over folds
 * @param control the same with shuffled labels
 * @param p (1 + shuffles that score at least as high) / (1 + shuffles), by balanced accuracy
 * @param pAdjusted the same against the best score that each shuffle reaches on any parameter
 *     (Westfall and Young 1993): holds the chance of a single false verdict over all parameters
 */
public record ClassifierResult(
    Classifier classifier,
    Statistic accuracy,
    Statistic balancedAccuracy,
    Statistic f1,
    List<Fold> folds,
    Control control,
    double p,
    double pAdjusted,
    Verdict verdict) {

  public ClassifierResult {
    folds = List.copyOf(folds);
  }
}
