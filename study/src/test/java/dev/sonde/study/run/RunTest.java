package dev.sonde.study.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.figure.table.Table;
import dev.sonde.file.OutputException;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunTest {

  @TempDir Path folder;

  private static Table metrics() {
    return Table.named("metrics")
        .text("split")
        .integer("n")
        .real("accuracy")
        .truth("kept")
        .row("train", 232, 1, true)
        .row("it's \"new\"\n", 64L, Double.NaN, false)
        .row(null, null, null, null)
        .row("far", -1, Double.NEGATIVE_INFINITY, true)
        .build();
  }

  private Run publish(String name) throws IOException {
    RunInfo info = RunInfo.of("example", Map.of("hidden", "8", "seed", "7"));
    try (RunDraft draft = RunDraft.begin(folder.resolve(name), info)) {
      Tensor weight = Tensor.ofFloats("w", Shape.of(2), new float[] {1, 2});
      Path file = draft.checkpoints().resolve("last.safetensors");
      Checkpoint.of(file, List.of(weight), Map.of()).write(file);
      draft.add(metrics());
      return draft.publish();
    }
  }

  @Test
  void published_isReloadedInOneCall() throws IOException {
    publish("a");
    Run run = Run.open(folder.resolve("a"));
    assertThat(run.info().kind()).isEqualTo("example");
    assertThat(run.info().seed()).isEqualTo(7);
    assertThat(run.info().settings()).containsEntry("hidden", "8");
    assertThat(run.checkpoints()).containsExactly("last");
    assertThat(run.checkpoint("last").tensor("w").toFloats()).containsExactly(1, 2);
    assertThat(run.table("metrics")).isEqualTo(metrics());
    assertThat(run.tables().rows()).containsExactly(List.of("metrics", 4L));
  }

  @Test
  void sameName_isANewVersionBesideIt() throws IOException {
    assertThat(publish("a").folder()).isEqualTo(folder.resolve("a"));
    assertThat(publish("a").folder()).isEqualTo(folder.resolve("a-2"));
    assertThat(publish("a").folder()).isEqualTo(folder.resolve("a-3"));
    assertThat(Run.below(folder, 2)).hasSize(3);
  }

  @Test
  void unpublished_leavesNothing() throws IOException {
    try (RunDraft draft = RunDraft.begin(folder.resolve("a"), RunInfo.of("example", Map.of()))) {
      draft.add(metrics());
    }
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void shard_keepsEveryCell() throws IOException {
    RunFolder.shard(folder, List.of(metrics()));
    RunFolder.describe(folder, RunInfo.of("example", Map.of()));
    assertThat(Run.open(folder).table("metrics")).isEqualTo(metrics());
  }

  @Test
  void note_isKept_alsoWhenManyWriteAtOnce() throws Exception {
    Run run = publish("a");
    List<Thread> threads = Stream.of("one", "two", "three").map(text -> noting(run, text)).toList();
    for (Thread thread : threads) thread.join();
    Run noted = Run.open(run.folder());
    assertThat(noted.notes())
        .extracting(Note::text)
        .containsExactlyInAnyOrder("one", "two", "three");
    assertThat(noted.notes().getFirst().at())
        .matches("20\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
    assertThat(noted.info().settings()).isEqualTo(run.info().settings());
  }

  private static Thread noting(Run run, String text) {
    return Thread.ofPlatform()
        .start(
            () -> {
              try {
                run.note(text);
              } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
              }
            });
  }

  @Test
  void missing_orDamaged_isOneClearLine() throws IOException {
    assertThatThrownBy(() -> Run.open(folder))
        .isInstanceOf(RunException.class)
        .hasMessageContainingAll(folder.toString(), "run.json");
    for (String text :
        List.of(
            "",
            "{",
            "[]",
            "null",
            "{\"format\":1}",
            "{\"format\":99,\"kind\":\"x\",\"settings\":{}}")) {
      Files.writeString(folder.resolve("run.json"), text);
      assertThatThrownBy(() -> Run.open(folder))
          .as(text)
          .isInstanceOf(RunException.class)
          .hasMessageContaining("run.json")
          .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
    }
  }

  @Test
  void query_readsSeveralRuns() throws IOException {
    Path a = publish("a").folder();
    Path b = publish("b").folder();
    Table sum =
        Query.of(
            List.of(a, b), "SELECT sum(n), count(*) FROM (FROM metrics UNION ALL FROM b.metrics)");
    assertThat(sum.rows()).containsExactly(List.of(590.0, 8L));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT * FROM read_text('PASSWD')",
        "FROM 'PASSWD'",
        "SELECT * FROM glob('/*')",
        "COPY metrics TO 'OUT'",
        "EXPORT DATABASE 'OUT'",
        "ATTACH 'OUT'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET enable_external_access = true",
        "RESET lock_configuration",
        "PRAGMA profiling_output = 'OUT'",
        "INSERT INTO metrics VALUES ('x', 1, 1, true)",
        "UPDATE metrics SET n = 0",
        "DROP TABLE metrics",
        "CREATE TABLE more AS SELECT 1",
        "SELECT 1; COPY metrics TO 'OUT'",
        "SELECT * FROM 'https://example.org/x.csv'"
      })
  void query_doesNotWriteAndReachesNothingElse(String sql) throws IOException {
    Path run = publish("a").folder();
    Path secret = Files.writeString(folder.resolve("passwd.csv"), "root\n");
    Path out = folder.resolve("out");
    byte[] before = Files.readAllBytes(run.resolve("results.duckdb"));
    String query = sql.replace("PASSWD", secret.toString()).replace("OUT", out.toString());
    assertThatThrownBy(() -> Query.of(List.of(run), query))
        .isInstanceOf(RunException.class)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n", "pending query"));
    assertThat(out).doesNotExist();
    assertThat(Files.readAllBytes(run.resolve("results.duckdb"))).isEqualTo(before);
  }

  @Test
  void query_mistake_saysWhatIsWrong() throws IOException {
    Path run = publish("a").folder();
    assertThatThrownBy(() -> Query.of(List.of(run), "SELECT acuracy FROM metrics"))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("acuracy");
  }

  @Test
  void tableFile_parquetReadsBackEqual() throws Exception {
    Path file = folder.resolve("m.parquet");
    TableFile.write(metrics(), file);
    try (var duckdb = java.sql.DriverManager.getConnection("jdbc:duckdb:");
        var statement = duckdb.createStatement();
        var rows = statement.executeQuery("SELECT sum(n), count(kept) FROM '" + file + "'")) {
      rows.next();
      assertThat(rows.getLong(1)).isEqualTo(295);
      assertThat(rows.getLong(2)).isEqualTo(3);
    }
    Path csv = folder.resolve("m.csv");
    TableFile.write(metrics(), csv);
    assertThat(Files.readString(csv)).startsWith("split,n,accuracy,kept\r\ntrain,232,1.0,true\r\n");
    assertThatThrownBy(() -> TableFile.write(metrics(), folder.resolve("m.xls")))
        .isInstanceOf(RunException.class)
        .hasMessageContaining(".parquet or .csv");
  }

  private static String answer(List<Path> runs, String sql) {
    return String.valueOf(Query.of(runs, sql).rows().getFirst().getFirst());
  }

  @Test
  void query_databaseOfAnotherKind_isRefusedBeforeDuckDbSeesIt() throws IOException {
    publish("a");
    Path file = folder.resolve("a").resolve(Database.FILE);
    for (String head : new String[] {"SQLite format 3\0", "", "PAR1", "short"}) {
      Files.writeString(file, head + (head.startsWith("SQ") ? "x".repeat(4096) : ""));
      assertThatThrownBy(() -> Query.of(List.of(folder.resolve("a")), "SELECT 1"))
          .isInstanceOf(RunException.class)
          .hasMessageContaining("results.duckdb: is no DuckDB database");
    }
  }

  @Test
  void partitionedTable_replacesAnEarlierOne_andNothingElse() throws IOException {
    Table table = Table.named("t").text("shelf").real("value").row("a", 1.0).row("b", 2.0).build();
    Database.write(folder.resolve(Database.FILE), sink -> sink.add(table));
    Path target = folder.resolve("tensors");
    for (int i = 0; i < 2; i++) TableFile.export(folder, "SELECT * FROM t", target, "shelf");
    assertThat(target.resolve("shelf=a")).isDirectory();
    Path work = Files.writeString(target.resolve("thesis.txt"), "years of work");
    assertThatThrownBy(() -> TableFile.export(folder, "SELECT * FROM t", target, "shelf"))
        .isInstanceOf(OutputException.class)
        .hasMessageContaining("tensors")
        .hasMessageContaining("it holds thesis.txt");
    assertThat(work).hasContent("years of work");
    Path link = Files.createSymbolicLink(folder.resolve("link"), target);
    assertThatThrownBy(() -> TableFile.export(folder, "SELECT * FROM t", link, "shelf"))
        .hasMessageContaining("is not a folder");
    assertThat(work).exists();
  }

  @Test
  void csv_hasNoFormulas_howeverItIsWritten() throws IOException {
    Table table =
        Table.named("t")
            .text("name=1", "plain")
            .real("value")
            .row("=cmd|' /C calc'!A0", "a,b", -1.5)
            .row("-2+3", "\tx", 2.0)
            .row("w.=1", null, -0.25)
            .build();
    Path small = folder.resolve("small.csv");
    TableFile.write(table, small);
    Database.write(folder.resolve(Database.FILE), sink -> sink.add(table));
    Path streamed = folder.resolve("streamed.csv");
    TableFile.export(folder, "SELECT * FROM t", streamed, "");
    for (Path file : List.of(small, streamed)) {
      assertThat(Files.readString(file).lines())
          .containsExactly(
              "name=1,plain,value",
              "'=cmd|' /C calc'!A0,\"a,b\",-1.5",
              "'-2+3,'\tx,2.0",
              "w.=1,,-0.25");
    }
  }

  @Test
  void query_loadsNoExtension_fromTheFirstMomentOn() throws SQLException {
    try (Connection duckdb = Query.open();
        Statement statement = duckdb.createStatement()) {
      for (String setting :
          List.of(
              "autoinstall_known_extensions",
              "autoload_known_extensions",
              "allow_community_extensions")) {
        try (ResultSet result =
            statement.executeQuery("SELECT current_setting('" + setting + "')")) {
          assertThat(result.next()).isTrue();
          assertThat(result.getBoolean(1)).as(setting).isFalse();
        }
      }
    }
  }

  @Test
  void query_runsCalledAsDuckDbsOwn_areRead() throws IOException {
    for (String name : List.of("main", "temp", "memory", "system", "a;b", "it's \"x\"", "A")) {
      publish(name);
      assertThat(answer(List.of(folder.resolve(name)), "SELECT count(*) FROM metrics"))
          .isEqualTo("4");
    }
    List<Path> both = List.of(folder.resolve("temp"), folder.resolve("A"), folder.resolve("a;b"));
    assertThat(answer(both, "SELECT count(*) FROM temp_2.metrics, \"a;b\".metrics"))
        .isEqualTo("16");
  }

  @Test
  void query_bytes_areShownInHexadecimal() throws IOException {
    publish("a");
    assertThat(answer(List.of(folder.resolve("a")), "SELECT '\\xAB\\x00z'::BLOB"))
        .isEqualTo("\\xAB\\x00\\x7A");
  }

  @Test
  void query_tooLargeAnAnswer_isOneLine() throws IOException {
    publish("a");
    List<Path> run = List.of(folder.resolve("a"));
    assertThatThrownBy(() -> Query.of(run, "SELECT repeat('x', 5000000000)"))
        .isInstanceOf(RunException.class)
        .hasMessageStartingWith("the query failed: ");
    assertThatThrownBy(() -> Query.of(run, "SELECT x, x FROM range(501) t(x)", 1000))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("more than 1,000 values");
  }

  @Test
  void runWithoutKind_isOneClearLine() throws IOException {
    Path run = Files.createDirectories(folder.resolve("r"));
    for (String text :
        List.of(
            "{\"format\":1,\"settings\":{}}",
            "{\"format\":1,\"kind\":\"x\"}",
            "{\"format\":1,\"kind\":\"x\",\"settings\":{\"a\":null}}")) {
      Files.writeString(run.resolve("run.json"), text);
      assertThatThrownBy(() -> Run.open(run))
          .isInstanceOf(RunException.class)
          .hasMessageContaining("is damaged, or was not written by Sonde");
    }
    for (String text :
        List.of(
            "{}",
            "{\"tables\":[{}]}",
            "{\"tables\":[{\"name\":\"t\",\"columns\":[],\"rows\":[[1]]}]}")) {
      Files.writeString(run.resolve("tables.json"), text);
      assertThatThrownBy(() -> Shard.read(run))
          .as(text)
          .isInstanceOf(RunException.class)
          .hasMessageContaining("is damaged, or was not written by Sonde");
    }
  }

  @Test
  void version_killedWhileItIsKept_isKeptTheNextTime() throws IOException {
    Path study = folder.resolve("s");
    StudyFolder gathered = new StudyFolder(study);
    gathered.begin(RunInfo.of("x", Map.of("a", "1")));
    Files.writeString(Files.createDirectories(study.resolve("figures")).resolve("f"), "new");
    Files.writeString(study.resolve("report.html"), "old");
    Files.createDirectories(study.resolve("versions/1/figures"));
    gathered.begin(RunInfo.of("x", Map.of("a", "2")));
    assertThat(study.resolve("versions/2/figures/f")).hasContent("new");
    assertThat(study.resolve("versions/2/report.html")).hasContent("old");
    assertThat(Run.open(study.resolve("versions/2")).info().settings()).containsEntry("a", "1");
    assertThat(Run.open(study).info().settings()).containsEntry("a", "2");
  }

  /** Begins a study, says so, and stays until it is told to end. */
  static final class AtWork {
    public static void main(String[] arguments) throws IOException {
      new StudyFolder(Path.of(arguments[0])).begin(RunInfo.of("x", Map.of("a", "1")));
      System.out.println("begun");
      System.in.read();
    }
  }

  private static String classPath() {
    return RunTest.class.getClassLoader() instanceof URLClassLoader loader
        ? Arrays.stream(loader.getURLs()).map(URL::getPath).collect(Collectors.joining(":"))
        : System.getProperty("java.class.path");
  }

  @Test
  void twoStudies_inOneFolderAtOnce_areRefused() throws Exception {
    Path study = folder.resolve("s");
    Process other =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "-cp",
                classPath(),
                AtWork.class.getName(),
                study.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (var out = other.inputReader()) {
      assertThat(out.readLine()).isEqualTo("begun");
      StudyFolder here = new StudyFolder(study);
      here.begin(RunInfo.of("x", Map.of("a", "1")));
      assertThatThrownBy(() -> here.begin(RunInfo.of("x", Map.of("a", "2"))))
          .isInstanceOf(RunException.class)
          .hasMessageContaining("another process is at work");
      other.destroyForcibly().waitFor();
      here.begin(RunInfo.of("x", Map.of("a", "2")));
      assertThat(Run.open(study).info().settings()).containsEntry("a", "2");
    } finally {
      other.destroyForcibly();
    }
  }
}
