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
            + " of two layers. At the end tokens that come again cost "
            + Spread.of(two, m -> m.end("again_loss"))
            + " nats ("
            + Spread.percent(two, m -> m.end("accuracy"))
            + " right), those that come for the first time "
            + Spread.of(two, m -> m.end("first_loss"))
            + "; guessing costs "
            + Numbers.of(two.getFirst().guessing())
            + ".";
    if (count > 0) return Finding.plain(sentence);
    return new Finding(
        Finding.Tone.NOTABLE,
        sentence + " More steps, shorter blocks or a higher learning rate let them form.");
  }

  private Finding phase(List<Measured> with) {
    String sentence =
        "Half of the tokens that come again are right after "
            + steps(with, m -> m.right(.5))
            + " steps, nine in ten after "
            + steps(with, m -> m.right(.9))
            + ", of "
            + Numbers.count((long) with.getFirst().end("step"))
            + ". A head of the first layer looks back (twice as much as random heads) after "
            + steps(with, Measured::lookedBack)
            + " steps, an induction head is there after "
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
            + " of its attention to the token before. "
            + Spread.of(with, m -> m.inductionHeads().size())
            + " heads are induction heads; the best gives "
            + Spread.of(with, m -> m.bestInduction().induction())
            + " of its attention to what came after the same token before, "
            + Spread.of(with, m -> m.bestInduction().control())
            + " where nothing repeats. The best of the untrained, random heads gives "
            + Spread.of(with, Measured::untrainedInduction)
            + ".");
  }

  /** Networks whose first layer has a head that looks at the token before. */
  private Finding carried(List<Measured> networks, int of) {
    return Finding.plain(
        """
        In %s of %s networks with induction heads a head of the first layer looks back. Set to \
        zero, it takes the loss of repeated tokens from %s to %s (set to its mean: %s) and the \
        best induction score to %s%s. With the keys of the best induction head it composes with \
        %s%s, random matrices with %s.\
        """
            .formatted(
                networks.size(),
                of,
                Spread.of(networks, m -> m.without(Silenced.NONE, "again_loss")),
                Spread.of(networks, m -> m.without(m.previousHead().name(), "again_loss")),
                Spread.of(networks, m -> m.without(m.previousHead().name(), "again_loss_mean")),
                spread(networks, m -> m.without(m.previousHead().name(), "induction")),
                others(networks),
                spread(networks, Measured::keyComposition),
                known(networks, Measured::otherComposition)
                    ? ", its neighbours with " + spread(networks, Measured::otherComposition)
                    : "",
                spread(networks, Measured::randomComposition)));
  }

  /** Networks that have induction heads and no head in the first layer that looks back. */
  private Finding notCarried(List<Measured> networks) {
    return Finding.plain(
        """
        In %s none of the first layer's heads looks back: the one that does so most gives %s of \
        its attention to the token before (untrained: %s). Set to zero, it takes the loss of \
        repeated tokens from %s to %s%s: what tells the second layer which token came before is \
        no one head.\
        """
            .formatted(
                networks.size() == 1 ? "one network" : networks.size() + " networks",
                Spread.of(networks, m -> m.previousHead().previous()),
                Spread.of(networks, Measured::untrainedPrevious),
                Spread.of(networks, m -> m.without(Silenced.NONE, "again_loss")),
                Spread.of(networks, m -> m.without(m.previousHead().name(), "again_loss")),
                others(networks)));
  }

  /** The control: what the other heads of the first layer cost. */
  private static String others(List<Measured> networks) {
    if (!known(networks, m -> m.withoutOthers("again_loss"))) return "";
    return " (its neighbours, mean: loss %s, score %s)"
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
            + " of its attention to what came after the same token, "
            + Spread.of(one, m -> m.bestInduction().control())
            + " where nothing repeats. Repeated tokens cost them "
            + Spread.of(one, m -> m.end("again_loss"))
            + " nats ("
            + Spread.percent(one, m -> m.end("accuracy"))
            + " right): which tokens occur in a sequence is known without induction.";
    return Optional.of(
        formed == 0 ? Finding.plain(words) : new Finding(Finding.Tone.NOTABLE, words));
  }
}
