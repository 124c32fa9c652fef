package dev.sonde.analysis.rows;

import dev.sonde.analysis.groups.GroupException;
import dev.sonde.checkpoint.Glob;
import dev.sonde.settings.Adjustable;
import dev.sonde.settings.Setting;
import dev.sonde.settings.SettingsCodec;
import java.util.List;

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
    @Setting(
            help = "Only parameters whose address matches, such as 'decoder.**'",
            initial = "**",
            label = "GLOB")
        String match,
    @Setting(help = "Leave out parameters that are not in every run with one shape, and list them")
        boolean common,
    @Setting(
            help = "Classifiers, each applied on its own",
            initial = "logistic,mlp",
            label = "NAMES",
            alsoNamed = "classifier")
        List<Classifier> classifiers,
    @Setting(
            help =
                "Number of shuffles of the runs' labels, as the control; p is at least 1/(N + 1)",
            initial = "19",
            min = 1,
            max = 100_000)
        int shuffles,
    @Setting(
            help = "Largest number of folds; groups with no more runs hold out one run at a time",
            initial = "10",
            min = 2)
        int folds,
    @Setting(help = "Seed of everything random", initial = "1") long seed,
    @Setting(
            help =
                "Largest number of rows of a parameter over all runs; from more, this many are"
                    + " sampled, as the table states",
            initial = "5000",
            min = 1)
        int maxRows,
    @Setting(help = "The same limit in values, for wide rows", initial = "2500000", min = 1)
        int maxValues,
    @Setting(
            help = "Balanced accuracy from which a parameter is reported",
            initial = "0.9",
            above = 0,
            max = 1)
        double threshold,
    @Setting(
            help = "Largest p at which a result counts as significant",
            initial = "0.05",
            above = 0,
            below = 1)
        double alpha)
    implements Adjustable<Settings> {

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
    if (classifiers.isEmpty()) throw new GroupException("there must be a classifier");
    SettingsCodec.check(
        Settings.class,
        match,
        common,
        classifiers,
        shuffles,
        folds,
        seed,
        maxRows,
        maxValues,
        threshold,
        alpha);
  }

  /** Both classifiers, 19 shuffles, 10 folds, 5,000 rows, named at 0.9. */
  public static Settings defaults() {
    return SettingsCodec.of(Settings.class).defaults();
  }
}
