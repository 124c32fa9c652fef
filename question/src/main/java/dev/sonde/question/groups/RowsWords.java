package dev.sonde.question.groups;

import static dev.sonde.figure.Numbers.count;
import static dev.sonde.figure.Numbers.plain;

import dev.sonde.analysis.rows.ClassifierResult;
import dev.sonde.analysis.rows.ParameterRows;
import dev.sonde.analysis.rows.RowClassification;
import dev.sonde.figure.Numbers;
import dev.sonde.figure.page.Finding;
import dev.sonde.figure.page.Finding.Tone;
import dev.sonde.figure.page.Page;
import dev.sonde.figure.table.Columns;
import dev.sonde.figure.table.Table;
import java.util.ArrayList;
import java.util.List;

/** A classification of rows in words and as a table. */
record RowsWords(RowClassification result) {

  /** One line of the table: a parameter and one of the classifiers. */
  private record Line(ParameterRows parameter, ClassifierResult classifier) {}

  private static final Columns<Line> COLUMNS =
      Columns.<Line>empty()
          .text("parameter", l -> l.parameter().name())
          .text("shape", l -> l.parameter().shape().toString())
          .ranked(2)
          .integer("width", l -> l.parameter().width())
          .explained("values of a row")
          .ranked(6)
          .integer("rows_per_run", "rows a run", l -> l.parameter().rowsPerRun())
          .ranked(6)
          .integer("rows_used", "rows", l -> l.parameter().rowsUsed())
          .explained("rows of a run that were used")
          .ranked(3)
          .integer("rows_not_finite", "rows not finite", l -> l.parameter().rowsNotFinite())
          .ranked(6)
          .text("classifier", l -> l.classifier().classifier().toString())
          .integer("folds", l -> l.classifier().folds().size())
          .ranked(6)
          .real("accuracy", l -> l.classifier().accuracy().mean())
          .ranked(6)
          .real("accuracy_spread", "accuracy ±", l -> l.classifier().accuracy().spread())
          .ranked(7)
          .real("balanced_accuracy", "balanced", l -> l.classifier().balancedAccuracy().mean())
          .explained("mean over groups of the share of rows classified correctly")
          .real("balanced_accuracy_spread", "±", l -> l.classifier().balancedAccuracy().spread())
          .explained("standard deviation over folds")
          .ranked(1)
          .real("f1", "F₁", l -> l.classifier().f1().mean())
          .ranked(3)
          .real("f1_spread", "F₁ ±", l -> l.classifier().f1().spread())
          .ranked(7)
          .integer("shuffles", l -> l.classifier().control().shuffles())
          .ranked(7)
          .real("shuffled_accuracy", "shuffled accuracy", l -> l.classifier().control().accuracy())
          .ranked(7)
          .real(
              "shuffled_balanced_accuracy",
              "shuffled",
              l -> l.classifier().control().balancedAccuracy())
          .explained("accuracy with shuffled labels of the runs, mean over shuffles")
          .ranked(1)
          .real("shuffled_spread", "shuffled ±", l -> l.classifier().control().spread())
          .ranked(7)
          .real("shuffled_best", "best", l -> l.classifier().control().best())
          .explained("the best of all shuffles")
          .ranked(2)
          .real("shuffled_f1", "shuffled F₁", l -> l.classifier().control().f1())
          .ranked(7)
          .real("p", l -> l.classifier().p())
          .ranked(1)
          .real("p_adjusted", "p adjusted", l -> l.classifier().pAdjusted())
          .text("verdict", l -> l.classifier().verdict().toString());

  Page page() {
    return new Page(
        "Rows that identify their group",
        "",
        findings(),
        List.of(Page.Section.of("All parameters", table())));
  }

  /** How it was asked, what the control can show, and what was found. */
  private List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    findings.add(
        Finding.plain(
            "%s; rows of %s; test runs are never used for training."
                .formatted(
                    Phrases.groups(result.groups()),
                    count(result.parameters().size(), "parameter", "parameters"))));
    findings.add(Finding.plain(control()));
    findings.add(told());
    List<String> sampled =
        result.parameters().stream()
            .filter(ParameterRows::sampled)
            .map(p -> p.name() + " (" + p.rowsUsed() + " of " + p.rowsPerRun() + " a run)")
            .toList();
    if (!sampled.isEmpty()) {
      notable(
          findings,
          "Rows were sampled: %s; the settings max_rows and max_values take more."
              .formatted(Numbers.names(sampled)));
    }
    long notFinite = result.parameters().stream().mapToLong(ParameterRows::rowsNotFinite).sum();
    if (notFinite > 0) {
      notable(
          findings,
          count(notFinite, "row", "rows") + " with NaN or infinite values: counted and left out.");
    }
    List<String> nothing =
        result.parameters().stream()
            .filter(p -> p.classifiers().isEmpty())
            .map(ParameterRows::name)
            .toList();
    if (!nothing.isEmpty()) {
      notable(
          findings,
          "Not classified, because a run has no row to use: " + Numbers.names(nothing) + ".");
    }
    findings.addAll(Phrases.leftOut(result.leftOut()));
    return findings;
  }

  private static void notable(List<Finding> findings, String sentence) {
    findings.add(new Finding(Tone.NOTABLE, sentence));
  }

  private String control() {
    String telling =
        result.smallestP() <= result.alpha()
            ? "."
            : ": too few "
                + (result.exact() ? "runs" : "shuffles")
                + " to tell, however good the score.";
    return "Control: %s of the runs%s, so p is at least %s%s"
        .formatted(
            count(result.labellings() - 1, "other labelling", "other labellings"),
            result.exact() ? " (all there are)" : "",
            plain(result.smallestP()),
            telling);
  }

  private Finding told() {
    List<String> apart = result.tellApart();
    String sentence =
        "Balanced accuracy of %s or more: %s. Chance is %s."
            .formatted(
                plain(result.threshold()),
                apart.isEmpty() ? "no parameter" : Numbers.names(apart),
                plain(1.0 / result.groups().size()));
    return new Finding(apart.isEmpty() ? Tone.PLAIN : Tone.NOTABLE, sentence, apart);
  }

  private Table table() {
    List<Line> lines = new ArrayList<>();
    for (ParameterRows parameter : result.parameters()) {
      for (ClassifierResult c : parameter.classifiers()) lines.add(new Line(parameter, c));
    }
    return COLUMNS.table("rows", "Every parameter and classifier", lines);
  }
}
