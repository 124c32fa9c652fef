package dev.sonde.app.runs;

import dev.sonde.app.output.Json;
import dev.sonde.app.output.Session;
import dev.sonde.app.output.Tables;
import dev.sonde.app.output.UserError;
import dev.sonde.figure.table.Table;
import dev.sonde.study.run.Run;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sonde runs}: what has been trained and studied here? */
@Command(
    name = "runs",
    mixinStandardHelpOptions = true,
    description = "Lists the runs in a folder and below it.",
    subcommands = {RunsShowCommand.class, RunsNoteCommand.class, RunsExportCommand.class},
    footer = {
      "",
      "Example: sonde runs",
      "Example: sonde runs show sonde-demo",
      "Example: sonde runs note sonde-demo \"the second seed is the odd one\""
    })
public final class RunsCommand implements Callable<Integer> {

  private final Session session;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "FOLDER",
      description = "Where to look; default: the current folder.")
  private Path folder = Path.of(".");

  @Option(
      names = "--depth",
      paramLabel = "N",
      defaultValue = "4",
      description = "Depth of subfolders to search; default: ${DEFAULT-VALUE}.")
  private int depth;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  public RunsCommand(Session session) {
    this.session = session;
  }

  /** The whole answer. */
  private record Document(List<Map<String, @Nullable Object>> runs) {}

  @Override
  public Integer call() throws IOException {
    if (!Files.isDirectory(folder)) throw new UserError(folder + ": no such folder");
    Table.Builder list =
        Table.named("runs").text("run", "kind").integer("seed", "networks", "notes");
    for (Path path : Run.below(folder.normalize(), depth)) {
      Run run = Run.open(path);
      list.row(
          path, run.info().kind(), run.info().seed(), run.checkpoints().size(), run.notes().size());
    }
    Table runs = list.build();
    PrintWriter out = session.console().out();
    if (json) {
      Map<String, String> settings = Map.of("depth", String.valueOf(depth));
      Json.print(
          out,
          "sonde.runs/1",
          new Document(runs.objects()),
          session.provenance(List.of(), settings, null));
    } else if (runs.rows().isEmpty()) {
      out.println("No runs in " + folder + ".");
    } else {
      Tables.text(runs).print(out);
    }
    out.flush();
    return 0;
  }
}
