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
    @Setting(help = "The distance that is tested", initial = "w1", label = "NAME")
        Distance distance,
    @Setting(
            help =
                "Relabellings of the runs at most: all where there are no more, else so many drawn"
                    + " at random",
            initial = "100000",
            min = 1,
            max = 1_000_000)
        int permutations,
    @Setting(help = "Seed of the relabellings that are drawn", initial = "1") long seed,
    @Setting(help = "Bins that all runs share", initial = "64", min = 2, max = 65_536) int bins,
    @Setting(
            help = "The share of false discoveries that the correction holds",
            initial = "0.05",
            above = 0,
            below = 1)
        double alpha,
    @Setting(
            help = "The effect from which a difference is called one without reservation",
            initial = "0.5",
            min = 0,
            max = 1)
        double strong,
    @Setting(
            help =
                "Values of one tensor over all runs that are sorted in memory; beyond, distances"
                    + " come from fine bins with a stated error",
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
