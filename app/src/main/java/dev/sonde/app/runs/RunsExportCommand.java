package dev.sonde.app.runs;

import dev.sonde.app.output.Session;
import dev.sonde.app.output.UserError;
import dev.sonde.study.run.Run;
import dev.sonde.study.run.TableFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sonde runs export}: all tables of a run as files. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = "Writes every table of a run to its own file.",
    footer = {"", "Example: sonde runs export sonde-demo --format csv -o tables"})
public final class RunsExportCommand implements Callable<Integer> {

  private final Session session;

  @Parameters(index = "0", paramLabel = "RUN", description = "The folder of a run.")
  private Path folder = Path.of("");

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "FOLDER",
      description = "The folder for the files.")
  private Path output = Path.of("");

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "parquet",
      description = "parquet or csv; ${DEFAULT-VALUE} by default.")
  private String format = "parquet";

  public RunsExportCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    if (!format.equals("parquet") && !format.equals("csv")) {
      throw new UserError("--format " + format + ": parquet or csv");
    }
    Run run = Run.open(folder);
    for (List<@Nullable Object> row : run.tables().rows()) {
      String name = String.valueOf(row.getFirst());
      // A table's name comes out of a file: it must not lead out of the folder.
      String file = name.replaceAll("[^\\w-]", "_") + "." + format;
      TableFile.write(run.table(name), output.resolve(file));
      session.console().out().println(output.resolve(file));
    }
    session.console().out().flush();
    return 0;
  }
}
