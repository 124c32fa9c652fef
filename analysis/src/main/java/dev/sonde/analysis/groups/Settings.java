package dev.sonde.analysis.groups;

import dev.sonde.checkpoint.Glob;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How groups are compared.
 *
 * @param match which tensors, as a {@link Glob} over addresses
 * @param common whether tensors that are not in every run with one shape are left out (and listed)
 *     instead of refused
 * @param distance the distance that drives effect, p and verdict; the others are reported beside
 * @param permutations relabellings of the runs at most: all distinct ones are used if they are no
 *     more than this, otherwise so many drawn at random
 * @param seed of the relabellings that are drawn
 * @param bins of equal width, shared by all runs over the whole range of the data
 * @param alpha the share of false discoveries that Benjamini–Hochberg holds
 * @param strong the effect from which a difference is called one without reservation
 * @param exactValues values of one tensor over all runs that are sorted in memory (8 bytes each);
 *     beyond, Wasserstein and KS come from fine shared bins with a stated error
 */
public record Settings(
    String match,
    boolean common,
    Distance distance,
    int permutations,
    long seed,
    int bins,
    double alpha,
    double strong,
    long exactValues) {

  private static final int MAX_PERMUTATIONS = 1_000_000;
  private static final int MAX_BINS = 1 << 16;

  /**
   * @throws GroupException if a value is out of its range
   */
  public Settings {
    requireGlob(match);
    require(
        permutations >= 1 && permutations <= MAX_PERMUTATIONS,
        "permutations must be 1 to " + MAX_PERMUTATIONS + ", not " + permutations);
    require(bins >= 2 && bins <= MAX_BINS, "bins must be 2 to " + MAX_BINS + ", not " + bins);
    require(alpha > 0 && alpha < 1, "alpha must lie between 0 and 1, not " + alpha);
    require(strong >= 0 && strong <= 1, "the strong effect must be 0 to 1, not " + strong);
    require(exactValues >= 0, "exact values must be 0 or more, not " + exactValues);
  }

  /** Wasserstein-1 over all tensors, exact relabellings up to 100,000, 64 bins, 5 %. */
  public static Settings defaults() {
    return new Settings("**", false, Distance.WASSERSTEIN, 100_000, 1, 64, 0.05, 0.5, 1L << 25);
  }

  private static void requireGlob(String match) {
    try {
      Glob.of(match);
    } catch (IllegalArgumentException e) {
      throw new GroupException(String.valueOf(e.getMessage()), e);
    }
  }

  private static void require(boolean holds, String message) {
    if (!holds) throw new GroupException(message);
  }

  public Settings match(String glob) {
    return new Settings(
        glob, common, distance, permutations, seed, bins, alpha, strong, exactValues);
  }

  public Settings common(boolean leaveOut) {
    return new Settings(
        match, leaveOut, distance, permutations, seed, bins, alpha, strong, exactValues);
  }

  public Settings distance(Distance primary) {
    return new Settings(
        match, common, primary, permutations, seed, bins, alpha, strong, exactValues);
  }

  public Settings permutations(int most) {
    return new Settings(match, common, distance, most, seed, bins, alpha, strong, exactValues);
  }

  public Settings seed(long number) {
    return new Settings(
        match, common, distance, permutations, number, bins, alpha, strong, exactValues);
  }

  public Settings bins(int number) {
    return new Settings(
        match, common, distance, permutations, seed, number, alpha, strong, exactValues);
  }

  public Settings alpha(double share) {
    return new Settings(
        match, common, distance, permutations, seed, bins, share, strong, exactValues);
  }

  public Settings strong(double effect) {
    return new Settings(
        match, common, distance, permutations, seed, bins, alpha, effect, exactValues);
  }

  public Settings exactValues(long most) {
    return new Settings(match, common, distance, permutations, seed, bins, alpha, strong, most);
  }

  /** All settings by name, for a result's provenance. */
  public Map<String, String> asMap() {
    Map<String, String> map = new LinkedHashMap<>();
    map.put("match", match);
    map.put("common", Boolean.toString(common));
    map.put("distance", distance.toString());
    map.put("permutations", Integer.toString(permutations));
    map.put("bins", Integer.toString(bins));
    map.put("alpha", Double.toString(alpha));
    map.put("strong", Double.toString(strong));
    map.put("exact_values", Long.toString(exactValues));
    return Collections.unmodifiableMap(map);
  }
}
