package dev.sonde.question.weights;

import dev.sonde.analysis.weights.Spectrum;
import dev.sonde.analysis.weights.Summaries;
import dev.sonde.analysis.weights.Summary;
import dev.sonde.analysis.weights.Totals;
import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.figure.page.Finding;
import dev.sonde.figure.page.Finding.Tone;
import dev.sonde.figure.page.Page;
import dev.sonde.figure.table.Columns;
import dev.sonde.figure.table.Table;
import dev.sonde.figure.weights.CheckpointPage;
import dev.sonde.figure.weights.SpectrumColumns;
import dev.sonde.figure.weights.SummaryColumns;
import dev.sonde.question.About;
import dev.sonde.question.Group;
import dev.sonde.question.Need;
import dev.sonde.question.Question;
import dev.sonde.question.Work;
import dev.sonde.tensor.Tensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is in these files? Statistics of every tensor, from one reading of it. */
public final class StatsQuestion implements Question<StatsSettings, StatsAnswer> {

  /** A row with the file that it is of. */
  private record FileRow(String file, StatsAnswer.Row row) {}

  @Override
  public About<StatsSettings> about() {
    return About.of(
            "stats",
            Group.LOOK,
            "Shows statistics of every tensor of checkpoints.",
            StatsSettings.class)
        .needs(Need.CHECKPOINT)
        .examples(
            "stats --match 'encoder.**' --sort std model.safetensors",
            "stats --gates --json model.pt");
  }

  @Override
  public StatsAnswer answer(StatsSettings settings, Work work) {
    List<StatsAnswer.FileStats> files = new ArrayList<>();
    for (var file : settings.files()) files.add(stats(Checkpoint.open(file), settings, work));
    return new StatsAnswer(files);
  }

  private static StatsAnswer.FileStats stats(Checkpoint opened, StatsSettings settings, Work work) {
    Checkpoint checkpoint = settings.gates() ? opened.withGates() : opened;
    // A file without tensors has an answer too, and hides none of the others.
    List<Tensor> tensors =
        checkpoint.tensors().isEmpty() ? List.of() : Selection.all(checkpoint, settings.match());
    long elements = tensors.stream().mapToLong(Tensor::count).sum();
    Summary.Settings how =
        new Summary.Settings(
            settings.nearZero(),
            Summary.Settings.defaults().bins(),
            settings.threads() == null
                ? Runtime.getRuntime().availableProcessors()
                : settings.threads());
    List<Summary> summaries;
    try (Work.Stage stage = work.stage("statistics", "values", elements)) {
      summaries = Summaries.of(tensors, how, stage);
    }
    List<String> notes = new ArrayList<>(opened.notes());
    List<@Nullable Spectrum> spectra = spectra(opened, tensors, settings, work, notes);
    List<StatsAnswer.Row> rows = new ArrayList<>();
    for (int i = 0; i < summaries.size(); i++) {
      rows.add(new StatsAnswer.Row(summaries.get(i), spectra.get(i)));
    }
    String sort = settings.sort();
    if (sort != null) {
      rows.sort(Comparator.comparing(StatsAnswer.Row::summary, StatsSort.order(sort)));
    }
    long bytes = tensors.stream().mapToLong(Tensor::byteSize).sum();
    return new StatsAnswer.FileStats(
        opened.path().toString(), opened.format(), notes, rows, Totals.of(summaries, bytes));
  }

  private static List<@Nullable Spectrum> spectra(
      Checkpoint file,
      List<Tensor> tensors,
      StatsSettings settings,
      Work work,
      List<String> notes) {
    List<@Nullable Spectrum> spectra = new ArrayList<>();
    // Keras has the outputs of a kernel on the last axis, others on the first.
    boolean keras = file.format().startsWith("keras");
    Spectrum.Settings how =
        Spectrum.Settings.defaults()
            .unfold(keras ? Spectrum.Unfold.LAST : Spectrum.Unfold.FIRST)
            .samples(settings.samples(), settings.seed());
    try (Work.Stage stage = work.stage("spectra", "tensors", tensors.size())) {
      for (Tensor tensor : tensors) {
        String obstacle = settings.spectrum() ? Spectrum.obstacle(tensor, how) : "not asked for";
        spectra.add(obstacle == null ? Spectrum.of(tensor, how) : null);
        if (settings.spectrum() && obstacle != null && tensor.shape().rank() > 1) {
          notes.add(tensor.address() + " has no spectrum: " + obstacle);
        }
        if (settings.spectrum()) stage.step(1);
      }
    }
    return spectra;
  }

  @Override
  public Page summary(StatsSettings settings, StatsAnswer answer) {
    List<Finding> findings = new ArrayList<>();
    for (StatsAnswer.FileStats file : answer.files()) {
      findings.add(Finding.plain(Totalled.sentence(file)));
      for (String note : file.notes()) findings.add(new Finding(Tone.NOTABLE, note));
    }
    Table table = table(settings, answer);
    return new Page(
        "Statistics of weights", "", findings, List.of(Page.Section.of("Tensors", table)));
  }

  private static Table table(StatsSettings settings, StatsAnswer answer) {
    Columns<StatsAnswer.Row> columns = SummaryColumns.ALL.over(StatsAnswer.Row::summary);
    if (settings.spectrum()) {
      columns = columns.and(SpectrumColumns.ALL.over(StatsAnswer.Row::spectrum));
    }
    // A terminal need not say which file a row is of where there is only one.
    int rank = answer.files().size() > 1 ? 0 : 9;
    Columns<FileRow> all =
        Columns.<FileRow>empty()
            .text("file", FileRow::file)
            .ranked(rank)
            .and(columns.over(FileRow::row));
    List<FileRow> rows =
        answer.files().stream()
            .flatMap(file -> file.tensors().stream().map(row -> new FileRow(file.path(), row)))
            .toList();
    return all.table("tensors", "Every tensor", rows);
  }

  /** What stands out too, and how values lie; reads the files once more. */
  @Override
  public Page page(StatsSettings settings, StatsAnswer answer, Work work) {
    List<Checkpoint> files = new ArrayList<>();
    for (var file : settings.files()) {
      Checkpoint opened = Checkpoint.open(file);
      files.add(settings.gates() ? opened.withGates() : opened);
    }
    long values = files.stream().flatMap(c -> c.tensors().stream()).mapToLong(Tensor::count).sum();
    try (Work.Stage stage = work.stage("page", "values", values)) {
      return CheckpointPage.of(files, null, stage);
    }
  }
}
