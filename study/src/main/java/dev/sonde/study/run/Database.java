package dev.sonde.study.run;

import dev.sonde.figure.table.Table;
import dev.sonde.file.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
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
          try (DuckDBConnection duckdb = open(temporary);
              Writer writer = new Writer(duckdb)) {
            source.writeTo(writer);
          } catch (SQLException e) {
            throw new IOException(file + ": cannot be written: " + Query.firstLine(e), e);
          } finally {
            Files.deleteIfExists(temporary.resolveSibling(temporary.getFileName() + ".wal"));
          }
        });
  }

  private static DuckDBConnection open(Path file) throws SQLException {
    return (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:" + file.toAbsolutePath());
  }

  private static final class Writer implements Sink, AutoCloseable {
    private final DuckDBConnection duckdb;
    private final Map<String, List<String>> columns = new LinkedHashMap<>();
    private final Map<String, DuckDBAppender> appenders = new LinkedHashMap<>();

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
      DuckDBAppender made = duckdb.createAppender("main", table.name());
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
