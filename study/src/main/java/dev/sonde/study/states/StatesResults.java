package dev.sonde.study.states;

import dev.sonde.analysis.Provenance;
import dev.sonde.analysis.kernel.Workers;
import dev.sonde.figure.table.Table;
import dev.sonde.study.StudyAnswer;
import dev.sonde.study.StudyResults;
import dev.sonde.study.TrialResults;
import dev.sonde.study.trial.Trial;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How well clusters stand for states, over networks.
 *
 * @param all networks, in the order of the plan
 * @param leftOut files without a machine of their name
 */
record StatesResults(List<StatesSummary.Network> all, StatesSummary summary, List<String> leftOut)
    implements StudyResults {

  static StatesResults of(StatesPlan plan, TrialResults found) {
    List<StatesSummary.Network> networks = new ArrayList<>();
    for (Trial trial : plan.trials().all()) {
      networks.add(
          StatesSummary.Network.of(
              found.table(trial, "networks"), found.table(trial, "clusterings")));
    }
    return new StatesResults(networks, StatesSummary.of(networks), plan.leftOut());
  }

  @Override
  public List<Table> tables() {
    return List.of(Published.table());
  }

  @Override
  public StudyAnswer answer(Provenance how, Workers workers) {
    StatesReport report = new StatesReport(this);
    Map<String, Table> tables = new LinkedHashMap<>();
    if (summary.learned() > 0) tables.put("clusterings", StatesReport.learned(summary));
    tables.put("unlearned", StatesReport.unlearned(summary));
    tables.putIfAbsent("clusterings", StatesReport.learned(summary));
    tables.put("cells", StatesReport.cells(summary));
    return new StudyAnswer(report.page(how), tables, Map.of(), report.figures());
  }
}
