package dev.sonde.app.command;

import static dev.sonde.app.command.Phrases.count;
import static dev.sonde.app.command.Phrases.names;
import static dev.sonde.app.output.TextTable.figure;

import dev.sonde.analysis.rows.ClassifierResult;
import dev.sonde.analysis.rows.ParameterRows;
import dev.sonde.analysis.rows.RowClassification;
import dev.sonde.app.output.TextTable;
import java.util.ArrayList;
import java.util.List;

/** A classification of rows in words, as a table to read, and as a table to compute with. */
record RowsText(RowClassification result) {

  /** How it was asked, what the control can show, and what was found. */
  List<String> words() {
    List<String> lines = new ArrayList<>();
    lines.add(
        Phrases.groups(result.groups())
            + "; rows of "
            + count(result.parameters().size(), "parameter")
            + "; runs that are asked about are never learned from.");
    lines.add(
        "Control: "
            + count(result.labellings() - 1, "other labelling")
            + " of the runs"
            + (result.exact() ? " (all there are)" : "")
            + ", so p is at least "
            + figure(result.smallestP())
            + (result.smallestP() <= result.alpha()
                ? "."
                : ": too few "
                    + (result.exact() ? "runs" : "shuffles")
                    + " to tell, however good the score."));
    lines.add(
        "Balanced accuracy of "
            + figure(result.threshold())
            + " or more: "
            + (result.tellApart().isEmpty() ? "no parameter" : names(result.tellApart()))
            + ". Chance is "
            + figure(1.0 / result.groups().size())
            + ".");
    List<String> sampled =
        result.parameters().stream()
            .filter(ParameterRows::sampled)
            .map(p -> p.name() + " (" + p.rowsUsed() + " of " + p.rowsPerRun() + " a run)")
            .toList();
    if (!sampled.isEmpty()) {
      lines.add("Rows were sampled: " + names(sampled) + "; see --max-rows and --max-values.");
    }
    long notFinite = result.parameters().stream().mapToLong(ParameterRows::rowsNotFinite).sum();
    if (notFinite > 0) {
      lines.add(count(notFinite, "row") + " with NaN or infinite values: counted and left out.");
    }
    List<String> nothing =
        result.parameters().stream()
            .filter(p -> p.classifiers().isEmpty())
            .map(ParameterRows::name)
            .toList();
    if (!nothing.isEmpty()) {
      lines.add("Not classified, because a run has no row to use: " + names(nothing) + ".");
    }
    lines.addAll(Phrases.leftOut(result.leftOut()));
    return lines;
  }

  /** The figures that a reader looks for, one line per parameter and classifier. */
  TextTable table() {
    TextTable table =
        new TextTable(
            List.of(
                "parameter",
                "shape",
                "rows",
                "classifier",
                "balanced",
                "±",
                "f1",
                "shuffled",
                "best",
                "p",
                "p adjusted",
                "verdict"));
    for (ParameterRows parameter : result.parameters()) {
      for (ClassifierResult c : parameter.classifiers()) {
        table.row(
            List.of(
                parameter.name(),
                parameter.shape().toString(),
                parameter.rowsUsed(),
                c.classifier().toString(),
                c.balancedAccuracy().mean(),
                c.balancedAccuracy().spread(),
                c.f1().mean(),
                c.control().balancedAccuracy(),
                c.control().best(),
                c.p(),
                c.pAdjusted(),
                c.verdict().toString()));
      }
    }
    return table;
  }

  /** All figures, under names without spaces. */
  TextTable csv() {
    List<String> header =
        new ArrayList<>(
            List.of("parameter", "shape", "width", "rows_per_run", "rows_used", "rows_not_finite"));
    header.addAll(List.of("classifier", "folds", "accuracy", "accuracy_spread"));
    header.addAll(List.of("balanced_accuracy", "balanced_accuracy_spread", "f1", "f1_spread"));
    header.addAll(List.of("shuffles", "shuffled_accuracy", "shuffled_balanced_accuracy"));
    header.addAll(List.of("shuffled_spread", "shuffled_best", "shuffled_f1"));
    header.addAll(List.of("p", "p_adjusted", "verdict"));
    TextTable table = new TextTable(header);
    for (ParameterRows parameter : result.parameters()) {
      for (ClassifierResult c : parameter.classifiers()) table.row(figures(parameter, c));
    }
    return table;
  }

  private static List<Object> figures(ParameterRows parameter, ClassifierResult c) {
    List<Object> row = new ArrayList<>();
    row.addAll(
        List.of(
            parameter.name(),
            parameter.shape().toString(),
            parameter.width(),
            parameter.rowsPerRun(),
            parameter.rowsUsed(),
            parameter.rowsNotFinite()));
    row.addAll(List.of(c.classifier().toString(), c.folds().size()));
    row.addAll(List.of(c.accuracy().mean(), c.accuracy().spread()));
    row.addAll(List.of(c.balancedAccuracy().mean(), c.balancedAccuracy().spread()));
    row.addAll(List.of(c.f1().mean(), c.f1().spread()));
    row.addAll(List.of(c.control().shuffles(), c.control().accuracy()));
    row.addAll(List.of(c.control().balancedAccuracy(), c.control().spread(), c.control().best()));
    row.addAll(List.of(c.control().f1(), c.p(), c.pAdjusted(), c.verdict().toString()));
    return row;
  }
}
