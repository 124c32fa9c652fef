package dev.sonde.study.run;

import dev.sonde.figure.table.Table;
import dev.sonde.file.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * {@code results.duckdb}: every table of a run. Written as a whole, in one step; tables of the same
 * name are joined, so the shards of many trials make one.
 */
public final class Database {

  public static final String FILE = "results.duckdb";

  /** Takes tables while a database is written. */
  public interface Sink {
    /**
     * Appends the rows.
     *
     * @throws RunException if an earlier table of that name has other columns
     */
    void add(Table table) throws IOException;
  }

  /** What is written, given the sink. */
  @FunctionalInterface
  public interface Source {
    void writeTo(Sink sink) throws IOException;
  }

  /** What the file is called while it is open. */
  private static final String NAME = "results";

  private Database() {}

  /**
   * Writes a database file from all that {@code source} adds; memory holds one table at a time.
   *
   * @throws IOException if the file cannot be written; an earlier one is then as it was
   */
  public static void write(Path file, Source source) throws IOException {
    AtomicFile.write(
        file,
        temporary -> {
          Files.delete(temporary); // an empty file is no database
          try {
            Map<String, Long> rows = fill(temporary, source);
            requireReadable(temporary, rows);
          } catch (SQLException e) {
            throw new IOException(Query.firstLine(e), e);
          } finally {
            Files.deleteIfExists(temporary.resolveSibling(temporary.getFileName() + ".wal"));
          }
        });
  }

  /** Rows of each table. The checkpoint is asked for: closing has no way to say that it failed. */
  private static Map<String, Long> fill(Path file, Source source) throws IOException, SQLException {
    try (DuckDBConnection duckdb = open(file, "")) {
      Map<String, Long> rows;
      try (Writer writer = new Writer(duckdb)) {
        source.writeTo(writer);
        rows = writer.rows;
      }
      try (Statement statement = duckdb.createStatement()) {
        statement.execute("CHECKPOINT " + NAME);
      }
      return rows;
    }
  }

  /** A full disk may cut a database short without a word: reads every value once. */
  private static void requireReadable(Path file, Map<String, Long> rows) throws SQLException {
    try (DuckDBConnection duckdb = open(file, " (READ_ONLY)");
        Statement statement = duckdb.createStatement()) {
      for (Map.Entry<String, Long> table : rows.entrySet()) {
        String count = "SELECT count(*), count(COLUMNS(*)) FROM " + Sql.name(table.getKey());
        try (ResultSet result = statement.executeQuery(count)) {
          if (!result.next() || result.getLong(1) != table.getValue()) {
            throw new SQLException("table '" + table.getKey() + "' does not read back");
          }
        }
      }
    }
  }

  /** Attached by quoted SQL: in the address of a connection, ';' begins settings. */
  private static DuckDBConnection open(Path file, String how) throws SQLException {
    DuckDBConnection duckdb = (DuckDBConnection) Query.open();
    try (Statement statement = duckdb.createStatement()) {
      statement.execute("ATTACH " + Sql.path(file) + " AS " + NAME + how);
      statement.execute("USE " + NAME);
      return duckdb;
    } catch (SQLException e) {
      duckdb.close();
      throw e;
    }
  }

  private static final class Writer implements Sink, AutoCloseable {
    private final DuckDBConnection duckdb;
    private final Map<String, List<String>> columns = new LinkedHashMap<>();
    private final Map<String, DuckDBAppender> appenders = new LinkedHashMap<>();
    private final Map<String, Long> rows = new LinkedHashMap<>();

    Writer(DuckDBConnection duckdb) {
      this.duckdb = duckdb;
    }

    @Override
    public void add(Table table) throws IOException {
      try {
        DuckDBAppender appender = appender(table);
        for (List<@Nullable Object> row : table.rows()) {
          appender.beginRow();
          for (Object cell : row) append(appender, cell);
          appender.endRow();
        }
        rows.merge(table.name(), (long) table.rows().size(), Long::sum);
      } catch (SQLException e) {
        throw new IOException("table '" + table.name() + "': " + Query.firstLine(e), e);
      }
    }

    private DuckDBAppender appender(Table table) throws SQLException {
      List<String> declared = table.heads().stream().map(Sql::declaration).toList();
      List<String> before = columns.putIfAbsent(table.name(), declared);
      if (before == null) {
        String all = String.join(", ", declared);
        try (Statement statement = duckdb.createStatement()) {
          statement.execute("CREATE TABLE " + Sql.name(table.name()) + " (" + all + ")");
        }
      } else if (!before.equals(declared)) {
        throw new RunException(
            "table '"
                + table.name()
                + "' has the columns "
                + declared
                + " here and "
                + before
                + " elsewhere");
      }
      DuckDBAppender open = appenders.get(table.name());
      if (open != null) return open;
      DuckDBAppender made = duckdb.createAppender(NAME, "main", table.name());
      appenders.put(table.name(), made);
      return made;
    }

    private static void append(DuckDBAppender appender, @Nullable Object cell) throws SQLException {
      switch (cell) {
        case null -> appender.appendNull();
        case String text -> appender.append(text);
        case Long number -> appender.append(number.longValue());
        case Double number -> appender.append(number.doubleValue());
        case Boolean truth -> appender.append(truth.booleanValue());
        default -> throw new IllegalStateException("a cell of type " + cell.getClass());
      }
    }

    @Override
    public void close() throws SQLException {
      for (DuckDBAppender appender : appenders.values()) appender.close();
    }
  }
}
