package dev.sonde.study.run;

import dev.sonde.figure.table.Table;
import dev.sonde.file.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;

/** A table as a Parquet or CSV file of its own, written in one step. */
public final class TableFile {

  private TableFile() {}

  /**
   * Writes a table; the ending of the name says which kind.
   *
   * @throws RunException if the ending is neither {@code .parquet} nor {@code .csv}
   */
  public static void write(Table table, Path target) throws IOException {
    String options = options(target);
    Path scratch = Files.createTempDirectory("sonde");
    Path database = scratch.resolve("table.duckdb");
    try {
      Table plain = table.named("t", "");
      Database.write(database, sink -> sink.add(plain));
      AtomicFile.write(target, temporary -> copy(database, "t", temporary, options));
    } finally {
      Files.deleteIfExists(database);
      Files.deleteIfExists(scratch);
    }
  }

  /**
   * Writes the answer to a query over a run's tables, row by row: memory does not grow with it.
   *
   * @param run a folder with a database
   * @param target a file; with a partition a folder, which must be new or empty
   * @param partition a column by whose values the rows are cut into {@code COLUMN=VALUE/*.parquet},
   *     or empty
   */
  public static void export(Path run, String sql, Path target, String partition)
      throws IOException {
    Path database = run.resolve(Database.FILE);
    if (partition.isEmpty()) {
      String options = options(target);
      AtomicFile.write(target, to -> copy(database, "(" + sql + ")", to, options));
    } else {
      String options = "(FORMAT parquet, PARTITION_BY (" + Sql.name(partition) + "))";
      Files.createDirectories(target);
      copy(database, "(" + sql + ")", target, options);
    }
  }

  /** Refuses an unknown ending before anything is computed. */
  public static void requireKnown(Path target) {
    options(target);
  }

  private static String options(Path target) {
    String name = target.toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".parquet")) return "(FORMAT parquet)";
    if (name.endsWith(".csv")) return "(FORMAT csv, HEADER)";
    throw new RunException(target + ": a table is written as .parquet or .csv");
  }

  private static void copy(Path database, String what, Path file, String options)
      throws IOException {
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:", Query.closed());
        Statement statement = duckdb.createStatement()) {
      statement.execute("ATTACH " + Sql.path(database) + " AS stored (TYPE duckdb, READ_ONLY)");
      statement.execute("USE stored");
      statement.execute("COPY " + what + " TO " + Sql.path(file) + " " + options);
    } catch (SQLException e) {
      throw new IOException(file + ": cannot be written: " + Query.firstLine(e), e);
    }
  }
}
