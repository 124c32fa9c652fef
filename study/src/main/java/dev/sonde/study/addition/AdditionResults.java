package dev.sonde.study.addition;

import dev.sonde.analysis.Provenance;
import dev.sonde.analysis.kernel.Workers;
import dev.sonde.figure.table.Table;
import dev.sonde.study.StudyAnswer;
import dev.sonde.study.StudyResults;
import dev.sonde.study.TrialResults;
import dev.sonde.study.addition.AdditionSettings.Condition;
import dev.sonde.study.trial.Trial;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the networks that add are, and what was found in them. */
record AdditionResults(AdditionPlan plan, TrialResults found) implements StudyResults {

  /** Accuracies by condition, over networks. */
  private static final String ACCURACIES =
      """
      SELECT condition, sums, count(*) AS networks,
        avg("character") AS "character", min("character") AS least_character,
        max("character") AS most_character,
        avg(exact) AS exact, min(exact) AS least_exact, max(exact) AS most_exact
      FROM conditions JOIN accuracy USING (trial)
      GROUP BY condition, sums ORDER BY min(conditions.rowid), sums DESC
      """;

  AdditionSettings settings() {
    return plan.settings();
  }

  Path folder() {
    return found.folder();
  }

  @Override
  public List<Table> tables() {
    return List.of(conditions(), published());
  }

  private Table conditions() {
    Table.Builder table = Table.named("conditions").text("condition").integer("run").text("trial");
    for (Condition condition : settings().conditions()) {
      for (int run = 0; run < condition.plans().size(); run++) {
        table.row(condition.name(), run + 1, condition.plans().get(run).trial().key());
      }
    }
    return table.build();
  }

  /** What others report. */
  private static Table published() {
    return Table.named("published")
        .integer("digits", "terms", "samples", "units")
        .text("condition")
        .real("character")
        .row(3, 2, 5000, 128, AdditionSettings.PLAIN, .6507)
        .row(3, 2, 5000, 128, AdditionSettings.REVERSED, .9737)
        .row(3, 3, 50_000, 128, AdditionSettings.REVERSED, .783)
        .build();
  }

  @Override
  public Map<String, Path> networks() {
    Map<String, Path> networks = new LinkedHashMap<>();
    for (Condition condition : settings().conditions()) {
      for (int run = 1; run <= condition.plans().size(); run++) {
        String name = condition.name().replaceAll("[^a-z]+", "-") + "-" + run;
        networks.put(name, file(condition, run));
      }
    }
    return networks;
  }

  @Override
  public StudyAnswer answer(Provenance how, Workers workers) throws IOException {
    AdditionReport report = new AdditionReport(this, workers);
    return StudyAnswer.of(report.page(how), "accuracies", found.query(ACCURACIES));
  }

  /** A table of a trained network. */
  Table table(TrainingPlan trained, String name) {
    return table(trained.trial(), name);
  }

  /** A table of a finished trial. */
  Table table(Trial trial, String name) {
    return found.table(trial, name);
  }

  /** The trial that looked into a run's network, runs from 1. */
  Trial look(Condition condition, int run) {
    return plan.look(condition, run);
  }

  /** A trained network; runs from 1. */
  Adder network(Condition condition, int run) {
    return CellsWork.open(found.store(), condition.plans().get(run - 1).trial().key());
  }

  /** Its file. */
  Path file(Condition condition, int run) {
    return found.run(condition.plans().get(run - 1).trial()).checkpointFile(TrainingWork.LAST);
  }
}
