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
      AtomicFile.write(target, temporary -> copy(database, temporary, options));
    } finally {
      Files.deleteIfExists(database);
      Files.deleteIfExists(scratch);
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

  private static void copy(Path database, Path file, String options) throws IOException {
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:" + database);
        Statement statement = duckdb.createStatement()) {
      statement.execute("COPY t TO " + Sql.path(file) + " " + options);
    } catch (SQLException e) {
      throw new IOException(file + ": cannot be written: " + Query.firstLine(e), e);
    }
  }
}
