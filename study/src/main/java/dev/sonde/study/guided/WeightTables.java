package dev.sonde.study.guided;

import dev.sonde.analysis.groups.Distance;
import dev.sonde.analysis.groups.GroupComparison;
import dev.sonde.analysis.groups.Spread;
import dev.sonde.analysis.groups.TensorComparison;
import dev.sonde.analysis.rows.ClassifierResult;
import dev.sonde.analysis.rows.ParameterRows;
import dev.sonde.analysis.rows.RowClassification;
import dev.sonde.analysis.weights.Summaries;
import dev.sonde.analysis.weights.Summary;
import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.figure.table.Table;
import dev.sonde.network.layer.Cell;
import java.util.List;

/** What the weights say, as tables of the study's database. */
final class WeightTables {

  private final Table.Builder parameters =
      Table.named("parameters")
          .text("cell", "model")
          .integer("run")
          .text("parameter")
          .integer("n")
          .real("mean", "std", "l2", "min", "max", "skewness", "excess_kurtosis");
  private final Table.Builder comparison =
      Table.named("comparison")
          .text("cell", "parameter")
          .real("within", "between", "effect", "p", "p_adjusted")
          .text("verdict")
          .real("bhattacharyya_between", "bhattacharyya_within_guided")
          .real("bhattacharyya_within_baseline");
  private final Table.Builder rows =
      Table.named("rows")
          .text("cell", "parameter")
          .integer("rows_per_run", "rows_used")
          .text("classifier")
          .real("balanced_accuracy", "spread", "f1", "shuffled", "p", "p_adjusted")
          .text("verdict");

  /** Statistics of one network, gates apart. */
  void add(Cell cell, Group group, int run, Checkpoint network) {
    for (Summary s : Summaries.of(network.withGates().tensors(), Summary.Settings.defaults())) {
      parameters.row(
          cell,
          group,
          run,
          s.name(),
          s.count(),
          s.mean(),
          s.std(),
          s.l2(),
          s.min(),
          s.max(),
          s.skewness(),
          s.kurtosis());
    }
  }

  void add(Cell cell, GroupComparison answer) {
    for (TensorComparison t : answer.tensors()) {
      var d = t.measure(Distance.BHATTACHARYYA);
      comparison.row(
          cell,
          t.name(),
          t.within().mean(),
          t.between().mean(),
          t.effect(),
          t.p(),
          t.pAdjusted(),
          t.verdict(),
          d.between().mean(),
          part(d.within(), Group.GUIDED),
          part(d.within(), Group.BASELINE));
    }
  }

  private static double part(Spread within, Group group) {
    return within.parts().stream()
        .filter(part -> part.groups().equals(List.of(group.toString())))
        .mapToDouble(Spread.Part::mean)
        .findFirst()
        .orElse(Double.NaN);
  }

  void add(Cell cell, RowClassification answer) {
    for (ParameterRows p : answer.parameters()) {
      for (ClassifierResult c : p.classifiers()) {
        rows.row(
            cell,
            p.name(),
            p.rowsPerRun(),
            p.rowsUsed(),
            c.classifier(),
            c.balancedAccuracy().mean(),
            c.balancedAccuracy().spread(),
            c.f1().mean(),
            c.control().balancedAccuracy(),
            c.p(),
            c.pAdjusted(),
            c.verdict());
      }
    }
  }

  List<Table> tables() {
    return List.of(parameters.build(), comparison.build(), rows.build());
  }
}
