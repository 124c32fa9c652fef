package dev.sonde.study.run;

import dev.sonde.figure.table.CsvTable;
import dev.sonde.figure.table.Table;
import dev.sonde.file.AtomicFile;
import dev.sonde.file.OutputException;
import dev.sonde.file.Temporary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A table as a Parquet or CSV file of its own, written in one step. */
public final class TableFile {

  /** DuckDB would write to a name of its own beside ours, and leave that where there is no room. */
  private static final String DIRECT = "USE_TMP_FILE false";

  /** A column of texts, those that a spreadsheet would run behind an apostrophe. */
  private static final String FORMULA =
      "CASE WHEN substr(?, 1, 1) IN ('=', '+', '-', '@', chr(9), chr(13)) THEN '''' || ? ELSE ? END"
          + " AS ?";

  private TableFile() {}

  /**
   * Writes a table; the ending of the name says which kind. CSV is {@link CsvTable}'s, so that no
   * text in it is a formula.
   *
   * @throws RunException if the ending is neither {@code .parquet} nor {@code .csv}
   */
  public static void write(Table table, Path target) throws IOException {
    String options = options(target);
    if (isCsv(target)) {
      CsvTable.write(table, target);
      return;
    }
    Path scratch = Files.createTempDirectory("sonde");
    Path database = scratch.resolve("table.duckdb");
    try {
      Table plain = table.named("t", "");
      try {
        Database.write(database, sink -> sink.add(plain));
      } catch (OutputException e) {
        throw new OutputException(target, e); // whose line names the file that had no room
      }
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
   * @param target a file; with a partition a folder, which takes the place of an earlier one but of
   *     nothing else
   * @param partition a column by whose values the rows are cut into {@code COLUMN=VALUE/*.parquet},
   *     or empty
   */
  public static void export(Path run, String sql, Path target, String partition)
      throws IOException {
    Path database = run.resolve(Database.FILE);
    if (partition.isEmpty()) {
      String options = options(target);
      String rows = isCsv(target) ? withoutFormulas(database, sql) : sql;
      AtomicFile.write(target, to -> copy(database, "(" + rows + ")", to, options));
    } else {
      String options = "(FORMAT parquet, PARTITION_BY (" + Sql.name(partition) + "))";
      folder(target, partition, to -> copy(database, "(" + sql + ")", to, options));
    }
  }

  /** As {@link AtomicFile#write}, of a folder: an earlier one stands until the new one is whole. */
  private static void folder(Path target, String partition, AtomicFile.Content content)
      throws IOException {
    Path whole = target.toAbsolutePath();
    try {
      Path parent = whole.getParent();
      if (parent == null) throw new IOException("a file system's root");
      Files.createDirectories(parent);
      requireEarlier(whole, partition);
      Path temporary = Temporary.folder(parent, "part");
      try {
        content.writeTo(temporary);
        RunFolder.delete(whole);
        Files.move(temporary, whole);
      } finally {
        RunFolder.delete(temporary);
      }
    } catch (IOException e) {
      throw new OutputException(target, e);
    }
  }

  /** Refuses to replace what is no partitioned table: it may be somebody's work. */
  private static void requireEarlier(Path folder, String partition) throws IOException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) return;
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException("it exists and is not a folder; give another name");
    }
    Pattern part = Pattern.compile(Pattern.quote(partition) + "=[^/]*(/[^/]*\\.parquet)?");
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : (Iterable<Path>) all.skip(1)::iterator) {
        String name = folder.relativize(path).toString().replace('\\', '/');
        if (!part.matcher(name).matches()) {
          throw new IOException(
              "it holds " + name + ", which is no part of a table; give another folder");
        }
      }
    }
  }

  private static boolean isCsv(Path target) {
    return target.toString().toLowerCase(Locale.ROOT).endsWith(".csv");
  }

  /** Refuses an unknown ending before anything is computed. */
  public static void requireKnown(Path target) {
    options(target);
  }

  private static String options(Path target) {
    if (isCsv(target)) return "(FORMAT csv, HEADER, " + DIRECT + ")";
    String name = target.toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".parquet")) return "(FORMAT parquet, " + DIRECT + ")";
    throw new RunException(target + ": a table is written as .parquet or .csv");
  }

  /**
   * The same rows, a text that begins like a formula behind an apostrophe; see {@link CsvTable}.
   */
  private static String withoutFormulas(Path database, String sql) throws IOException {
    List<String> columns = new ArrayList<>();
    try (Connection duckdb = attached(database);
        Statement statement = duckdb.createStatement();
        ResultSet described = statement.executeQuery("DESCRIBE " + sql)) {
      while (described.next()) {
        String name = Sql.name(described.getString("column_name"));
        boolean text = described.getString("column_type").equals("VARCHAR");
        columns.add(text ? FORMULA.replace("?", name) : name);
      }
    } catch (SQLException e) {
      throw new IOException(reason(Query.firstLine(e)), e);
    }
    return "SELECT " + String.join(", ", columns) + " FROM (" + sql + ")";
  }

  private static Connection attached(Path database) throws SQLException {
    Connection duckdb = Query.open();
    try (Statement statement = duckdb.createStatement()) {
      statement.execute("ATTACH " + Sql.path(database) + " AS stored (TYPE duckdb, READ_ONLY)");
      statement.execute("USE stored");
      return duckdb;
    } catch (SQLException e) {
      duckdb.close();
      throw e;
    }
  }

  private static void copy(Path database, String what, Path file, String options)
      throws IOException {
    try (Connection duckdb = attached(database);
        Statement statement = duckdb.createStatement()) {
      statement.execute("COPY " + what + " TO " + Sql.path(file) + " " + options);
    } catch (SQLException e) {
      throw new IOException(reason(Query.firstLine(e)), e);
    }
  }

  /** What stands behind the name of the file, which is not the one that the user gave. */
  private static String reason(String line) {
    int name = line.lastIndexOf("\": ");
    return name < 0 ? line : line.substring(name + 3);
  }
}
