package dev.sonde.study.induction;

import dev.sonde.figure.Numbers;
import dev.sonde.figure.page.Finding;
import dev.sonde.study.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** What was found, in sentences; medians and ranges are over networks. */
final class InductionFindings {

  private final List<Measured> two;
  private final List<Measured> one;

  InductionFindings(List<Measured> all) {
    two = all.stream().filter(m -> m.member().layers() == 2).toList();
    one = all.stream().filter(m -> m.member().layers() == 1).toList();
  }

  List<Finding> sentences() {
    List<Finding> found = new ArrayList<>();
    found.add(formed());
    List<Measured> with = two.stream().filter(m -> !m.inductionHeads().isEmpty()).toList();
    if (!with.isEmpty()) {
      found.add(phase(with));
      found.add(heads(with));
      List<Measured> backward = with.stream().filter(Measured::looksBack).toList();
      List<Measured> others = with.stream().filter(m -> !m.looksBack()).toList();
      if (!backward.isEmpty()) found.add(carried(backward, with.size()));
      if (!others.isEmpty()) found.add(notCarried(others));
    }
    control().ifPresent(found::add);
    return found;
  }

  private Finding formed() {
    long count = two.stream().filter(m -> !m.inductionHeads().isEmpty()).count();
    String sentence =
        "Induction heads formed in "
            + count
            + " of "
            + Numbers.count(two.size(), "network", "networks")
            + " of two layers. At the end the loss of repeated tokens is "
            + Spread.of(two, m -> m.end("again_loss"))
            + " nats ("
            + Spread.percent(two, m -> m.end("accuracy"))
            + " accuracy), of new tokens "
            + Spread.of(two, m -> m.end("first_loss"))
            + "; of uniform guesses "
            + Numbers.of(two.getFirst().guessing())
            + ".";
    if (count > 0) return Finding.plain(sentence);
    return new Finding(
        Finding.Tone.NOTABLE,
        sentence + " More steps, shorter blocks or a higher learning rate let them form.");
  }

  private Finding phase(List<Measured> with) {
    String sentence =
        "Accuracy on repeated tokens reaches 50 % after "
            + steps(with, m -> m.right(.5))
            + " steps and 90 % after "
            + steps(with, m -> m.right(.9))
            + ", of "
            + Numbers.count((long) with.getFirst().end("step"))
            + ". A previous-token head in the first layer (twice the attention of random heads)"
            + " appears after "
            + steps(with, Measured::lookedBack)
            + " steps, an induction head after "
            + steps(with, Measured::inducted)
            + ".";
    return Finding.plain(sentence);
  }

  /** Over the networks in which it came to it, with how many these are if they are not all. */
  private static String steps(List<Measured> networks, Function<Measured, OptionalLong> step) {
    List<Measured> reached = networks.stream().filter(m -> step.apply(m).isPresent()).toList();
    if (reached.isEmpty()) return "more";
    String words = Spread.of(reached, m -> step.apply(m).orElse(0));
    if (reached.size() == networks.size()) return words;
    return words + " (in " + reached.size() + " of " + networks.size() + ")";
  }

  private Finding heads(List<Measured> with) {
    return Finding.plain(
        "The best head of the first layer gives "
            + Spread.of(with, m -> m.previousHead().previous())
            + " of its attention to the previous token. "
            + Spread.of(with, m -> m.inductionHeads().size())
            + " heads are induction heads; the best gives "
            + Spread.of(with, m -> m.bestInduction().induction())
            + " of its attention to the token after the earlier occurrence of the current one, "
            + Spread.of(with, m -> m.bestInduction().control())
            + " without repetition (control). The best untrained, random head gives "
            + Spread.of(with, Measured::untrainedInduction)
            + ".");
  }

  /** Networks whose first layer has a head that looks at the token before. */
  private Finding carried(List<Measured> networks, int of) {
    return Finding.plain(
        """
        In %s of %s networks with induction heads, the first layer has a previous-token head. Set \
        to zero, the loss of repeated tokens goes from %s to %s (set to its mean: %s) and the best \
        induction score to %s%s. Its K-composition score with the best induction head is %s%s; \
        of random matrices: %s.\
        """
            .formatted(
                networks.size(),
                of,
                Spread.of(networks, m -> m.without(AblatedHeads.NONE, "again_loss")),
                Spread.of(networks, m -> m.without(m.previousHead().name(), "again_loss")),
                Spread.of(networks, m -> m.without(m.previousHead().name(), "again_loss_mean")),
                spread(networks, m -> m.without(m.previousHead().name(), "induction")),
                others(networks),
                spread(networks, Measured::keyComposition),
                known(networks, Measured::otherComposition)
                    ? "; of the other heads of the layer: "
                        + spread(networks, Measured::otherComposition)
                    : "",
                spread(networks, Measured::randomComposition)));
  }

  /** Networks that have induction heads and no head in the first layer that looks back. */
  private Finding notCarried(List<Measured> networks) {
    return Finding.plain(
        """
        In %s the first layer has no previous-token head: the head closest to it gives %s of \
        its attention to the previous token (untrained: %s). Set to zero, the loss of repeated \
        tokens goes from %s to %s%s: the information about the previous token does not come from \
        a single head.\
        """
            .formatted(
                networks.size() == 1 ? "one network" : networks.size() + " networks",
                Spread.of(networks, m -> m.previousHead().previous()),
                Spread.of(networks, Measured::untrainedPrevious),
                Spread.of(networks, m -> m.without(AblatedHeads.NONE, "again_loss")),
                Spread.of(networks, m -> m.without(m.previousHead().name(), "again_loss")),
                others(networks)));
  }

  /** The control: what the other heads of the first layer cost. */
  private static String others(List<Measured> networks) {
    if (!known(networks, m -> m.withoutOthers("again_loss"))) return "";
    return " (other heads of the layer, mean: loss %s, score %s)"
        .formatted(
            spread(networks, m -> m.withoutOthers("again_loss")),
            spread(networks, m -> m.withoutOthers("induction")));
  }

  private static boolean known(List<Measured> networks, ToDoubleFunction<Measured> figure) {
    return networks.stream().anyMatch(m -> !Double.isNaN(figure.applyAsDouble(m)));
  }

  /** Over the networks that have the figure. */
  private static String spread(List<Measured> networks, ToDoubleFunction<Measured> figure) {
    List<Measured> with =
        networks.stream().filter(m -> !Double.isNaN(figure.applyAsDouble(m))).toList();
    return with.isEmpty() ? "none" : Spread.of(with, figure);
  }

  private Optional<Finding> control() {
    if (one.isEmpty()) return Optional.empty();
    long formed = one.stream().filter(m -> !m.inductionHeads().isEmpty()).count();
    String words =
        "Networks of one layer, which cannot compose heads: "
            + formed
            + " of "
            + one.size()
            + " have an induction head; the best head gives "
            + Spread.of(one, m -> m.bestInduction().induction())
            + " of its attention to the token after the earlier occurrence, "
            + Spread.of(one, m -> m.bestInduction().control())
            + " without repetition. Their loss of repeated tokens is "
            + Spread.of(one, m -> m.end("again_loss"))
            + " nats ("
            + Spread.percent(one, m -> m.end("accuracy"))
            + " accuracy): knowing which tokens occur in a sequence helps without induction.";
    return Optional.of(
        formed == 0 ? Finding.plain(words) : new Finding(Finding.Tone.NOTABLE, words));
  }
}
