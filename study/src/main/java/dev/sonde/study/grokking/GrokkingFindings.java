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
            + " came to know their training pairs ("
            + Numbers.percent(Measured.KNOWN)
            + " right), "
            + general.size()
            + " the held-out pairs too";
    if (general.isEmpty()) {
      return new Finding(
          Finding.Tone.NOTABLE,
          sentence
              + " within "
              + Numbers.count(settings.epochs())
              + " steps: more steps, a greater share of pairs or a higher learning rate let them.");
    }
    return Finding.plain(
        sentence
            + ": training pairs after "
            + Spread.of(general, m -> m.memorised().orElse(0))
            + " steps, the others after "
            + Spread.of(general, m -> m.generalised().orElse(0))
            + ". In "
            + grokked
            + " of these "
            + general.size()
            + " that took more than twice as long, so generalising came after memorising"
            + " (grokking). When the training pairs were known, "
            + Spread.percent(
                general, m -> Measured.at(m.training(), "accuracy", m.memorised().orElse(0)))
            + " of the others were right (guessing: "
            + Numbers.percent(1.0 / settings.modulus())
            + ").");
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
        "Few frequencies carry nearly all: "
            + Spread.of(general, m -> m.keyFrequencies().size())
            + " of "
            + frequencies
            + " hold "
            + Spread.percent(general, m -> m.endProgress("neuron_share"))
            + " of the energy of W_L = W_U·W_out. Untrained, it takes "
            + Spread.of(general, m -> m.start("carrying"))
            + " of them for "
            + Numbers.percent(settings.carried())
            + ", and the same ones hold "
            + Spread.percent(general, m -> m.start("neuron_share"))
            + ". Which they are is the seed's choice: "
            + keys
            + ". In the published run of p = "
            + Published.MODULUS
            + ", "
            + Published.KEYS.size()
            + " of 56 hold "
            + Numbers.percent(Published.CARRIED)
            + ": {"
            + join(Published.KEYS)
            + "}.");
  }

  private static String join(List<Integer> numbers) {
    return numbers.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }

  private Finding enough(List<Measured> general) {
    return Finding.plain(
        "With these frequencies alone (waves of a + b, and mean logits) the cross-entropy of all"
            + " pairs is "
            + Spread.of(general, m -> m.endProgress("restricted_loss"))
            + "; without them that of the training pairs is "
            + Spread.of(general, m -> m.endProgress("excluded_loss"))
            + ", where guessing costs "
            + Numbers.of(Math.log(settings.modulus()))
            + ". The whole networks have "
            + Spread.of(general, m -> m.end("train_loss"))
            + " on training and "
            + Spread.of(general, m -> m.end("loss"))
            + " on held-out pairs.");
  }

  /** What the measures of progress show before held-out accuracy does. */
  private java.util.Optional<Finding> hidden(List<Measured> general) {
    List<Measured> late = general.stream().filter(GrokkingFindings::isLate).toList();
    if (late.isEmpty()) return java.util.Optional.empty();
    return java.util.Optional.of(
        Finding.plain(
            "The rule grows before it shows: half-way between knowing the training pairs and"
                + " knowing the others, held-out accuracy is "
                + Spread.percent(late, m -> Measured.at(m.training(), "accuracy", half(m)))
                + ", but the waves of the later key frequencies already make up "
                + Spread.percent(late, m -> Measured.at(m.progress(), "logit_variance", half(m)))
                + " of the variance of the logits (untrained: "
                + Spread.percent(late, m -> m.start("logit_variance"))
                + "; at the end: "
                + Spread.percent(late, m -> m.endProgress("logit_variance"))
                + ")."));
  }

  private static long half(Measured m) {
    return (m.memorised().orElse(0) + m.generalised().orElse(0)) / 2;
  }

  private Finding norm(List<Measured> general) {
    return Finding.plain(
        "The norm of all parameters is "
            + Spread.of(general, m -> Measured.at(m.training(), "norm", m.memorised().orElse(0)))
            + " when the training pairs are known, "
            + Spread.of(general, m -> Measured.at(m.training(), "norm", m.generalised().orElse(0)))
            + " when the others are, and "
            + Spread.of(general, m -> m.end("norm"))
            + " at the end: weight decay removes what only memory needs.");
  }
}
