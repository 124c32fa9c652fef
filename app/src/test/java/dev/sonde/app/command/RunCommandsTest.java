package dev.sonde.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.app.Main;
import dev.sonde.app.output.Console;
import dev.sonde.figure.table.Table;
import dev.sonde.study.run.RunDraft;
import dev.sonde.study.run.RunInfo;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RunCommandsTest {

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final Console console =
      new Console(new PrintWriter(out), new PrintWriter(err), false, 100);

  private String run = "";

  @BeforeEach
  void write() throws Exception {
    RunInfo info = RunInfo.of("example", Map.of("seed", "3"));
    try (RunDraft draft = RunDraft.begin(folder.resolve("one"), info)) {
      draft.add(
          Table.named("accuracy")
              .text("split")
              .real("sequence")
              .row("train", 1)
              .row("new\u001b[31m", Double.NaN)
              .build());
      run = draft.publish().folder().toString();
    }
  }

  private JsonNode json() {
    return new JsonMapper().readTree(out.toString());
  }

  @Test
  void sql_printsTheAnswer_withNothingThatATerminalObeys() {
    assertThat(Main.run(console, "sql", "--run", run, "from accuracy order by split desc"))
        .isZero();
    assertThat(out.toString())
        .isEqualTo("split        sequence\ntrain               1\nnew\\x1b[31m         –\n");
  }

  @Test
  void sql_json_isOneObjectPerRow_andProvenanceLast() {
    assertThat(Main.run(console, "sql", "--json", "--run", run, "from accuracy")).isZero();
    assertThat(json().get("rows").get(0).get("split").asString()).isEqualTo("train");
    assertThat(json().get("rows").get(1).get("sequence").isNull()).isTrue();
    assertThat(json().propertyNames().stream().toList().getLast()).isEqualTo("provenance");
  }

  @Test
  void sql_wrongQuery_isOneLineAndExitCode2() {
    assertThat(Main.run(console, "sql", "--run", run, "from acuracy")).isEqualTo(2);
    assertThat(err.toString()).contains("acuracy").hasLineCount(1);
  }

  @Test
  void sql_output_writesAFile() throws Exception {
    Path file = folder.resolve("a.csv");
    assertThat(Main.run(console, "sql", "--run", run, "from accuracy limit 1", "-o", file + ""))
        .isZero();
    assertThat(Files.readString(file)).isEqualTo("split,sequence\r\ntrain,1.0\r\n");
    assertThat(Main.run(console, "sql", "--run", run, "from accuracy", "-o", "a.xls")).isEqualTo(2);
  }

  @Test
  void runs_areListed_shown_noted_exported() {
    assertThat(Main.run(console, "runs", folder.toString())).isZero();
    assertThat(out.toString()).contains("one", "example").hasLineCount(2);
    assertThat(Main.run(console, "runs", "note", run, "a", "good one")).isZero();
    out.getBuffer().setLength(0);
    assertThat(Main.run(console, "runs", "show", run)).isZero();
    assertThat(out.toString()).contains("seed", "accuracy", "  a good one");
    out.getBuffer().setLength(0);
    assertThat(Main.run(console, "runs", "show", "--json", run)).isZero();
    assertThat(json().get("run").get("seed").asInt()).isEqualTo(3);
    Path tables = folder.resolve("tables");
    assertThat(Main.run(console, "runs", "export", run, "-o", tables.toString())).isZero();
    assertThat(tables.resolve("accuracy.parquet")).isNotEmptyFile();
  }

  @Test
  void runs_whereNoneIs_isOneLineAndExitCode2() {
    assertThat(Main.run(console, "runs", "show", folder.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("holds no run").hasLineCount(1);
  }
}
