package dev.sonde.app.runs;

import dev.sonde.app.output.Json;
import dev.sonde.app.output.Session;
import dev.sonde.app.output.Tables;
import dev.sonde.figure.table.Table;
import dev.sonde.study.run.Database;
import dev.sonde.study.run.Query;
import dev.sonde.study.run.TableFile;
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

/** {@code sonde sql}: asks the tables of runs. */
@Command(
    name = "sql",
    mixinStandardHelpOptions = true,
    description = {
      "Runs an SQL query (DuckDB) on the tables of runs.",
      "A query can only read these tables: it writes no file and uses no network connection."
          + " 'sonde runs show RUN' lists the tables. With several runs, TABLE means the first"
          + " run's table; RUN.TABLE means that of the run in folder RUN."
    },
    footer = {
      "",
      "Example: sonde sql --run sonde-demo \"select * from accuracy\"",
      "Example: sonde sql --run a --run b \"from a.accuracy\" -o accuracy.parquet"
    })
public final class SqlCommand implements Callable<Integer> {

  private final Session session;

  @Parameters(index = "0", paramLabel = "QUERY", description = "The query.")
  private String query = "";

  @Option(
      names = "--run",
      paramLabel = "FOLDER",
      description = "The folder of a run; can be repeated. Default: the current folder.")
  private List<Path> runs = List.of(Path.of("."));

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Write the answer to a file, .parquet or .csv, and print nothing.")
  private @Nullable Path output;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  public SqlCommand(Session session) {
    this.session = session;
  }

  /** The answer: one object per row. */
  private record Document(List<Map<String, @Nullable Object>> rows) {}

  @Override
  public Integer call() throws IOException {
    if (output != null) TableFile.requireKnown(output);
    Table answer = Query.of(runs, query);
    PrintWriter out = session.console().out();
    if (output != null) {
      TableFile.write(answer, output);
    } else if (json) {
      List<Path> files = runs.stream().map(run -> run.resolve(Database.FILE)).toList();
      Json.print(
          out,
          "sonde.sql/1",
          new Document(answer.objects()),
          session.provenance(files, Map.of("query", query), null));
    } else if (!answer.heads().isEmpty()) {
      Tables.text(answer).print(out);
    }
    out.flush();
    return 0;
  }
}
