package dev.sonde.study.run;

import dev.sonde.figure.table.Head;
import dev.sonde.figure.table.Table;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/**
 * One table in memory that is filled row by row and then asked in SQL, behind the same locks as
 * {@link Query}: a query reaches no file and no network and loads no extension.
 *
 * <pre>{@code
 * try (ScratchTable table = ScratchTable.of("predictions", heads)) {
 *   table.append(new long[] {0, 3}, new double[] {0.5});
 *   Table answer = table.ask("SELECT avg(loss) FROM predictions");
 * }
 * }</pre>
 */
public final class ScratchTable implements AutoCloseable {

  private static final long MOST_CELLS = 1_000_000;

  private final DuckDBConnection duckdb;
  private final DuckDBAppender rows;
  private boolean asked;

  private ScratchTable(DuckDBConnection duckdb, DuckDBAppender rows) {
    this.duckdb = duckdb;
    this.rows = rows;
  }

  /**
   * An empty table.
   *
   * @param heads of numbers
   */
  public static ScratchTable of(String name, List<Head> heads) {
    try {
      DuckDBConnection duckdb = (DuckDBConnection) Query.open();
      try (Statement statement = duckdb.createStatement()) {
        String columns = String.join(", ", heads.stream().map(Sql::declaration).toList());
        statement.execute("CREATE TABLE " + Sql.name(name) + " (" + columns + ")");
        return new ScratchTable(duckdb, duckdb.createAppender("main", name));
      } catch (SQLException e) {
        duckdb.close();
        throw e;
      }
    } catch (SQLException e) {
      throw new RunException("no table could be made: " + Query.firstLine(e), e);
    }
  }

  /** Appends a row: whole numbers first, then others, as the heads have them. */
  public void append(long[] whole, double[] others) {
    try {
      rows.beginRow();
      for (long value : whole) rows.append(value);
      for (double value : others) rows.append(value);
      rows.endRow();
    } catch (SQLException e) {
      throw new RunException("the rows do not fit into memory: " + Query.firstLine(e), e);
    }
  }

  /**
   * Answers a query; no row can be appended after the first.
   *
   * @throws RunException if the query is wrong, or asks for more than the table
   */
  public Table ask(String sql) {
    try {
      if (!asked) {
        asked = true;
        rows.close();
        Query.lock(duckdb);
      }
      try (PreparedStatement statement = duckdb.prepareStatement(sql)) {
        return statement.execute()
            ? Query.table(statement.getResultSet(), MOST_CELLS)
            : Table.named("result").build();
      }
    } catch (SQLException e) {
      throw new RunException("the query failed: " + Query.firstLine(e), e);
    }
  }

  @Override
  public void close() {
    try {
      if (!asked) rows.close();
      duckdb.close();
    } catch (SQLException e) {
      throw new RunException("the table could not be closed: " + Query.firstLine(e), e);
    }
  }
}
