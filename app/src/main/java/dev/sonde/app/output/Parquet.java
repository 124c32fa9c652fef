package dev.sonde.app.output;

import dev.sonde.file.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** Tables as Parquet, by DuckDB, in memory. */
public final class Parquet {

  private Parquet() {}

  /**
   * Writes a table, in one step; a column's type is found from all of its values.
   *
   * @throws IOException if the file cannot be written
   */
  public static void write(TextTable table, Path target) throws IOException {
    Path csv = Files.createTempFile("sonde", ".csv");
    try {
      table.writeCsv(csv);
      AtomicFile.write(target, temporary -> copy(csv, temporary));
    } finally {
      Files.deleteIfExists(csv);
    }
  }

  private static void copy(Path csv, Path parquet) throws IOException {
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckdb.createStatement()) {
      statement.execute(
          "COPY (SELECT * FROM read_csv("
              + quoted(csv)
              + ", header = true, sample_size = -1)) TO "
              + quoted(parquet)
              + " (FORMAT parquet)");
    } catch (SQLException e) {
      throw new IOException("Parquet could not be written: " + e.getMessage(), e);
    }
  }

  private static String quoted(Path path) {
    return "'" + path.toAbsolutePath().toString().replace("'", "''") + "'";
  }
}
