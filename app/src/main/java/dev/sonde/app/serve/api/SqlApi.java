package dev.sonde.app.serve.api;

import dev.sonde.app.serve.files.FileIndex;
import dev.sonde.app.serve.http.HttpException;
import dev.sonde.app.serve.http.Reply;
import dev.sonde.app.serve.http.Request;
import dev.sonde.app.serve.http.Route;
import dev.sonde.figure.page.PageBlocks;
import dev.sonde.figure.table.Table;
import dev.sonde.study.run.Database;
import dev.sonde.study.run.Query;
import dev.sonde.study.run.Run;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** SQL over the results of a run or study; see {@link Query} for what a query cannot do. */
public final class SqlApi {

  private static final long BODY = 64 << 10;
  private static final long MOST_CELLS = 2_000_000;
  private static final int MOST_ROWS = 10_000;

  /** Queries at one time, each of which may take a quarter of the memory. */
  private final Semaphore free = new Semaphore(2);

  private final FileIndex index;

  public SqlApi(FileIndex index) {
    this.index = index;
  }

  public List<Route> routes() {
    return List.of(Route.post("/api/sql", BODY, this::query));
  }

  private Reply query(Request request) {
    JsonNode body = JobsApi.body(request);
    String sql = body.path("sql").asString("");
    Path run = index.path(body.path("file").asString(""));
    if (!Run.isAt(run)) {
      throw HttpException.badRequest("'" + run + "' is no run or study; only these have tables");
    }
    Path database = run.resolve(Database.FILE);
    if (Files.exists(database)) index.opened().within(database.toString());
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    if (!free.tryAcquire()) throw new HttpException(429, "two queries run already; wait for them");
    try {
      Table answer =
          sql.isBlank() ? Table.named("result").build() : Query.of(List.of(run), sql, MOST_CELLS);
      List<List<@Nullable Object>> rows = answer.rows();
      all.putAll(PageBlocks.table(answer));
      all.put("rows", rows.subList(0, Math.min(MOST_ROWS, rows.size())));
      all.put("truncated", rows.size() > MOST_ROWS);
      all.put(
          "tables",
          Run.open(run).tables().rows().stream()
              .map(row -> String.valueOf(row.getFirst()))
              .toList());
    } finally {
      free.release();
    }
    return Reply.json(all);
  }
}
