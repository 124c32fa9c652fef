package dev.sonde.question.networks;

import dev.sonde.figure.Numbers;
import dev.sonde.figure.page.Block;
import dev.sonde.figure.page.Block.TableBlock;
import dev.sonde.figure.page.Finding;
import dev.sonde.figure.page.Finding.Tone;
import dev.sonde.figure.page.Page;
import dev.sonde.figure.table.Columns;
import dev.sonde.figure.table.Head;
import dev.sonde.network.effects.Calibration;
import dev.sonde.network.effects.Evaluation;
import dev.sonde.network.effects.Evaluation.OfClass;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Findings and tables about evaluated networks. */
final class EvalPages {

  /** Number of rows in the table of confused classes. */
  private static final int PAIRS = 50;

  private EvalPages() {}

  /** A class in one network. */
  private record ClassRow(String model, OfClass of) {}

  /**
   * Examples of one class that were predicted as another.
   *
   * @param share of the examples of that class
   */
  private record Pair(String label, String said, long n, double share) {}

  static Page summary(List<EvalAnswer.Judged> judged) {
    List<Page.Section> sections = new ArrayList<>();
    if (judged.size() > 1) sections.add(networks(judged));
    if (!judged.getFirst().evaluation().classes().isEmpty()) sections.add(classes(judged));
    String main = judged.size() > 1 || sections.isEmpty() ? "" : "classes";
    return new Page(
        "Accuracy of the network",
        judged.size() == 1 ? file(judged.getFirst()) : judged.size() + " networks",
        findings(judged),
        sections,
        main);
  }

  static Page page(List<EvalAnswer.Judged> judged) {
    Page summary = summary(judged);
    List<Page.Section> sections = new ArrayList<>(summary.sections());
    for (EvalAnswer.Judged one : judged) {
      if (one.evaluation().classes().isEmpty()) continue;
      String of = judged.size() == 1 ? "" : ": " + file(one);
      if (!one.evaluation().confusion().isEmpty()) {
        List<Block> blocks = new ArrayList<>();
        EvalFigures.confusion(one.evaluation()).ifPresent(f -> blocks.add(new Block.Picture(f)));
        blocks.add(new TableBlock(confused(one.evaluation())));
        sections.add(new Page.Section("Confused classes" + of, blocks));
      }
      Calibration calibration = one.evaluation().calibration();
      if (calibration != null) {
        sections.add(
            new Page.Section(
                "Calibration" + of,
                List.of(
                    new Block.Picture(EvalFigures.reliability(calibration)),
                    new TableBlock(bins(calibration)))));
      }
    }
    return summary.with(sections);
  }

  private static List<Finding> findings(List<EvalAnswer.Judged> judged) {
    List<Finding> findings = new ArrayList<>();
    EvalAnswer.Judged first = judged.getFirst();
    if (judged.size() > 1) {
      accuracies(judged).ifPresent(all -> findings.add(spread("Accuracy", Spread.of(all))));
      findings.add(spread("Loss", Spread.of(losses(judged))));
    } else {
      EvalWords.add(first.evaluation(), findings);
    }
    own(judged)
        .forEach(
            (metric, values) ->
                findings.add(
                    judged.size() > 1
                        ? spread(metric, Spread.of(values))
                        : new Finding(
                            Tone.NOTABLE, metric + ": " + Numbers.plain(values.getFirst()) + ".")));
    findings.add(
        Finding.plain(
            "The output is interpreted as " + first.evaluation().reading().words() + "."));
    first.notes().forEach(note -> findings.add(Finding.plain(note)));
    return findings;
  }

  private static Finding spread(String what, Spread spread) {
    return new Finding(
        Tone.NOTABLE,
        "%s of %d networks: mean %s, standard deviation %s, from %s to %s."
            .formatted(
                what,
                spread.n(),
                Numbers.plain(spread.mean()),
                Numbers.plain(spread.sd()),
                Numbers.plain(spread.min()),
                Numbers.plain(spread.max())));
  }

  static Optional<List<Double>> accuracies(List<EvalAnswer.Judged> judged) {
    List<Double> all = new ArrayList<>();
    for (EvalAnswer.Judged one : judged) {
      Double accuracy = one.evaluation().score().accuracy();
      if (accuracy == null) return Optional.empty();
      all.add(accuracy);
    }
    return Optional.of(all);
  }

  /** Every metric of the user's own with its value for each network. */
  static Map<String, List<Double>> own(List<EvalAnswer.Judged> judged) {
    Map<String, List<Double>> all = new LinkedHashMap<>();
    for (EvalAnswer.Judged one : judged) {
      for (EvalAnswer.Measured measured : one.metrics()) {
        all.computeIfAbsent(measured.metric(), _ -> new ArrayList<>()).add(measured.value());
      }
    }
    return all;
  }

  static List<Double> losses(List<EvalAnswer.Judged> judged) {
    return judged.stream().map(one -> one.evaluation().score().loss()).toList();
  }

  private static Page.Section networks(List<EvalAnswer.Judged> judged) {
    Columns<EvalAnswer.Judged> columns =
        Columns.<EvalAnswer.Judged>empty()
            .text("model", "network", EvalAnswer.Judged::model)
            .and("accuracy", "accuracy", Head.Type.REAL, j -> j.evaluation().score().accuracy())
            .real("loss", j -> j.evaluation().score().loss())
            .integer("n", "predictions", j -> j.evaluation().score().n());
    List<EvalAnswer.Measured> own = judged.getFirst().metrics();
    for (int m = 0; m < own.size(); m++) {
      int at = m;
      columns = columns.real("metric_" + m, own.get(m).metric(), j -> j.metrics().get(at).value());
    }
    return Page.Section.of("Networks", columns.table("networks", "Every network", judged));
  }

  private static Page.Section classes(List<EvalAnswer.Judged> judged) {
    Columns<ClassRow> columns = Columns.empty();
    if (judged.size() > 1) columns = columns.text("model", "network", ClassRow::model);
    columns =
        columns
            .text("class", row -> row.of().name())
            .integer("n", "examples", row -> row.of().n())
            .integer("right", "correct", row -> row.of().right())
            .real("accuracy", row -> row.of().accuracy());
    List<ClassRow> rows =
        judged.stream()
            .flatMap(
                one -> one.evaluation().classes().stream().map(c -> new ClassRow(file(one), c)))
            .toList();
    return Page.Section.of("By class", columns.table("classes", "Every class", rows));
  }

  private static dev.sonde.figure.table.Table confused(Evaluation evaluation) {
    List<Pair> pairs = new ArrayList<>();
    List<OfClass> classes = evaluation.classes();
    for (int label = 0; label < classes.size(); label++) {
      for (int said = 0; said < classes.size(); said++) {
        long n = evaluation.confusion().get(label).get(said);
        if (said == label || n == 0) continue;
        double share = (double) n / classes.get(label).n();
        pairs.add(new Pair(classes.get(label).name(), classes.get(said).name(), n, share));
      }
    }
    pairs.sort(Comparator.comparingLong((Pair pair) -> -pair.n()));
    int all = pairs.size();
    String caption =
        all > PAIRS ? "The %d most frequent of %d pairs".formatted(PAIRS, all) : "Every pair";
    return Columns.<Pair>empty()
        .text("label", "class", Pair::label)
        .text("said", "predicted", Pair::said)
        .integer("n", "examples", Pair::n)
        .real("share", Pair::share)
        .explained("share of the examples of the class")
        .table("confused", caption, pairs.subList(0, Math.min(PAIRS, all)));
  }

  private static dev.sonde.figure.table.Table bins(Calibration calibration) {
    return Columns.<Calibration.Bin>empty()
        .real("above", Calibration.Bin::low)
        .real("to", "up to", Calibration.Bin::high)
        .integer("n", "predictions", Calibration.Bin::n)
        .real("confidence", Calibration.Bin::confidence)
        .explained("mean probability of the predicted class")
        .real("accuracy", Calibration.Bin::accuracy)
        .table("calibration", "By confidence", calibration.bins());
  }

  private static String file(EvalAnswer.Judged judged) {
    return Objects.toString(java.nio.file.Path.of(judged.model()).getFileName());
  }
}
