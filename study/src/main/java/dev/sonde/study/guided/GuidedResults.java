package dev.sonde.study.guided;

import dev.sonde.analysis.Provenance;
import dev.sonde.analysis.groups.GroupComparison;
import dev.sonde.analysis.groups.ModelGroup;
import dev.sonde.analysis.kernel.Workers;
import dev.sonde.analysis.rows.Classifier;
import dev.sonde.analysis.rows.RowClassification;
import dev.sonde.analysis.rows.Settings;
import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.figure.table.Table;
import dev.sonde.network.layer.Cell;
import dev.sonde.study.StudyAnswer;
import dev.sonde.study.StudyResults;
import dev.sonde.study.TrialResults;
import dev.sonde.study.run.Run;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What the groups learnt and where their weights differ.
 *
 * @param weights by cell; empty with fewer than two runs per group
 * @param weightTables the same and more as tables
 */
record GuidedResults(
    GuidedPlan plan, TrialResults found, Map<Cell, Weights> weights, List<Table> weightTables)
    implements StudyResults {

  /** Comparisons of the weights of one kind of cell; the tables of the database have the rest. */
  record Weights(GroupComparison groups, RowClassification rows) {}

  static GuidedResults of(GuidedPlan plan, TrialResults found, Consumer<String> told) {
    Map<Cell, Weights> weights = new LinkedHashMap<>();
    WeightTables tables = new WeightTables();
    GuidedResults results = new GuidedResults(plan, found, weights, List.of());
    for (Cell cell : results.cells()) results.compare(cell, tables, told);
    return new GuidedResults(plan, found, weights, tables.tables());
  }

  private void compare(Cell cell, WeightTables tables, Consumer<String> told) {
    List<ModelGroup> groups = new ArrayList<>();
    for (Group group : Group.values()) {
      List<Checkpoint> networks = new ArrayList<>();
      for (int run = 1; run <= plan.settings().runs(); run++) {
        Checkpoint best = Checkpoint.open(network(cell, group, run));
        networks.add(best);
        tables.add(cell, group, run, best);
      }
      groups.add(new ModelGroup(group.toString(), networks));
    }
    if (plan.settings().runs() < 2) return;
    told.accept("distributions of " + cell + " weights");
    GroupComparison comparison =
        GroupComparison.of(groups, dev.sonde.analysis.groups.Settings.defaults());
    tables.add(cell, comparison);
    told.accept("rows of " + cell + " weights");
    RowClassification rows =
        RowClassification.of(
            groups.stream().map(ModelGroup::withGates).toList(),
            Settings.defaults()
                .with("classifiers", List.of(Classifier.LOGISTIC))
                .with("seed", plan.settings().seed()));
    tables.add(cell, rows);
    weights.put(cell, new Weights(comparison, rows));
  }

  LookupTask task() {
    return plan.task();
  }

  Path folder() {
    return found.folder();
  }

  /** Kinds of cell, in order. */
  List<Cell> cells() {
    return plan.settings().cells();
  }

  /** The best network of a run, from 1. */
  Path network(Cell cell, Group group, int run) {
    return found.run(plan.parts().network(cell, group, run)).checkpointFile(Models.BEST);
  }

  /** Everything in the database. */
  Run run() {
    return Run.open(found.folder());
  }

  @Override
  public List<Table> tables() {
    List<Table> tables = new ArrayList<>(weightTables);
    tables.addAll(Published.tables());
    return tables;
  }

  /** The best networks, {@code gru-guided-1}. */
  @Override
  public Map<String, Path> networks() {
    Map<String, Path> networks = new LinkedHashMap<>();
    for (Cell cell : cells()) {
      for (Group group : Group.values()) {
        for (int run = 1; run <= plan.settings().runs(); run++) {
          networks.put(cell + "-" + group + "-" + run, network(cell, group, run));
        }
      }
    }
    return networks;
  }

  @Override
  public StudyAnswer answer(Provenance how, Workers workers) {
    Summaries summaries = Summaries.of(found.folder());
    GuidedReport report = new GuidedReport(this, summaries);
    Map<String, Table> tables = new LinkedHashMap<>(summaries.byName());
    tables.put("headline", new GuidedWords(summaries).headlines());
    return new StudyAnswer(report.page(how), tables, Map.of(), report.figures());
  }
}
