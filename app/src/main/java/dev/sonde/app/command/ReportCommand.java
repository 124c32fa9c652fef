package dev.sonde.app.command;

import dev.sonde.analysis.groups.GroupComparison;
import dev.sonde.analysis.groups.ModelGroup;
import dev.sonde.analysis.groups.Settings;
import dev.sonde.app.output.Progress;
import dev.sonde.app.output.Session;
import dev.sonde.app.output.UserError;
import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.figure.groups.GroupPage;
import dev.sonde.figure.page.HtmlPage;
import dev.sonde.figure.weights.CheckpointPage;
import dev.sonde.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sonde report}: what is in these files, written down. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description = {
      "Writes what is in checkpoints as one HTML file.",
      "What stands out in words, tables that sort, figures, and the command that repeats "
          + "it; the file opens offline in any browser."
    },
    footer = {
      "",
      "Examples:",
      "  sonde report model.pt --gates -o report.html",
      "  sonde report --group a='runs/a*.pt' --group b='runs/b*.pt' -o groups.html"
    })
public final class ReportCommand implements Callable<Integer> {

  private final Session session;

  @Parameters(paramLabel = "FILE", arity = "0..*", description = "Checkpoints of any known format.")
  private List<Path> files = List.of();

  @Mixin private GroupOptions groups = new GroupOptions();

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
    if (groups.given()) {
      if (!files.isEmpty()) throw new UserError("report: either files or groups, not both");
      ofGroups();
    } else {
      if (files.isEmpty()) throw new UserError("report: name files, or groups by --group");
      if (groups.forGroupsOnly()) throw new UserError("report: --match and --common need --group");
      ofFiles();
    }
    FigureOutput.tell(session, output);
    return 0;
  }

  private void ofGroups() throws IOException {
    List<ModelGroup> models = groups.open();
    Settings settings = Settings.defaults().match(groups.match()).common(groups.common());
    GroupComparison result;
    try (Progress progress = Progress.of(session.console(), "tensors", -1)) {
      result = GroupComparison.of(models, settings, address -> progress.step(1));
    }
    HtmlPage.write(
        GroupPage.of(
            result,
            session.provenance(GroupOptions.files(models), settings.asMap(), settings.seed())),
        output);
  }

  private void ofFiles() throws IOException {
    List<Checkpoint> checkpoints =
        files.stream().map(Checkpoint::open).map(c -> groups.gates() ? c.withGates() : c).toList();
    long values =
        checkpoints.stream().flatMap(c -> c.tensors().stream()).mapToLong(Tensor::count).sum();
    Map<String, String> settings = groups.gates() ? Map.of("gates", "true") : Map.of();
    try (Progress progress = Progress.of(session.console(), "values", values)) {
      HtmlPage.write(
          CheckpointPage.of(checkpoints, session.provenance(files, settings, null), progress::step),
          output);
    }
  }
}
