package dev.sonde.app.command;

import dev.sonde.analysis.groups.GroupComparison;
import dev.sonde.analysis.groups.ModelGroup;
import dev.sonde.analysis.groups.Settings;
import dev.sonde.app.output.Progress;
import dev.sonde.app.output.Session;
import dev.sonde.app.output.UserError;
import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.figure.page.FileContents;
import dev.sonde.figure.page.FileSections;
import dev.sonde.figure.page.Finding;
import dev.sonde.figure.page.GroupFacts;
import dev.sonde.figure.page.GroupSections;
import dev.sonde.figure.page.HtmlPage;
import dev.sonde.figure.page.Page;
import dev.sonde.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
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
    GroupFacts facts = GroupReport.facts(result);
    String title = models.stream().map(ModelGroup::name).collect(Collectors.joining(" against "));
    HtmlPage.write(
        new Page(
            title,
            "Where groups of trained models differ, tensor by tensor, tested over runs.",
            GroupSections.summary(facts),
            GroupSections.of(facts),
            session.provenance(GroupOptions.files(models), settings.asMap(), settings.seed())),
        output);
  }

  private void ofFiles() throws IOException {
    List<Checkpoint> checkpoints =
        files.stream().map(Checkpoint::open).map(c -> groups.gates() ? c.withGates() : c).toList();
    long values =
        checkpoints.stream().flatMap(c -> c.tensors().stream()).mapToLong(Tensor::count).sum();
    List<Finding> summary = new ArrayList<>();
    List<Page.Section> sections = new ArrayList<>();
    try (Progress progress = Progress.of(session.console(), "values", values)) {
      for (Checkpoint checkpoint : checkpoints) {
        FileContents contents = FileReport.of(checkpoint, progress::step);
        summary.addAll(FileSections.summary(contents));
        sections.addAll(FileSections.of(contents, checkpoints.size() > 1));
      }
    }
    String title =
        files.size() == 1
            ? String.valueOf(files.getFirst().getFileName())
            : files.size() + " checkpoints";
    HtmlPage.write(
        new Page(
            title,
            "What is in the file" + (files.size() == 1 ? "" : "s") + ", and what stands out.",
            summary,
            sections,
            session.provenance(files, groups.gates() ? Map.of("gates", "true") : Map.of(), null)),
        output);
  }
}
