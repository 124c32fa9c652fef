package dev.sonde.study.run;

import dev.sonde.figure.table.Head;
import dev.sonde.figure.table.Table;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * SQL over the tables of one or more runs. A query can only read them: the databases are attached
 * read-only, and DuckDB is told to reach no file and no network and to accept no other settings
 * before the query is seen.
 */
public final class Query {

  /** Order matters: the last two close the door. */
  private static final List<String> LOCKS =
      List.of(
          "SET autoinstall_known_extensions = false",
          "SET autoload_known_extensions = false",
          "SET allow_community_extensions = false",
          "SET temp_directory = ''",
          "SET enable_external_access = false",
          "SET lock_configuration = true");

  private Query() {}

  /**
   * Answers a query. Tables of the first run are called by their name; of every run, by {@code
   * RUN.TABLE}, where RUN is the name of its folder (with {@code _2}, {@code _3} for equal names).
   *
   * @param runs folders with a {@code results.duckdb}
   * @throws RunException if a run has no tables, or the query is wrong or asks for more than
   *     reading
   */
  public static Table of(List<Path> runs, String sql) {
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:")) {
      attach(duckdb, runs);
      for (String lock : LOCKS) execute(duckdb, lock);
      try (PreparedStatement statement = duckdb.prepareStatement(sql)) {
        return statement.execute()
            ? table(statement.getResultSet())
            : Table.named("result").build();
      }
    } catch (SQLException e) {
      throw new RunException("the query failed: " + firstLine(e), e);
    }
  }

  private static void attach(Connection duckdb, List<Path> runs) throws SQLException {
    Set<String> names = new LinkedHashSet<>();
    for (Path run : runs) {
      Path file = run.resolve(Database.FILE);
      if (!Files.isRegularFile(file)) {
        throw new RunException(
            run + ": has no " + Database.FILE + "; 'sonde runs' lists the runs that are there");
      }
      String base = name(run);
      String name = base;
      for (int i = 2; !names.add(name); i++) name = base + "_" + i;
      execute(duckdb, "ATTACH " + Sql.path(file) + " AS " + Sql.name(name) + " (READ_ONLY)");
    }
    if (!names.isEmpty()) execute(duckdb, "USE " + Sql.name(names.iterator().next()));
  }

  private static String name(Path run) {
    Path name = run.toAbsolutePath().normalize().getFileName();
    return name == null ? "run" : name.toString();
  }

  private static void execute(Connection duckdb, String sql) throws SQLException {
    try (Statement statement = duckdb.createStatement()) {
      statement.execute(sql);
    }
  }

  private static Table table(ResultSet result) throws SQLException {
    ResultSetMetaData meta = result.getMetaData();
    Table.Builder table = Table.named("result");
    for (int i = 1; i <= meta.getColumnCount(); i++) {
      table.column(Head.of(meta.getColumnName(i), type(meta, i)));
    }
    while (result.next()) {
      List<@Nullable Object> row = new ArrayList<>();
      for (int i = 1; i <= meta.getColumnCount(); i++) row.add(cell(result, i, type(meta, i)));
      table.row(row);
    }
    return table.build();
  }

  private static Head.Type type(ResultSetMetaData meta, int column) throws SQLException {
    String name = meta.getColumnTypeName(column);
    return switch (meta.getColumnType(column)) {
      case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT -> Head.Type.INTEGER;
      case Types.REAL, Types.FLOAT, Types.DOUBLE, Types.DECIMAL, Types.NUMERIC -> Head.Type.REAL;
      case Types.BOOLEAN, Types.BIT -> Head.Type.TRUTH;
      // Sums of integers.
      default -> name.equals("HUGEINT") ? Head.Type.REAL : Head.Type.TEXT;
    };
  }

  private static @Nullable Object cell(ResultSet result, int column, Head.Type type)
      throws SQLException {
    Object cell = result.getObject(column);
    if (cell == null) return null;
    return switch (type) {
      case TEXT -> cell.toString();
      case TRUTH -> cell;
      case INTEGER -> cell instanceof Number number ? (Object) number.longValue() : null;
      case REAL ->
          switch (cell) {
            case BigInteger whole -> whole.doubleValue();
            case BigDecimal decimal -> decimal.doubleValue();
            case Number number -> number.doubleValue();
            default -> null;
          };
    };
  }

  /** What DuckDB says, without the picture of the query below it. */
  static String firstLine(SQLException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason given");
  }
}
