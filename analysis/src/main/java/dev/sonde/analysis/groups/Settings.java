package dev.sonde.analysis.groups;

import dev.sonde.checkpoint.Glob;
import dev.sonde.settings.Adjustable;
import dev.sonde.settings.Setting;
import dev.sonde.settings.SettingsCodec;

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
    @Setting(
            help = "Only tensors whose address matches, such as 'decoder.**'",
            initial = "**",
            label = "GLOB")
        String match,
    @Setting(help = "Leave out tensors that are not in every run with one shape, and list them")
        boolean common,
    @Setting(help = "Distance between distributions that is tested", initial = "w1", label = "NAME")
        Distance distance,
    @Setting(
            help =
                "Largest number of permutations of the runs over the groups; if there are more,"
                    + " this many are drawn at random",
            initial = "100000",
            min = 1,
            max = 1_000_000)
        int permutations,
    @Setting(help = "Seed of the permutations that are drawn", initial = "1") long seed,
    @Setting(
            help = "Number of histogram bins, shared by all runs",
            initial = "64",
            min = 2,
            max = 65_536)
        int bins,
    @Setting(
            help = "False discovery rate of the correction (Benjamini and Hochberg)",
            initial = "0.05",
            above = 0,
            below = 1)
        double alpha,
    @Setting(
            help =
                "Share of the distances that the groups must explain for a significant difference"
                    + " to be called one without reservation",
            initial = "0.5",
            min = 0,
            max = 1)
        double strong,
    @Setting(
            help =
                "Largest number of values of one tensor over all runs that are sorted in memory;"
                    + " with more, distances come from fine bins, with the error stated",
            initial = "33554432",
            min = 0)
        long exactValues)
    implements Adjustable<Settings> {

  /**
   * @throws GroupException if a value is out of its range
   */
  public Settings {
    requireGlob(match);
    SettingsCodec.check(
        Settings.class,
        match,
        common,
        distance,
        permutations,
        seed,
        bins,
        alpha,
        strong,
        exactValues);
  }

  /** Wasserstein-1 over all tensors, exact relabellings up to 100,000, 64 bins, 5 %. */
  public static Settings defaults() {
    return SettingsCodec.of(Settings.class).defaults();
  }

  private static void requireGlob(String match) {
    try {
      Glob.of(match);
    } catch (IllegalArgumentException e) {
      throw new GroupException(String.valueOf(e.getMessage()), e);
    }
  }
}
