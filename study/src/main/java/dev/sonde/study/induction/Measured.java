package dev.sonde.study.induction;

import dev.sonde.figure.table.Table;
import dev.sonde.study.induction.InductionPlan.Member;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * What was found of one network.
 *
 * @param guessing cross-entropy of a guess among all tokens
 * @param training losses at every measurement
 * @param scores of every head of every kept network, the untrained one first
 * @param places loss by place of every kept network
 * @param ablation the trained network, then without each of its heads
 */
record Measured(
    Member member,
    double guessing,
    Table training,
    List<Score> scores,
    Table places,
    Table ablation,
    Table composition) {

  private static final double TWICE = 2;

  static Measured of(InductionResults results, Member member) {
    var trained = results.plan().network(member);
    var looked = results.plan().look(member);
    Table heads = results.found().table(looked, "heads");
    List<Score> scores = new ArrayList<>();
    for (int i = 0; i < heads.rows().size(); i++) scores.add(Score.of(heads, i));
    return new Measured(
        member,
        Math.log(results.plan().settings().vocabulary()),
        results.found().table(trained, "training"),
        List.copyOf(scores),
        results.found().table(looked, "places"),
        results.found().table(looked, "ablation"),
        results.found().table(looked, "composition"));
  }

  /** A figure at the last measurement. */
  double end(String figure) {
    return training.number(training.rows().size() - 1, figure);
  }

  /** The first measured step at which a share of the tokens that come again is told rightly. */
  OptionalLong right(double share) {
    for (int i = 0; i < training.rows().size(); i++) {
      if (training.number(i, "accuracy") >= share) {
        return OptionalLong.of((long) training.number(i, "step"));
      }
    }
    return OptionalLong.empty();
  }

  /** The first kept step with a head in the first layer that looks back more than random ones. */
  OptionalLong lookedBack() {
    double random = untrainedPrevious();
    return first(score -> score.layer() == 0 && score.previous() > TWICE * random);
  }

  /** Whether a head of the trained network's first layer looks back more than random ones. */
  boolean looksBack() {
    return previousHead().previous() > TWICE * untrainedPrevious();
  }

  /** The greatest previous-token score of the untrained network's first layer: random heads. */
  double untrainedPrevious() {
    return best(firstStep(), Score::previous, score -> score.layer() == 0);
  }

  /**
   * The first kept step with an induction head; a score that some untrained head has makes none.
   */
  OptionalLong inducted() {
    return first(this::isInductionHead);
  }

  private boolean isInductionHead(Score score) {
    return score.inducts() && score.induction() > untrainedInduction();
  }

  private OptionalLong first(Predicate<Score> wanted) {
    return scores.stream().filter(wanted).mapToLong(Score::step).min();
  }

  private long firstStep() {
    return scores.getFirst().step();
  }

  private List<Score> last() {
    long step = scores.getLast().step();
    return scores.stream().filter(score -> score.step() == step).toList();
  }

  /** The greatest induction score of the untrained network's heads: random heads. */
  double untrainedInduction() {
    return best(firstStep(), Score::induction, _ -> true);
  }

  /** The greatest score of some heads at a kept step. */
  double best(long step, ToDoubleFunction<Score> figure, Predicate<Score> which) {
    return scores.stream()
        .filter(score -> score.step() == step)
        .filter(which)
        .mapToDouble(figure)
        .max()
        .orElse(Double.NaN);
  }

  /** The steps at which networks were kept. */
  List<Long> steps() {
    return scores.stream().map(Score::step).distinct().toList();
  }

  /** Of the trained network's first layer the head that looks at the token before most. */
  Score previousHead() {
    return last().stream()
        .filter(score -> score.layer() == 0)
        .max(Comparator.comparingDouble(Score::previous))
        .orElseThrow();
  }

  /** The trained network's induction heads, the strongest first. */
  List<Score> inductionHeads() {
    return last().stream()
        .filter(this::isInductionHead)
        .sorted(Comparator.comparingDouble(Score::induction).reversed())
        .toList();
  }

  /** The trained network's head with the greatest induction score. */
  Score bestInduction() {
    return last().stream().max(Comparator.comparingDouble(Score::induction)).orElseThrow();
  }

  /** A figure of the trained network without a head; {@link AblatedHeads#NONE} for the whole. */
  double without(String head, String figure) {
    for (int i = 0; i < ablation.rows().size(); i++) {
      if (ablation.text(i, "silenced").equals(head)) return ablation.number(i, figure);
    }
    throw new IllegalArgumentException("no head " + head);
  }

  /**
   * The control: the mean of a figure over the other heads of the first layer, each ablated in
   * turn; NaN if there is none.
   */
  double withoutOthers(String figure) {
    String previous = previousHead().name();
    return last().stream()
        .filter(score -> score.layer() == 0 && !score.name().equals(previous))
        .mapToDouble(score -> without(score.name(), figure))
        .average()
        .orElse(Double.NaN);
  }

  /** Of the trained network, how the best induction head's keys read the previous-token head. */
  double keyComposition() {
    return composition(previousHead().name(), false);
  }

  /** The same of the other heads of the first layer, mean. */
  double otherComposition() {
    return composition(previousHead().name(), true);
  }

  private double composition(String writer, boolean others) {
    String reader = bestInduction().name();
    double sum = 0;
    int count = 0;
    for (int i = 0; i < composition.rows().size(); i++) {
      boolean wanted =
          composition.number(i, "step") > 0
              && composition.text(i, "through").equals("K")
              && composition.text(i, "reader").equals(reader)
              && composition.text(i, "writer").equals(writer) != others;
      if (!wanted) continue;
      sum += composition.number(i, "score");
      count++;
    }
    return count == 0 ? Double.NaN : sum / count;
  }

  /** What random matrices score; NaN of a network of one layer. */
  double randomComposition() {
    return composition.rows().isEmpty() ? Double.NaN : composition.number(0, "random");
  }
}
