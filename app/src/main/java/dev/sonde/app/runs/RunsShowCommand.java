package dev.sonde.app.runs;

import dev.sonde.analysis.Provenance;
import dev.sonde.app.output.Json;
import dev.sonde.app.output.Session;
import dev.sonde.app.output.Tables;
import dev.sonde.figure.table.Table;
import dev.sonde.file.Printable;
import dev.sonde.study.run.Note;
import dev.sonde.study.run.Run;
import dev.sonde.study.run.RunInfo;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sonde runs show}: everything that is kept of a run. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = "Shows a run: settings, networks, tables, notes, origin.",
    footer = {"", "Example: sonde runs show sonde-demo"})
public final class RunsShowCommand implements Callable<Integer> {

  private final Session session;

  @Parameters(index = "0", paramLabel = "RUN", description = "The folder of a run.")
  private Path folder = Path.of("");

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  public RunsShowCommand(Session session) {
    this.session = session;
  }

  /** The whole answer. */
  private record Document(
      RunInfo run,
      List<String> networks,
      List<Map<String, @Nullable Object>> tables,
      List<Note> notes) {}

  @Override
  public Integer call() throws IOException {
    Run run = Run.open(folder);
    Table tables = run.tables();
    PrintWriter out = session.console().out();
    if (json) {
      Json.print(
          out,
          "sonde.runs.show/1",
          new Document(run.info(), run.checkpoints(), tables.objects(), run.notes()),
          session.provenance(List.of(folder.resolve("run.json")), Map.of(), null));
    } else {
      print(out, run, tables);
    }
    out.flush();
    return 0;
  }

  private void print(PrintWriter out, Run run, Table tables) throws IOException {
    out.println(folder + " (" + Printable.of(run.info().kind()) + ")");
    Table.Builder settings = Table.named("settings").text("setting", "value");
    run.info().settings().forEach((name, value) -> settings.row(name, value));
    Tables.text(settings.build()).print(out);
    Provenance how = run.info().provenance();
    if (how != null) out.println("Made by: " + Printable.of(how.command()));
    List<String> networks = run.checkpoints();
    if (!networks.isEmpty()) {
      out.println();
      out.println("Networks in checkpoints/: " + Printable.of(String.join(", ", networks)));
    }
    if (!tables.rows().isEmpty()) {
      out.println();
      Tables.text(tables).print(out);
    }
    List<Note> notes = run.notes();
    if (!notes.isEmpty()) out.println();
    for (Note note : notes) out.println(note.at() + "  " + Printable.of(note.text()));
  }
}
