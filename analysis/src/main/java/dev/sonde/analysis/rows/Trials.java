package dev.sonde.analysis.rows;

import dev.sonde.analysis.groups.Alignment;
import dev.sonde.analysis.groups.Relabellings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * All fits of one classifier on one parameter: labelling 0 is the true one, the others are
 * shuffles; each goes through all folds.
 */
final class Trials {

  private final List<Score> byLabelling;
  private final List<Score> trueFolds;
  private final List<int[]> heldOut;

  private Trials(List<Score> byLabelling, List<Score> trueFolds, List<int[]> heldOut) {
    this.byLabelling = byLabelling;
    this.trueFolds = trueFolds;
    this.heldOut = heldOut;
  }

  /** Runs all fits, on all cores; the result does not depend on how many there are. */
  static Trials of(
      RowSet set,
      Alignment alignment,
      Relabellings relabellings,
      Classifier classifier,
      Settings settings,
      long seed) {
    int groups = alignment.groups().size();
    List<int[]> labellings = new ArrayList<>(List.of(alignment.labels()));
    for (int k = 0; k < relabellings.count(); k++) labellings.add(labels(relabellings.labels(k)));
    List<List<int[]>> heldOut =
        labellings.stream().map(runs -> Folds.of(runs, groups, settings.folds())).toList();
    int folds = heldOut.getFirst().size();
    List<Score> scores =
        IntStream.range(0, labellings.size() * folds)
            .parallel()
            .mapToObj(
                fit -> {
                  int fold = fit % folds;
                  int labelling = fit / folds;
                  int[] labels = labellings.get(labelling);
                  int[] asked = heldOut.get(labelling).get(fold);
                  return score(set, labels, asked, groups, classifier, mixed(seed + fold));
                })
            .toList();
    List<Score> byLabelling =
        IntStream.range(0, labellings.size())
            .mapToObj(k -> mean(scores.subList(k * folds, (k + 1) * folds)))
            .toList();
    return new Trials(byLabelling, scores.subList(0, folds), heldOut.getFirst());
  }

  /**
   * Numbers that are near become far apart (Stafford 2011, mix 13): java.util.Random needs that.
   */
  private static long mixed(long number) {
    long z = number + 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  private static int[] labels(byte[] labels) {
    return IntStream.range(0, labels.length).map(i -> labels[i]).toArray();
  }

  private static Score score(
      RowSet set, int[] groupOfRun, int[] asked, int groups, Classifier classifier, long seed) {
    int[] labels = Arrays.stream(set.runs()).map(run -> groupOfRun[run]).toArray();
    boolean[] heldOut = new boolean[labels.length];
    for (int i = 0; i < heldOut.length; i++) {
      int run = set.runs()[i];
      heldOut[i] = Arrays.stream(asked).anyMatch(held -> held == run);
    }
    return CrossValidation.score(set.rows(), labels, groups, heldOut, classifier, seed);
  }

  private static Score mean(List<Score> scores) {
    return new Score(
        Statistic.of(scores, Score::accuracy).mean(),
        Statistic.of(scores, Score::balancedAccuracy).mean(),
        Statistic.of(scores, Score::f1).mean());
  }

  /** Mean over folds of the true labelling's balanced accuracy. */
  double observed() {
    return byLabelling.getFirst().balancedAccuracy();
  }

  /** The same of every shuffle. */
  double[] shuffled() {
    return shuffles().stream().mapToDouble(Score::balancedAccuracy).toArray();
  }

  private List<Score> shuffles() {
    return byLabelling.subList(1, byLabelling.size());
  }

  ClassifierResult result(
      Classifier classifier, Alignment alignment, double p, double adjusted, Verdict verdict) {
    List<Fold> folds =
        IntStream.range(0, trueFolds.size())
            .mapToObj(f -> new Fold(files(heldOut.get(f), alignment), trueFolds.get(f)))
            .toList();
    return new ClassifierResult(
        classifier,
        Statistic.of(trueFolds, Score::accuracy),
        Statistic.of(trueFolds, Score::balancedAccuracy),
        Statistic.of(trueFolds, Score::f1),
        folds,
        Control.of(shuffles()),
        p,
        adjusted,
        verdict);
  }

  private static List<String> files(int[] runs, Alignment alignment) {
    return Arrays.stream(runs)
        .mapToObj(run -> alignment.runs().get(run).path().toString())
        .toList();
  }
}
