package dev.sonde.analysis.rows;

import dev.sonde.analysis.groups.GroupException;
import dev.sonde.checkpoint.Glob;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How rows are classified.
 *
 * @param match which parameters, as a {@link Glob} over addresses
 * @param common whether parameters that are not in every run with one shape are left out (and
 *     listed) instead of refused
 * @param classifiers which of them, each by itself
 * @param shuffles relabellings of the runs for the control: all distinct ones if they are no more
 * @param folds at most; a group of no more runs than this holds out one run per fold
 * @param seed of the shuffles, of sampled rows, and of the perceptron
 * @param maxRows rows of a parameter over all runs; beyond, so many are sampled
 * @param maxValues values of a parameter over all runs; beyond, rows are sampled
 * @param threshold balanced accuracy from which a parameter is named
 * @param alpha the level of the verdicts
 */
public record Settings(
    String match,
    boolean common,
    List<Classifier> classifiers,
    int shuffles,
    int folds,
    long seed,
    int maxRows,
    int maxValues,
    double threshold,
    double alpha) {

  /**
   * @throws GroupException if a value is out of its range
   */
  public Settings {
    classifiers = classifiers.stream().distinct().sorted().toList();
    try {
      Glob.of(match);
    } catch (IllegalArgumentException e) {
      throw new GroupException(String.valueOf(e.getMessage()), e);
    }
    require(!classifiers.isEmpty(), "there must be a classifier");
    require(shuffles >= 1 && shuffles <= 100_000, "shuffles must be 1 to 100000, not " + shuffles);
    require(folds >= 2, "folds must be 2 or more, not " + folds);
    require(maxRows >= 1, "the most rows must be 1 or more, not " + maxRows);
    require(maxValues >= 1, "the most values must be 1 or more, not " + maxValues);
    require(threshold > 0 && threshold <= 1, "the threshold must lie in 0 to 1, not " + threshold);
    require(alpha > 0 && alpha < 1, "alpha must lie between 0 and 1, not " + alpha);
  }

  /** Both classifiers, 19 shuffles, 10 folds, 5,000 rows, named at 0.9. */
  public static Settings defaults() {
    return new Settings(
        "**", false, List.of(Classifier.values()), 19, 10, 1, 5000, 2_500_000, 0.9, 0.05);
  }

  private static void require(boolean holds, String message) {
    if (!holds) throw new GroupException(message);
  }

  public Settings match(String glob) {
    return new Settings(
        glob, common, classifiers, shuffles, folds, seed, maxRows, maxValues, threshold, alpha);
  }

  public Settings common(boolean leaveOut) {
    return new Settings(
        match, leaveOut, classifiers, shuffles, folds, seed, maxRows, maxValues, threshold, alpha);
  }

  public Settings classifiers(List<Classifier> chosen) {
    return new Settings(
        match, common, chosen, shuffles, folds, seed, maxRows, maxValues, threshold, alpha);
  }

  public Settings shuffles(int number) {
    return new Settings(
        match, common, classifiers, number, folds, seed, maxRows, maxValues, threshold, alpha);
  }

  public Settings folds(int most) {
    return new Settings(
        match, common, classifiers, shuffles, most, seed, maxRows, maxValues, threshold, alpha);
  }

  public Settings seed(long number) {
    return new Settings(
        match, common, classifiers, shuffles, folds, number, maxRows, maxValues, threshold, alpha);
  }

  public Settings maxRows(int most) {
    return new Settings(
        match, common, classifiers, shuffles, folds, seed, most, maxValues, threshold, alpha);
  }

  public Settings maxValues(int most) {
    return new Settings(
        match, common, classifiers, shuffles, folds, seed, maxRows, most, threshold, alpha);
  }

  /** All settings by name, for a result's provenance. */
  public Map<String, String> asMap() {
    Map<String, String> map = new LinkedHashMap<>();
    map.put("match", match);
    map.put("common", Boolean.toString(common));
    map.put("classifiers", String.join(",", classifiers.stream().map(Object::toString).toList()));
    map.put("shuffles", Integer.toString(shuffles));
    map.put("folds", Integer.toString(folds));
    map.put("max_rows", Integer.toString(maxRows));
    map.put("max_values", Integer.toString(maxValues));
    map.put("threshold", Double.toString(threshold));
    map.put("alpha", Double.toString(alpha));
    return Collections.unmodifiableMap(map);
  }
}
