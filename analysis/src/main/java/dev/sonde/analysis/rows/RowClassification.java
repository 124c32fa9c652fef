package dev.sonde.analysis.rows;

import dev.sonde.analysis.groups.Alignment;
import dev.sonde.analysis.groups.GroupComparison.Group;
import dev.sonde.analysis.groups.GroupException;
import dev.sonde.analysis.groups.LeftOut;
import dev.sonde.analysis.groups.ModelGroup;
import dev.sonde.analysis.groups.Relabellings;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/**
 * Can one tell from a single row of a parameter which group of models it comes from?
 *
 * <p>The rows of some runs of every group are learned from, those of other runs are asked about:
 * rows of one run have much in common that has nothing to do with its group, so a split of rows
 * that leaves rows of one run on both sides tells runs apart, not groups. Hidden units have no
 * common order across runs; a row is classified by what it looks like, never by its place.
 *
 * <pre>{@code
 * RowClassification answer = RowClassification.of(groups, Settings.defaults());
 * answer.tellApart(); // the parameters at 0.9 or better
 * }</pre>
 *
 * @param groups names and files
 * @param labellings labellings of the runs that p is counted over, the true one included
 * @param exact whether these are all distinct labellings there are
 * @param possible how many distinct labellings there are
 * @param smallestP the smallest p that so many allow
 * @param threshold see {@code tellApart}
 * @param alpha the level of the verdicts
 * @param tellApart parameters with a classifier whose balanced accuracy is at least the threshold,
 *     the best first; whether that is more than chance, the verdict says
 * @param parameters by the best classifier's balanced accuracy
 * @param leftOut parameters that are not in all runs with one shape
 */
public record RowClassification(
    List<Group> groups,
    int labellings,
    boolean exact,
    BigInteger possible,
    double smallestP,
    double threshold,
    double alpha,
    List<String> tellApart,
    List<ParameterRows> parameters,
    List<LeftOut> leftOut) {

  /** Scores are means of shares: equal ones may differ in the last bits. */
  private static final double TIE = 1e-12;

  public RowClassification {
    groups = List.copyOf(groups);
    tellApart = List.copyOf(tellApart);
    parameters = List.copyOf(parameters);
    leftOut = List.copyOf(leftOut);
  }

  /** A parameter without its results, and the trials of each of the settings' classifiers. */
  private record Tried(ParameterRows parameter, List<Trials> trials) {}

  /**
   * Classifies the rows of every parameter.
   *
   * @throws GroupException if the groups cannot be lined up, or one has fewer than two runs
   */
  public static RowClassification of(List<ModelGroup> groups, Settings settings) {
    return of(groups, settings, address -> {});
  }

  /** As {@link #of(List, Settings)}; {@code progress} hears each address when it is done. */
  public static RowClassification of(
      List<ModelGroup> groups, Settings settings, Consumer<String> progress) {
    Alignment alignment = Alignment.of(groups, settings.match(), settings.common());
    for (ModelGroup group : groups) {
      if (group.runs().size() < 2) {
        throw new GroupException(
            "group '"
                + group.name()
                + "' has 1 run; the row classifier needs 2 or more in each group, to learn from"
                + " some and ask about others");
      }
    }
    Relabellings relabellings =
        Relabellings.of(alignment.groupSizes(), settings.shuffles(), settings.seed());
    List<Tried> tried = new ArrayList<>();
    for (Alignment.Aligned parameter : alignment.tensors()) {
      tried.add(attempt(parameter, alignment, relabellings, settings));
      progress.accept(parameter.address());
    }
    List<ParameterRows> parameters =
        tried.stream()
            .map(t -> judged(t, tried, alignment, relabellings, settings))
            .sorted(
                Comparator.comparingDouble(RowClassification::best)
                    .reversed()
                    .thenComparing(ParameterRows::name))
            .toList();
    return new RowClassification(
        groups.stream().map(Group::of).toList(),
        relabellings.count() + 1,
        relabellings.exact(),
        relabellings.distinct(),
        relabellings.smallestP(),
        settings.threshold(),
        settings.alpha(),
        parameters.stream()
            .filter(p -> best(p) >= settings.threshold())
            .map(ParameterRows::name)
            .toList(),
        parameters,
        alignment.leftOut());
  }

  private static double best(ParameterRows parameter) {
    return parameter.classifiers().isEmpty() ? -1 : parameter.best().balancedAccuracy().mean();
  }

  private static Tried attempt(
      Alignment.Aligned parameter,
      Alignment alignment,
      Relabellings relabellings,
      Settings settings) {
    RowSet set = RowSet.of(parameter, settings);
    ParameterRows outline = ParameterRows.of(parameter, set);
    if (!set.usable()) return new Tried(outline, List.of());
    long seed = settings.seed() * 31 + parameter.address().hashCode();
    return new Tried(
        outline,
        settings.classifiers().stream()
            .map(c -> Trials.of(set, alignment, relabellings, c, settings, seed))
            .toList());
  }

  private static ParameterRows judged(
      Tried tried,
      List<Tried> all,
      Alignment alignment,
      Relabellings relabellings,
      Settings settings) {
    List<ClassifierResult> results = new ArrayList<>();
    for (int c = 0; c < tried.trials.size(); c++) {
      int classifier = c;
      Trials trials = tried.trials.get(c);
      double observed = trials.observed() - TIE;
      double p = relabellings.p(reached(trials.shuffled(), observed));
      double[] best = new double[relabellings.count()];
      for (Tried other : all) {
        if (other.trials.isEmpty()) continue;
        double[] shuffled = other.trials.get(classifier).shuffled();
        for (int s = 0; s < best.length; s++) best[s] = Math.max(best[s], shuffled[s]);
      }
      double adjusted = relabellings.p(reached(best, observed));
      Verdict verdict =
          Verdict.of(
              trials.observed(),
              adjusted,
              relabellings.smallestP(),
              relabellings.exact(),
              settings);
      results.add(
          trials.result(settings.classifiers().get(classifier), alignment, p, adjusted, verdict));
    }
    return tried.parameter.with(results);
  }

  private static long reached(double[] shuffled, double observed) {
    return Arrays.stream(shuffled).filter(score -> score >= observed).count();
  }

  /**
   * The answer for one parameter.
   *
   * @throws GroupException if it was not asked about
   */
  public ParameterRows parameter(String address) {
    return parameters.stream()
        .filter(parameter -> parameter.name().equals(address))
        .findFirst()
        .orElseThrow(() -> new GroupException("no rows of '" + address + "' were classified"));
  }
}
