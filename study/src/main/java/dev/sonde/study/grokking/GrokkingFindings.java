package dev.sonde.study.grokking;

import dev.sonde.figure.Numbers;
import dev.sonde.figure.page.Finding;
import dev.sonde.study.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** What was found, in sentences; medians and ranges are over networks. */
final class GrokkingFindings {

  /** A network has grokked that knew its training pairs this many times earlier than the others. */
  private static final double LATER = 2;

  private final GrokkingSettings settings;
  private final List<Measured> all;

  GrokkingFindings(GrokkingSettings settings, List<Measured> all) {
    this.settings = settings;
    this.all = all;
  }

  List<Finding> sentences() {
    List<Finding> found = new ArrayList<>();
    found.add(delayed());
    List<Measured> general = all.stream().filter(m -> m.generalised().isPresent()).toList();
    if (general.isEmpty()) return found;
    found.add(few(general));
    found.add(enough(general));
    hidden(general).ifPresent(found::add);
    found.add(norm(general));
    return found;
  }

  private Finding delayed() {
    long memorised = all.stream().filter(m -> m.memorised().isPresent()).count();
    List<Measured> general = all.stream().filter(m -> m.generalised().isPresent()).toList();
    long grokked = general.stream().filter(GrokkingFindings::isLate).count();
    String sentence =
        memorised
            + " of "
            + Numbers.count(all.size(), "network", "networks")
            + " memorised their training pairs ("
            + Numbers.percent(Measured.KNOWN)
            + " accuracy), "
            + general.size()
            + " generalised to the held-out pairs";
    if (general.isEmpty()) {
      return new Finding(
          Finding.Tone.NOTABLE,
          sentence
              + " within "
              + Numbers.count(settings.epochs())
              + " steps: try more steps, a larger share of training pairs or a higher learning"
              + " rate.");
    }
    return Finding.plain(
        """
        %s: training pairs after %s steps, held-out pairs after %s. In %s of these %s that took \
        more than twice as long: generalisation came after memorisation (grokking). When the \
        training pairs were memorised, accuracy on held-out pairs was %s (chance: %s).\
        """
            .formatted(
                sentence,
                Spread.of(general, m -> m.memorised().orElse(0)),
                Spread.of(general, m -> m.generalised().orElse(0)),
                grokked,
                general.size(),
                Spread.percent(
                    general, m -> Measured.at(m.training(), "accuracy", m.memorised().orElse(0))),
                Numbers.percent(1.0 / settings.modulus())));
  }

  private static boolean isLate(Measured m) {
    OptionalLong known = m.memorised();
    return known.isPresent() && m.generalised().orElse(0) > LATER * known.getAsLong();
  }

  private Finding few(List<Measured> general) {
    int frequencies = Fourier.frequencies(settings.modulus());
    String keys =
        general.stream()
            .map(m -> "{" + join(m.keyFrequencies()) + "}")
            .collect(Collectors.joining(", "));
    return Finding.plain(
        """
        Few frequencies dominate: %s of %s hold %s of the energy of W_L = W_U·W_out. \
        Before training, %s are needed for %s, and the same ones hold %s. They depend on the \
        seed: %s. In the published run with p = %s, %s of 56 hold %s: {%s}.\
        """
            .formatted(
                Spread.of(general, m -> m.keyFrequencies().size()),
                frequencies,
                Spread.percent(general, m -> m.endProgress("neuron_share")),
                Spread.of(general, m -> m.start("carrying")),
                Numbers.percent(settings.carried()),
                Spread.percent(general, m -> m.start("neuron_share")),
                keys,
                Published.MODULUS,
                Published.KEYS.size(),
                Numbers.percent(Published.CARRIED),
                join(Published.KEYS)));
  }

  private static String join(List<Integer> numbers) {
    return numbers.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }

  private Finding enough(List<Measured> general) {
    return Finding.plain(
        """
        With these frequencies alone (waves of a + b, and mean logits) the cross-entropy of all \
        pairs is %s; without them that of the training pairs is %s (uniform guesses: %s). The \
        whole networks have %s on training and %s on held-out pairs.\
        """
            .formatted(
                Spread.of(general, m -> m.endProgress("restricted_loss")),
                Spread.of(general, m -> m.endProgress("excluded_loss")),
                Numbers.of(Math.log(settings.modulus())),
                Spread.of(general, m -> m.end("train_loss")),
                Spread.of(general, m -> m.end("loss"))));
  }

  /** What the measures of progress show before held-out accuracy does. */
  private java.util.Optional<Finding> hidden(List<Measured> general) {
    List<Measured> late = general.stream().filter(GrokkingFindings::isLate).toList();
    if (late.isEmpty()) return java.util.Optional.empty();
    return java.util.Optional.of(
        Finding.plain(
            """
            The generalising circuit forms before held-out accuracy rises: half-way between \
            memorising and generalising, held-out accuracy is %s, but the waves of the later key \
            frequencies already make up %s of the variance of the logits (untrained: %s; at the \
            end: %s).\
            """
                .formatted(
                    Spread.percent(late, m -> Measured.at(m.training(), "accuracy", half(m))),
                    Spread.percent(late, m -> Measured.at(m.progress(), "logit_variance", half(m))),
                    Spread.percent(late, m -> m.start("logit_variance")),
                    Spread.percent(late, m -> m.endProgress("logit_variance")))));
  }

  private static long half(Measured m) {
    return (m.memorised().orElse(0) + m.generalised().orElse(0)) / 2;
  }

  private Finding norm(List<Measured> general) {
    return Finding.plain(
        """
        The norm of all parameters is %s when the training pairs are memorised, %s when the \
        network generalises, and %s at the end: weight decay removes what only memorisation needs.\
        """
            .formatted(
                Spread.of(general, m -> Measured.at(m.training(), "norm", m.memorised().orElse(0))),
                Spread.of(
                    general, m -> Measured.at(m.training(), "norm", m.generalised().orElse(0))),
                Spread.of(general, m -> m.end("norm"))));
  }
}
