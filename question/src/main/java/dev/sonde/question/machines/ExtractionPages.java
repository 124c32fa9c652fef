package dev.sonde.question.machines;

import dev.sonde.automata.dot.DotWriter;
import dev.sonde.automata.learning.Fidelity;
import dev.sonde.figure.page.Block;
import dev.sonde.figure.page.Block.TableBlock;
import dev.sonde.figure.page.Finding;
import dev.sonde.figure.page.Finding.Tone;
import dev.sonde.figure.page.Page;
import dev.sonde.figure.table.Columns;
import dev.sonde.figure.table.Head;
import dev.sonde.study.states.Extraction;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What is said of a machine that was read out of a network. */
final class ExtractionPages {

  private static final Columns<Fidelity.Row> COLUMNS =
      Columns.<Fidelity.Row>empty()
          .integer("length", Fidelity.Row::length)
          .explained("length of the words")
          .integer("words", Fidelity.Row::words)
          .real("fidelity", Fidelity.Row::fidelity)
          .explained("share of words for which machine and network give the same output")
          .real("every_prefix", "every prefix", Fidelity.Row::everyPrefix)
          .explained("share of words for which they agree after every prefix")
          .ranked(1)
          .and("accuracy", "accuracy", Head.Type.REAL, Fidelity.Row::accuracy)
          .explained(
              "share of words for which the machine and the true machine give the same output")
          .and("network", "network's", Head.Type.REAL, Fidelity.Row::network)
          .explained("accuracy of the network itself");

  /** Steps that deviate from the majority's transition, for machines from clusters. */
  record Conflicts(long steps, long conflicts, int unseen) {}

  record Document(
      String method,
      int statesBefore,
      int states,
      @Nullable Integer statesOfTruth,
      @Nullable Boolean equivalent,
      List<String> separatingWords,
      @Nullable LearningCost learning,
      @Nullable Conflicts clusters,
      @Nullable Integer unseenTransitions,
      List<Fidelity.Row> fidelity,
      String dot) {}

  private ExtractionPages() {}

  static Page.Section fidelity(Extraction found) {
    return new Page.Section(
        "Fidelity",
        List.of(
            new TableBlock(
                COLUMNS.table("fidelity", "By length of words", found.fidelity().rows()))));
  }

  static List<Finding> findings(Extraction found) {
    List<Finding> findings = new ArrayList<>();
    Integer truth = found.statesOfTruth();
    findings.add(
        Finding.plain(
            "%s: %d states, %d after minimisation%s."
                .formatted(
                    found.method(),
                    found.statesBefore(),
                    found.states(),
                    truth == null ? "" : "; the true machine has " + truth)));
    Boolean equivalent = found.equivalent();
    if (equivalent != null) {
      findings.add(
          equivalent
              ? new Finding(Tone.GOOD, "It is equivalent to the true machine.")
              : new Finding(
                  Tone.NOTABLE,
                  "It is not equivalent to the true machine; words that distinguish them: %s."
                      .formatted(String.join("; ", found.separating()))));
    }
    LearningCost cost = LearningCost.of(found);
    if (cost != null) learning(cost, findings);
    var quotient = found.quotient();
    if (quotient != null) {
      findings.add(
          Finding.plain(
              "%d of %d steps deviate from the majority's transition; %d transitions were never observed."
                  .formatted(quotient.conflicts(), quotient.steps(), quotient.unseen())));
    }
    var merging = found.merging();
    if (merging != null) {
      findings.add(
          Finding.plain(
              "Merged from a prefix tree of %d nodes; %d transitions were never observed."
                  .formatted(merging.tree(), merging.unseen())));
    }
    return findings;
  }

  private static void learning(LearningCost cost, List<Finding> findings) {
    findings.add(
        Finding.plain(
            String.format(
                Locale.ROOT,
                "Queries: %d words for learning (%d symbols), %d for tests (%d symbols); %d"
                    + " counterexamples, %.1f s; ended by: %s.",
                cost.learningQueries(),
                cost.learningSymbols(),
                cost.testQueries(),
                cost.testSymbols(),
                cost.rounds(),
                cost.seconds(),
                cost.ended())));
    var pac = cost.pac();
    if (pac != null) {
      findings.add(
          Finding.plain(
              ("Passed a PAC test of %d words: wrong on at most %s of such words with probability"
                      + " %s.")
                  .formatted(pac.words(), pac.epsilon(), 1 - pac.delta())));
    }
  }

  static Block drawn(Extraction found) {
    try {
      return new Block.Picture(MachineDrawing.of("The machine", found.machine()));
    } catch (IllegalArgumentException e) {
      return new Block.Words("The machine is not drawn: " + e.getMessage() + ".");
    }
  }

  static Document document(Extraction found) {
    var quotient = found.quotient();
    var merging = found.merging();
    return new Document(
        found.method(),
        found.statesBefore(),
        found.states(),
        found.statesOfTruth(),
        found.equivalent(),
        found.separating(),
        LearningCost.of(found),
        quotient == null
            ? null
            : new Conflicts(quotient.steps(), quotient.conflicts(), quotient.unseen()),
        merging == null ? null : merging.unseen(),
        found.fidelity().rows(),
        DotWriter.of(found.machine()));
  }
}
