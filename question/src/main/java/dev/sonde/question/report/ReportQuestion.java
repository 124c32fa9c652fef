package dev.sonde.question.report;

import dev.sonde.analysis.groups.GroupComparison;
import dev.sonde.analysis.groups.Settings;
import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.figure.groups.GroupPage;
import dev.sonde.figure.page.Finding;
import dev.sonde.figure.page.Page;
import dev.sonde.figure.weights.CheckpointPage;
import dev.sonde.question.About;
import dev.sonde.question.Group;
import dev.sonde.question.Need;
import dev.sonde.question.Question;
import dev.sonde.question.Work;
import dev.sonde.question.groups.NamedGroups;
import dev.sonde.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What is in these files, written down? */
public final class ReportQuestion implements Question<ReportSettings, Page> {

  @Override
  public About<ReportSettings> about() {
    return About.of(
            "report",
            Group.LOOK,
            "Writes what is in checkpoints as one HTML file.",
            ReportSettings.class)
        .details(
            "What stands out in words, tables that sort, figures, and the command that repeats it;"
                + " the file opens offline in any browser.")
        .needs(Need.CHECKPOINT)
        .writesFile()
        .examples(
            "report model.pt --gates -o report.html",
            "report --group a='runs/a*.pt' --group b='runs/b*.pt' -o groups.html");
  }

  @Override
  public Page answer(ReportSettings settings, Work work) {
    return settings.group().isEmpty() ? ofFiles(settings, work) : ofGroups(settings, work);
  }

  private static Page ofGroups(ReportSettings settings, Work work) {
    Settings how = Settings.defaults().with("common", settings.common());
    String match = settings.match();
    if (match != null) how = how.with("match", match);
    try (Work.Stage stage = work.stage("comparing", "tensors", -1)) {
      GroupComparison result =
          GroupComparison.of(
              NamedGroups.open(settings.group(), settings.gates()), how, _ -> stage.step(1));
      return GroupPage.of(result, null);
    }
  }

  private static Page ofFiles(ReportSettings settings, Work work) {
    List<Checkpoint> files =
        settings.files().stream()
            .map(Checkpoint::open)
            .map(c -> settings.gates() ? c.withGates() : c)
            .toList();
    long values = files.stream().flatMap(c -> c.tensors().stream()).mapToLong(Tensor::count).sum();
    try (Work.Stage stage = work.stage("reading", "values", values)) {
      return CheckpointPage.of(files, null, stage);
    }
  }

  /** The findings; the tables stand in the file. */
  @Override
  public Page summary(ReportSettings settings, Page answer) {
    return answer.with(List.of());
  }

  @Override
  public Page page(ReportSettings settings, Page answer, Work work) {
    return answer;
  }

  @Override
  public Object document(ReportSettings settings, Page answer) {
    List<String> findings = answer.findings().stream().map(Finding::sentence).toList();
    return Map.of("findings", findings);
  }

  @Override
  public List<Path> inputs(ReportSettings settings) {
    return settings.group().isEmpty() ? settings.files() : NamedGroups.files(settings.group());
  }
}
