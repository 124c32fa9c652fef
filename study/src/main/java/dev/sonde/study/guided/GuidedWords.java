package dev.sonde.study.guided;

import static dev.sonde.figure.Numbers.share;

import dev.sonde.figure.Numbers;
import dev.sonde.figure.page.Finding;
import dev.sonde.figure.page.Finding.Tone;
import dev.sonde.figure.table.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the study of guidance found, in sentences made of its own numbers. */
final class GuidedWords {

  /** Of the way from baseline to guided, from which a transfer counts as carrying the ability. */
  private static final double CARRIES = 0.75;

  private static final double DOES_NOT = 0.25;

  private static final String UNCLEAR =
      "Whether a guided decoder carries the ability cannot be judged here";

  private final Summaries found;

  GuidedWords(Summaries found) {
    this.found = found;
  }

  List<String> cells() {
    return Rows.of(found.accuracy()).values("cell");
  }

  /** The sentences of the summary, for all kinds of cell. */
  List<Finding> summary() {
    List<Finding> remarks = new ArrayList<>();
    for (String cell : cells()) {
      remarks.add(composes(cell));
      remarks.addAll(weights(cell));
      headline(cell).ifPresent(remarks::add);
      states(cell).ifPresent(remarks::add);
    }
    return remarks;
  }

  private Rows accuracy(String cell, String model, String split) {
    return Rows.of(found.accuracy())
        .where("cell", cell)
        .where("model", model)
        .where("split", split);
  }

  private String accuracyWords(String cell, String model, String split) {
    return accuracy(cell, model, split).meanAndSpread().orElse("–");
  }

  /** Whether every guided network is better than every baseline network, of several. */
  private boolean clear(String cell, String split) {
    Rows guided = accuracy(cell, "guided", split);
    return guided.first("runs") > 1
        && guided.first("least") > accuracy(cell, "baseline", split).first("most");
  }

  private Finding composes(String cell) {
    String composed = "heldout_compositions";
    String fresh = "heldout_tables";
    double guided = accuracy(cell, "guided", composed).first("mean");
    double baseline = accuracy(cell, "baseline", composed).first("mean");
    long runs = (long) accuracy(cell, "guided", composed).first("runs");
    boolean clear = clear(cell, composed);
    String verdict =
        runs < 2
            ? "One network per group shows no spread, so this proves nothing"
            : guided <= baseline
                ? "Guided networks do not compose better here"
                : clear
                    ? "Every guided network composes better than every baseline network"
                    : "Guided networks compose better on average, but the runs overlap";
    return new Finding(
        clear ? Tone.GOOD : Tone.NOTABLE,
        """
        %s, %s%s per group. %s: on known tables in pairs never seen they get %s of the sequences \
        right, against %s; with a table seen only alone, %s against %s (mean ± standard deviation \
        over networks).\
        """
            .formatted(
                cell.toUpperCase(Locale.ROOT),
                runs,
                (runs == 1 ? " network" : " networks"),
                verdict,
                accuracyWords(cell, "guided", composed),
                accuracyWords(cell, "baseline", composed),
                accuracyWords(cell, "guided", fresh),
                accuracyWords(cell, "baseline", fresh)));
  }

  private List<Finding> weights(String cell) {
    Rows all = Rows.of(found.comparison()).where("cell", cell);
    if (all.isEmpty()) return List.of();
    List<String> differing = new ArrayList<>();
    boolean could = false;
    for (int i = 0; i < all.size(); i++) {
      could |= !all.text(i, "verdict").contains("too few");
      if (all.text(i, "verdict").startsWith("differs")) differing.add(all.text(i, "parameter"));
    }
    double ratio = all.first("between") / all.first("within");
    String sentence =
        !differing.isEmpty()
            ? "The weights differ between the groups by more than between runs of one group in "
                + differing.size()
                + " of "
                + all.size()
                + " parameters: "
                + Numbers.names(differing)
                + "."
            : could
                ? "In no parameter do the groups' weights differ by more than runs of one group do."
                : "There are too few networks for a test over runs; the largest difference beside"
                    + " what runs of one group differ by is in "
                    + all.text(0, "parameter")
                    + " ("
                    + dev.sonde.figure.Numbers.of(ratio, 2)
                    + " times).";
    List<Finding> remarks = new ArrayList<>();
    remarks.add(new Finding(differing.isEmpty() ? Tone.PLAIN : Tone.NOTABLE, sentence));
    Rows rows = Rows.of(found.rows()).where("cell", cell);
    List<String> told = new ArrayList<>();
    double chance = 0;
    for (int i = 0; i < rows.size(); i++) {
      if (rows.number(i, "balanced_accuracy") < 0.9) continue;
      told.add(rows.text(i, "parameter"));
      chance = Math.max(chance, rows.number(i, "shuffled"));
    }
    if (!rows.isEmpty()) {
      remarks.add(
          Finding.plain(
              told.isEmpty()
                  ? "In no parameter does a single row of weights tell the group of a network that"
                      + " was not learnt from at balanced accuracy 0.9 or more (best: "
                      + rows.text(0, "parameter")
                      + ", "
                      + share(rows.first("balanced_accuracy"))
                      + ")."
                  : "From a single row of weights one can tell the group of a network that was not"
                      + " learnt from, at balanced accuracy 0.9 or more, in "
                      + Numbers.names(told)
                      + " (with the groups' names shuffled at most "
                      + share(chance)
                      + ")."));
    }
    return remarks;
  }

  private Rows moved(
      String cell, String model, String part, String donor, String retrained, String split) {
    return Rows.of(found.transfer())
        .where("cell", cell)
        .where("model", model)
        .where("part", part)
        .where("donor", donor)
        .where("retrained", retrained)
        .where("split", split);
  }

  /** The claim on which published figures disagree: a guided decoder carries the ability. */
  java.util.Optional<Finding> headline(String cell) {
    String split = "heldout_tables";
    Rows plain = moved(cell, "baseline", "decoder", "guided", "baseline", split);
    if (plain.isEmpty()) return java.util.Optional.empty();
    double base = accuracy(cell, "baseline", split).first("mean");
    double guided = accuracy(cell, "guided", split).first("mean");
    double way = (plain.first("mean") - base) / (guided - base);
    String verdict =
        !clear(cell, split)
            ? UNCLEAR
            : way >= CARRIES
                ? "A guided decoder carries the ability"
                : way <= DOES_NOT
                    ? "A guided decoder alone does not carry the ability"
                    : "A guided decoder carries part of the ability";
    return java.util.Optional.of(
        new Finding(
            Tone.NOTABLE,
            """
            %s (%s): a baseline network with the frozen decoder of a guided one reaches %s on %s \
            when the rest is retrained without guidance, and %s with guidance; with the decoder of \
            another baseline network and guidance, %s. See “Moving parts”.\
            """
                .formatted(
                    verdict,
                    cell.toUpperCase(Locale.ROOT),
                    words(cell, "baseline", "decoder", "guided", "baseline", split),
                    split,
                    words(cell, "baseline", "decoder", "guided", "guided", split),
                    words(cell, "baseline", "decoder", "baseline", "guided", split))));
  }

  /** Whether the decoder carries the ability, by cell, with all numbers. */
  Table headlines() {
    Table.Builder table = Table.named("headline").text("cell", "sentence");
    for (String cell : cells()) {
      for (String sentence : headlineInFull(cell)) table.row(cell, sentence);
    }
    return table.build();
  }

  /** The long answer to the same question, one sentence an entry. */
  List<String> headlineInFull(String cell) {
    List<String> sentences = new ArrayList<>();
    for (String split : List.of("heldout_tables", "new_compositions")) {
      sentences.add(
          """
          On %s, as trained: baseline %s, guided %s. Baseline with a guided decoder: not retrained \
          %s, the rest retrained without guidance %s, with guidance %s. The control, with the \
          decoder of another baseline network instead: %s, %s, %s.\
          """
              .formatted(
                  split,
                  accuracyWords(cell, "baseline", split),
                  accuracyWords(cell, "guided", split),
                  words(cell, "baseline", "decoder", "guided", "none", split),
                  words(cell, "baseline", "decoder", "guided", "baseline", split),
                  words(cell, "baseline", "decoder", "guided", "guided", split),
                  words(cell, "baseline", "decoder", "baseline", "none", split),
                  words(cell, "baseline", "decoder", "baseline", "baseline", split),
                  words(cell, "baseline", "decoder", "baseline", "guided", split)));
    }
    sentences.add(verdict(cell));
    return sentences;
  }

  private String words(
      String cell, String model, String part, String donor, String retrained, String split) {
    return moved(cell, model, part, donor, retrained, split).meanAndSpread().orElse("–");
  }

  private String verdict(String cell) {
    String split = "heldout_tables";
    double base = accuracy(cell, "baseline", split).first("mean");
    double guided = accuracy(cell, "guided", split).first("mean");
    double plain = way(cell, "guided", "baseline", split, base, guided);
    double helped = way(cell, "guided", "guided", split, base, guided);
    double control = way(cell, "baseline", "guided", split, base, guided);
    if (!clear(cell, split)) {
      return UNCLEAR + ": not every guided network is better than every baseline network.";
    }
    String first =
        plain >= CARRIES
            ? "A guided decoder alone brings a baseline network most of the way to a guided one:"
                + " the decoder carries the ability, as was published"
            : plain <= DOES_NOT
                ? "A guided decoder alone does not bring a baseline network near a guided one:"
                    + " this agrees with the author's later table"
                : "A guided decoder alone brings a baseline network part of the way to a guided"
                    + " one: between the two published figures";
    String second =
        Double.isNaN(control)
            ? ""
            : helped - control > DOES_NOT
                ? (helped >= CARRIES
                        ? ". Retrained with guidance it gets most of the way"
                        : ". Retrained with guidance it gets further")
                    + ", and with another baseline's decoder it does not: the decoder is what"
                    + " cannot be replaced, and guidance what teaches the rest to feed it"
                : helped >= CARRIES
                    ? ". Retrained with guidance it gets there, but so it does with another"
                        + " baseline's decoder: that is the guidance, not the decoder"
                    : ". Guidance in the retraining does not change that";
    return first
        + second
        + " (shares of the way from baseline to guided: "
        + share(plain)
        + " without guidance, "
        + share(helped)
        + " with, "
        + share(control)
        + " with guidance and another baseline's decoder).";
  }

  private double way(
      String cell, String donor, String retrained, String split, double base, double guided) {
    double mean = moved(cell, "baseline", "decoder", donor, retrained, split).first("mean");
    return (mean - base) / (guided - base);
  }

  private java.util.Optional<Finding> states(String cell) {
    Rows probes =
        Rows.of(found.probes())
            .where("cell", cell)
            .where("split", "heldout_tables")
            .where("layer", "decoder");
    if (probes.isEmpty()) return java.util.Optional.empty();
    return java.util.Optional.of(
        Finding.plain(
            """
            In the decoder's state of guided networks the first table can be read in the steps 1, \
            2, 3 at %s and the second at %s; in baseline networks at %s and %s (share of right \
            answers of a linear probe; always naming the most frequent table gets %s).\
            """
                .formatted(
                    steps(probes, "guided", 1),
                    steps(probes, "guided", 2),
                    steps(probes, "baseline", 1),
                    steps(probes, "baseline", 2),
                    String.format(Locale.ROOT, "%.2f", probes.first("most_frequent")))));
  }

  private static String steps(Rows probes, String model, int place) {
    Rows of = probes.where("model", model).where("table_place", place);
    List<String> shares = new ArrayList<>();
    for (int i = 0; i < of.size(); i++) {
      shares.add(String.format(Locale.ROOT, "%.2f", of.number(i, "mean")));
    }
    return String.join("/", shares);
  }
}
