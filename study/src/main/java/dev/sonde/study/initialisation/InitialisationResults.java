package dev.sonde.study.initialisation;

import dev.sonde.analysis.Provenance;
import dev.sonde.analysis.kernel.Workers;
import dev.sonde.figure.table.Table;
import dev.sonde.study.StudyAnswer;
import dev.sonde.study.StudyResults;
import dev.sonde.study.TrialResults;
import java.util.ArrayList;
import java.util.List;

/** What was found in networks before and after training, by how their weights started. */
record InitialisationResults(InitialisationPlan plan, TrialResults found) implements StudyResults {

  /** Spread of weights by initialiser, over networks. */
  private static final String SPREADS =
      """
      WITH changed AS (
        SELECT trial, parameter,
          max(std) FILTER ("at" = 'init') AS init, max(std) FILTER ("at" = 'last') AS last
        FROM parameters
        WHERE parameter IN ('conv1.weight', 'conv2.weight', 'conv3.weight', 'fc1.weight')
        GROUP BY trial, parameter)
      SELECT start, parameter, count(*) AS networks, avg(init) AS std_init, avg(last) AS std_last
      FROM networks JOIN changed ON looked = changed.trial
      GROUP BY start, parameter ORDER BY min(networks.rowid), parameter
      """;

  @Override
  public List<Table> tables() {
    List<Table> tables = new ArrayList<>(Published.tables());
    tables.add(networks(plan.settings()));
    return tables;
  }

  /** Which trial is which network. */
  private Table networks(InitialisationSettings settings) {
    Table.Builder table =
        Table.named("networks").text("start").integer("run").text("trained", "looked");
    for (InitialWeights start : settings.starts()) {
      for (int run = 1; run <= settings.runs(); run++) {
        table.row(start, run, plan.network(start, run).key(), plan.look(start, run).key());
      }
    }
    return table.build();
  }

  @Override
  public StudyAnswer answer(Provenance how, Workers workers) {
    InitialisationReport report = new InitialisationReport(this);
    return StudyAnswer.of(report.page(how), "weights", found.query(SPREADS));
  }
}
