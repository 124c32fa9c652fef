package dev.sonde.app.command;

import dev.sonde.app.output.TextTable;
import dev.sonde.automata.learning.Fidelity;
import dev.sonde.file.Printable;
import dev.sonde.study.states.Extraction;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** A machine that was read out of a network, in words and a table. */
record ExtractText(Extraction found) {

  void print(PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "%s: %d states, %d after minimising%s%n",
        found.method(),
        found.statesBefore(),
        found.states(),
        found.statesOfTruth() == null ? "" : "; the machine has " + found.statesOfTruth());
    if (found.equivalent() != null) {
      out.println(
          found.equivalent()
              ? "equivalent to the machine"
              : "not the machine; told apart by: "
                  + Printable.of(String.join("; ", found.separating())));
    }
    LearningCost cost = LearningCost.of(found);
    if (cost != null) {
      out.printf(
          Locale.ROOT,
          "%d words asked to learn (%d inputs), %d to test (%d inputs), %d counterexamples, %.1f s;"
              + " ended by: %s%n",
          cost.learningQueries(),
          cost.learningSymbols(),
          cost.testQueries(),
          cost.testSymbols(),
          cost.rounds(),
          cost.seconds(),
          cost.ended());
      if (cost.pac() != null) {
        out.printf(
            Locale.ROOT,
            "passed a PAC test of %d words: wrong on at most %s of such words with probability"
                + " %s%n",
            cost.pac().words(),
            cost.pac().epsilon(),
            1 - cost.pac().delta());
      }
    }
    var quotient = found.quotient();
    if (quotient != null) {
      out.printf(
          Locale.ROOT,
          "%d of %d steps do not go where the majority goes; %d transitions were never seen%n",
          quotient.conflicts(),
          quotient.steps(),
          quotient.unseen());
    }
    var merging = found.merging();
    if (merging != null) {
      out.printf(
          Locale.ROOT,
          "merged from a tree of %d nodes; %d transitions were never seen%n",
          merging.tree(),
          merging.unseen());
    }
    out.println();
    TextTable table =
        new TextTable(
            List.of("length", "words", "fidelity", "every prefix", "accuracy", "network's"));
    for (Fidelity.Row row : found.fidelity().rows()) {
      Double accuracy = row.accuracy();
      Double network = row.network();
      table.row(
          List.of(
              row.length(),
              row.words(),
              row.fidelity(),
              row.everyPrefix(),
              accuracy == null ? Double.NaN : accuracy,
              network == null ? Double.NaN : network));
    }
    table.print(out);
    out.flush();
  }
}
