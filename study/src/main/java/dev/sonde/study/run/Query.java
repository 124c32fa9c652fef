package dev.sonde.study.run;

import dev.sonde.figure.table.Head;
import dev.sonde.figure.table.Table;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Blob;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * SQL over the tables of one or more runs. A query can only read them: the databases are attached
 * read-only, and DuckDB is told to reach no file and no network and to accept no other settings
 * before the query is seen. That it loads no extension it is told before it sees any file, for a
 * run folder may hold anything under the name of a database.
 */
public final class Query {

  /** After the runs are attached. */
  private static final List<String> LOCKS =
      List.of("SET enable_external_access = false", "SET lock_configuration = true");

  /** Names that DuckDB has for databases and schemas of its own. */
  private static final Set<String> TAKEN =
      Set.of("main", "temp", "memory", "system", "information_schema", "pg_catalog");

  /** Cells of an answer, all of which are in memory. */
  private static final long MOST_CELLS = 20_000_000;

  private static final long LEAST_MEMORY = 256L << 20;

  private Query() {}

  /**
   * Answers a query. Tables of the first run are called by their name; of every run, by {@code
   * RUN.TABLE}, where RUN is the name of its folder (with {@code _2}, {@code _3} for names that are
   * taken, by DuckDB itself too: {@code main}, {@code temp}, {@code memory}).
   *
   * @param runs folders with a {@code results.duckdb}
   * @throws RunException if a run has no tables, or the query is wrong or asks for more than
   *     reading
   */
  public static Table of(List<Path> runs, String sql) {
    return of(runs, sql, MOST_CELLS);
  }

  /** As {@link #of(List, String)}, of at most so many values. */
  public static Table of(List<Path> runs, String sql, long mostCells) {
    try (Connection duckdb = open()) {
      attach(duckdb, runs);
      lock(duckdb);
      try (PreparedStatement statement = duckdb.prepareStatement(sql)) {
        return statement.execute()
            ? table(statement.getResultSet(), mostCells)
            : Table.named("result").build();
      }
    } catch (SQLException e) {
      throw new RunException("the query failed: " + firstLine(e), e);
    }
  }

  /**
   * A new DuckDB in memory.
   *
   * @throws RunException if there is no room for its library, which its driver unpacks
   */
  static Connection open() throws SQLException {
    try {
      return DriverManager.getConnection("jdbc:duckdb:", closed());
    } catch (ExceptionInInitializerError | NoClassDefFoundError | UnsatisfiedLinkError e) {
      Throwable why = e;
      while (why.getCause() != null) why = why.getCause();
      throw new RunException(
          System.getProperty("java.io.tmpdir")
              + ": DuckDB's library cannot be unpacked there ("
              + why.getMessage()
              + "); make room, or set SONDE_JVM=-Djava.io.tmpdir=FOLDER",
          e);
    }
  }

  /** From here on no file is reached, no network, and no setting is taken. */
  static void lock(Connection duckdb) throws SQLException {
    for (String lock : LOCKS) execute(duckdb, lock);
  }

  /** One that loads nothing, spills nothing and leaves memory for the answer. */
  private static Properties closed() {
    Properties closed = new Properties();
    closed.setProperty("autoinstall_known_extensions", "false");
    closed.setProperty("autoload_known_extensions", "false");
    closed.setProperty("allow_community_extensions", "false");
    closed.setProperty("temp_directory", "");
    long memory = Math.max(LEAST_MEMORY, Runtime.getRuntime().maxMemory() / 4);
    closed.setProperty("memory_limit", (memory >> 20) + "MiB");
    return closed;
  }

  private static void attach(Connection duckdb, List<Path> runs) throws SQLException {
    Set<String> taken = new HashSet<>(TAKEN);
    List<String> names = new ArrayList<>();
    for (Path run : runs) {
      Path file = run.resolve(Database.FILE);
      if (!Files.isRegularFile(file)) {
        throw new RunException(
            run + ": has no " + Database.FILE + "; 'sonde runs' lists the runs that are there");
      }
      requireDatabase(file);
      String base = name(run);
      String name = base;
      for (int i = 2; !taken.add(name.toLowerCase(Locale.ROOT)); i++) name = base + "_" + i;
      names.add(name);
      String how = " (TYPE duckdb, READ_ONLY)";
      execute(duckdb, "ATTACH " + Sql.path(file) + " AS " + Sql.name(name) + how);
    }
    if (!names.isEmpty()) execute(duckdb, "USE " + Sql.name(names.getFirst()));
  }

  /** DuckDB would look what else the file may be. */
  private static void requireDatabase(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] head = in.readNBytes(12);
      if (!new String(head, StandardCharsets.ISO_8859_1).endsWith("DUCK")) {
        throw new RunException(file + ": is no DuckDB database");
      }
    } catch (IOException e) {
      throw new RunException(file + ": cannot be read: " + e.getMessage(), e);
    }
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

  static Table table(ResultSet result, long mostCells) throws SQLException {
    ResultSetMetaData meta = result.getMetaData();
    Table.Builder table = Table.named("result");
    for (int i = 1; i <= meta.getColumnCount(); i++) {
      table.column(Head.of(meta.getColumnName(i), type(meta, i)));
    }
    long cells = 0;
    while (next(result)) {
      cells += meta.getColumnCount();
      if (cells > mostCells) {
        throw new RunException(
            "the query gives more than %,d values; ask for fewer, or for sums of them"
                .formatted(mostCells));
      }
      List<@Nullable Object> row = new ArrayList<>();
      for (int i = 1; i <= meta.getColumnCount(); i++) row.add(cell(result, i, type(meta, i)));
      table.row(row);
    }
    return table.build();
  }

  /** The driver has no array for a value of 2³¹ bytes or more, and no word for it. */
  private static boolean next(ResultSet result) throws SQLException {
    try {
      return result.next();
    } catch (NullPointerException e) {
      throw new SQLException("a value of the answer is too large", e);
    }
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
      case TEXT -> cell instanceof Blob blob ? hex(blob) : cell.toString();
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

  /** As DuckDB itself shows bytes: {@code \x00\xFF}. */
  private static String hex(Blob blob) throws SQLException {
    byte[] bytes = blob.getBytes(1, Math.toIntExact(blob.length()));
    StringBuilder hex = new StringBuilder(4 * bytes.length);
    for (byte b : bytes) hex.append("\\x").append(HexFormat.of().withUpperCase().toHexDigits(b));
    return hex.toString();
  }

  /** What DuckDB says, without the picture of the query below it. */
  static String firstLine(SQLException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason given");
  }
}
