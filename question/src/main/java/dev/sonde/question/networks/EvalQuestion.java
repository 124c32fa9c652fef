package dev.sonde.question.networks;

import dev.sonde.figure.page.Page;
import dev.sonde.figure.table.CsvTable;
import dev.sonde.network.effects.Evaluation;
import dev.sonde.question.About;
import dev.sonde.question.Group;
import dev.sonde.question.Need;
import dev.sonde.question.Output;
import dev.sonde.question.Question;
import dev.sonde.question.QuestionException;
import dev.sonde.question.Work;
import dev.sonde.question.cells.SumsEvaluation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How well does a trained network do its task? */
public final class EvalQuestion implements Question<EvalSettings, EvalAnswer> {

  @Override
  public About<EvalSettings> about() {
    return About.of(
            "eval", Group.RUN, "Evaluates a trained network on its task.", EvalSettings.class)
        .details(
            "On labelled inputs: loss, accuracy by class, confusion matrix and calibration, and any"
                + " metric of your own as an SQL expression over the predictions; for several"
                + " networks, mean and standard deviation.",
            "On sums: share of correct characters with the correct answer fed back (teacher"
                + " forcing), and of correct whole answers with the network's own symbols fed"
                + " back.",
            "MODEL is any network file; 'sonde help inspect' lists the formats.")
        .needs(Need.NETWORK)
        .examples(
            "eval resnet20.onnx --input cifar10/test-1000.bin --json",
            "eval run-*.pt2 --input x.npy --labels y.npy",
            "eval a.pt2 --input x.npy --labels y.npy --metric 'avg(p_1) FILTER (label = 1)'",
            "eval adder.h5 --task addition --digits 2 --terms 2 --json");
  }

  @Override
  public EvalAnswer answer(EvalSettings settings, Work work) throws IOException {
    if (settings.addition()) {
      return new EvalAnswer.OfSums(SumsEvaluation.of(settings.model().getFirst(), settings.sums()));
    }
    List<EvalAnswer.Judged> judged = new ArrayList<>();
    for (Path model : settings.model()) judged.add(judged(model, settings, work));
    return new EvalAnswer.OfNetworks(judged);
  }

  private static EvalAnswer.Judged judged(Path model, EvalSettings settings, Work work)
      throws IOException {
    try (Subject subject = Subject.open(model, settings.data(), settings.task());
        OwnMetrics metrics = new OwnMetrics(settings.metric());
        Work.Stage stage = work.stage("evaluating", "examples", subject.examples().count())) {
      Evaluation evaluation =
          Evaluation.of(
              subject.network(),
              subject.examples(),
              subject.requiredTargets(),
              subject.batch(),
              settings.output(),
              Subject.stopping(stage, work),
              settings.metric().isEmpty() ? null : metrics);
      return new EvalAnswer.Judged(
          model.toString(), evaluation, subject.notes(), metrics.measured());
    }
  }

  @Override
  public Object document(EvalSettings settings, EvalAnswer answer) {
    return switch (answer) {
      case EvalAnswer.OfSums sums -> SumsEvaluation.document(sums.sums());
      case EvalAnswer.OfNetworks of when of.networks().size() == 1 ->
          document(of.networks().getFirst());
      case EvalAnswer.OfNetworks of -> group(of.networks());
    };
  }

  private static Map<String, @Nullable Object> document(EvalAnswer.Judged judged) {
    Evaluation evaluation = judged.evaluation();
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("model", judged.model());
    all.put("accuracy", evaluation.score().accuracy());
    all.put("loss", evaluation.score().loss());
    all.put("n", evaluation.score().n());
    all.put("reading", evaluation.reading());
    all.put("classes", evaluation.classes());
    all.put("confusion", evaluation.confusion());
    all.put("calibration", evaluation.calibration());
    all.put("target_variance", evaluation.spread());
    all.put("notes", judged.notes());
    if (!judged.metrics().isEmpty()) all.put("metrics", judged.metrics());
    return all;
  }

  /** A metric of the user's own over several networks. */
  private record OwnSpread(String metric, Spread spread) {}

  private static Map<String, @Nullable Object> group(List<EvalAnswer.Judged> judged) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("accuracy", EvalPages.accuracies(judged).map(Spread::of).orElse(null));
    all.put("loss", Spread.of(EvalPages.losses(judged)));
    List<OwnSpread> own = new ArrayList<>();
    EvalPages.own(judged)
        .forEach((metric, values) -> own.add(new OwnSpread(metric, Spread.of(values))));
    if (!own.isEmpty()) all.put("metrics", own);
    all.put("networks", judged.stream().map(EvalQuestion::document).toList());
    return all;
  }

  @Override
  public Page summary(EvalSettings settings, EvalAnswer answer) {
    return switch (answer) {
      case EvalAnswer.OfSums sums ->
          SumsEvaluation.summary(settings.model().getFirst(), sums.sums());
      case EvalAnswer.OfNetworks of -> EvalPages.summary(of.networks());
    };
  }

  @Override
  public Page page(EvalSettings settings, EvalAnswer answer, Work work) {
    return switch (answer) {
      case EvalAnswer.OfSums sums -> SumsEvaluation.page(settings.model().getFirst(), sums.sums());
      case EvalAnswer.OfNetworks of -> EvalPages.page(of.networks());
    };
  }

  @Override
  public List<Output<EvalSettings, EvalAnswer>> outputs() {
    return List.of(
        new Output<>(
            List.of(".csv"),
            "every question and answer of sums, the table by class of others",
            (settings, answer, file, work) -> {
              switch (answer) {
                case EvalAnswer.OfSums sums ->
                    CsvTable.write(SumsEvaluation.predictions(sums.sums()), file);
                case EvalAnswer.OfNetworks of ->
                    CsvTable.write(
                        EvalPages.summary(of.networks())
                            .mainTable()
                            .orElseThrow(() -> new QuestionException("this answer has no table"))
                            .table(),
                        file);
              }
            }));
  }

  @Override
  public List<Path> inputs(EvalSettings settings) {
    Set<Path> files = new LinkedHashSet<>(settings.model());
    files.addAll(Subject.files(settings.data()));
    return List.copyOf(files);
  }
}
