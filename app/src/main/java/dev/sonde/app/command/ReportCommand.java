package dev.sonde.app.command;

import dev.sonde.app.output.Progress;
import dev.sonde.app.output.Session;
import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.figure.report.FileContents;
import dev.sonde.figure.report.FileSections;
import dev.sonde.figure.report.Html;
import dev.sonde.figure.report.ProvenanceSection;
import dev.sonde.figure.report.Report;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sonde report}: what is in these files, written down. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description = {
      "Writes what is in checkpoints as one HTML file.",
      "What stands out in words, tables that sort, figures, and the command that repeats it;",
      "the file opens offline in any browser."
    },
    footer = {"", "Example: sonde report model.pt -o report.html"})
public final class ReportCommand implements Callable<Integer> {

  private final Session session;

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "Checkpoints of any known format.")
  private List<Path> files = List.of();

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "REPORT",
      description = "Where the report goes, an .html file.")
  private Path output = Path.of("");

  public ReportCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    List<Checkpoint> checkpoints = files.stream().map(Checkpoint::open).toList();
    int tensors = checkpoints.stream().mapToInt(c -> c.tensors().size()).sum();
    List<Report.Remark> summary = new ArrayList<>();
    List<Report.Section> sections = new ArrayList<>();
    try (Progress progress = Progress.of(session.console(), "tensors", tensors)) {
      for (Checkpoint checkpoint : checkpoints) {
        FileContents contents = FileReport.of(checkpoint, () -> progress.step(1));
        summary.addAll(FileSections.summary(contents));
        sections.addAll(FileSections.of(contents, checkpoints.size() > 1));
      }
    }
    String title =
        files.size() == 1
            ? String.valueOf(files.getFirst().getFileName())
            : files.size() + " checkpoints";
    Html.write(
        new Report(
            title,
            "What is in the file" + (files.size() == 1 ? "" : "s") + ", and what stands out.",
            summary,
            sections,
            ProvenanceSection.of(session.provenance(files, Map.of(), null))),
        output);
    FigureOutput.tell(session, output);
    return 0;
  }
}
