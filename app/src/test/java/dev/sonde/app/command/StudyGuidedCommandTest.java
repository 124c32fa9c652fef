package dev.sonde.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.app.Main;
import dev.sonde.app.output.Console;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The command on networks too small to learn: what it leaves, and what it says of mistakes. */
class StudyGuidedCommandTest {

  @TempDir private static Path folder;

  private static final StringWriter FIRST = new StringWriter();

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final Console console =
      new Console(new PrintWriter(out), new PrintWriter(err), false, 100);

  private static String[] study(String name, String... more) {
    List<String> arguments = new ArrayList<>(List.of("study", "guided", "--out"));
    arguments.add(folder.resolve(name).toString());
    arguments.addAll(List.of("--hidden", "5", "--epochs", "1", "--retrain-epochs", "1"));
    arguments.addAll(List.of("--runs", "2", "--transfer-runs", "1"));
    arguments.addAll(List.of(more));
    return arguments.toArray(String[]::new);
  }

  @BeforeAll
  static void run() {
    Console console = new Console(new PrintWriter(FIRST), new PrintWriter(FIRST), false, 100);
    assertThat(Main.run(console, study("a"))).isZero();
  }

  @Test
  void leavesAReport_figures_networks_andTables() throws Exception {
    Path study = folder.resolve("a");
    assertThat(FIRST.toString()).contains("GRU, 2 networks per group.").contains("Page: ");
    String report = Files.readString(study.resolve("report.html"));
    assertThat(report)
        .contains("What the networks can do: GRU", "Moving parts: GRU", "Pruning: GRU")
        .contains("Does the decoder carry the ability?", "0.901 on heldout_tables")
        .doesNotContain("src=\"http", "href=\"http", folder.toString() + "/trials");
    assertThat(study.resolve("figures/gru-probes.svg")).isNotEmptyFile();
    assertThat(study.resolve("networks/gru-baseline-2.safetensors")).isNotEmptyFile();
    String sql = "select model, run, split, sequence from accuracy order by all";
    assertThat(Main.run(console, "sql", "--run", study.toString(), sql)).isZero();
    assertThat(out.toString().lines()).hasSize(1 + 2 * 2 * 9);
  }

  @Test
  void inProcesses_findsTheSame() {
    assertThat(Main.run(console, study("b", "--processes", "--slots", "1"))).isZero();
    for (String table : List.of("accuracy", "transfer", "pruning", "probes", "rows")) {
      String query = "from " + table + " order by all";
      assertThat(answer("b", query)).isEqualTo(answer("a", query)).isNotEmpty();
    }
  }

  private static String answer(String name, String query) {
    StringWriter said = new StringWriter();
    Console console = new Console(new PrintWriter(said), new PrintWriter(said), false, 100);
    assertThat(Main.run(console, "sql", "--run", folder.resolve(name).toString(), query))
        .as(said.toString())
        .isZero();
    return said.toString();
  }

  @Test
  void again_json_runsNothingTwice_andEndsWithProvenance() throws Exception {
    byte[] before = Files.readAllBytes(folder.resolve("a/run.json"));
    assertThat(Main.run(console, study("a", "--json"))).isZero();
    JsonNode json = new JsonMapper().readTree(out.toString());
    assertThat(json.get("tables").get("accuracy").size()).isEqualTo(2 * 9);
    assertThat(json.get("tables").get("headline").size()).isEqualTo(3);
    assertThat(json.propertyNames().stream().toList().getLast()).isEqualTo("provenance");
    assertThat(Files.readAllBytes(folder.resolve("a/run.json"))).isEqualTo(before);
  }

  @Test
  void trial_ofThePlan_isFinishedAlready() {
    assertThat(Main.run(console, "trial", folder.resolve("a").toString(), "--line", "3")).isZero();
    assertThat(Main.run(console, "trial", folder.resolve("a").toString(), "--line", "9999"))
        .isEqualTo(2);
    assertThat(err.toString()).contains("the plan has lines 0 to").hasLineCount(1);
  }

  @Test
  void mistakes_areOneLineAndExitCode2() {
    String file = folder.resolve("a/run.json").toString();
    for (String[] wrong :
        new String[][] {
          {"study", "guided", "--preset", "fast", "--out", folder + "/x"},
          {"study", "guided", "--cells", "rnn", "--out", folder + "/x"},
          {"study", "guided", "--runs", "0", "--out", folder + "/x"},
          {"study", "guided", "--data", folder + "/none", "--out", folder + "/x"},
          {"study", "guided", "--out", file},
        }) {
      err.getBuffer().setLength(0);
      assertThat(Main.run(console, wrong)).as(String.join(" ", wrong)).isEqualTo(2);
      assertThat(err.toString()).hasLineCount(1);
    }
    assertThat(folder.resolve("x")).doesNotExist();
  }
}
