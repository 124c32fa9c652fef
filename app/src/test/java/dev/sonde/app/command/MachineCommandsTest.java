package dev.sonde.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.app.Main;
import dev.sonde.app.output.Console;
import dev.sonde.automata.Machine;
import dev.sonde.automata.Separation;
import dev.sonde.automata.dot.DotReader;
import dev.sonde.automata.language.Tomita;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class MachineCommandsTest {

  @TempDir private Path folder = Path.of("");

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final Console console =
      new Console(new PrintWriter(out), new PrintWriter(err), false, 100);

  private JsonNode json() {
    return new JsonMapper().readTree(out.toString());
  }

  @Test
  void machine_json_hasItsTableAndProvenanceLast() {
    assertThat(Main.run(console, "machine", "tomita7", "--json")).isZero();
    JsonNode found = json();
    assertThat(found.path("machine").path("states").size()).isEqualTo(5);
    assertThat(found.path("is_minimal").booleanValue()).isTrue();
    assertThat(out.toString().stripTrailing()).endsWith("}\n}");
    assertThat(found.propertyNames()).last().isEqualTo("provenance");
  }

  @Test
  void machine_isWrittenAndReadAgain_andDrawnTheSameTwice() throws Exception {
    Path dot = folder.resolve("t.dot");
    assertThat(Main.run(console, "machine", "tomita3", "-o", dot.toString())).isZero();
    Machine again = DotReader.read(dot);
    assertThat(Separation.equivalent(again, Tomita.of(3))).isTrue();
    Path one = folder.resolve("one.svg");
    Path two = folder.resolve("two.svg");
    assertThat(Main.run(console, "machine", dot.toString(), "-o", one.toString())).isZero();
    assertThat(Main.run(console, "machine", dot.toString(), "-o", two.toString())).isZero();
    assertThat(Files.readString(one)).isEqualTo(Files.readString(two)).contains("s0", "s4");
  }

  @Test
  void machine_comparison_namesTheShortestWord() {
    assertThat(Main.run(console, "machine", "tomita4", "--equivalent", "tomita1")).isZero();
    assertThat(out.toString())
        .contains("not equivalent to tomita1; the shortest distinguishing word is '0'");
  }

  @Test
  void mistakes_areOneLineAndCode2() throws Exception {
    assertThat(Main.run(console, "machine", "tomita9")).isEqualTo(2);
    assertThat(err.toString()).contains("tomita9").contains("tomita1").hasLineCount(1);
    Path broken = folder.resolve("broken.dot");
    Files.writeString(broken, "digraph {\ns0 -> ");
    assertThat(Main.run(console, "machine", broken.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("broken.dot: line 2");
    assertThat(Main.run(console, "states", "--machine", "tomita1")).isEqualTo(2);
    assertThat(Main.run(console, "study", "states", "--sizes", "huge")).isEqualTo(2);
  }

  @Test
  void plan_listsEveryTrial_andTheSlurmScriptsAreBash() throws Exception {
    Path study = folder.resolve("study");
    int code =
        Main.run(
            console,
            "study",
            "states",
            "--machines",
            "tomita1,tomita2",
            "--cells",
            "gru,relu",
            "--sizes",
            "1,1.5,2x1",
            "--runner",
            "slurm",
            "--out",
            study.toString());
    assertThat(code).as(err.toString()).isZero();
    assertThat(Files.readAllLines(study.resolve("plan.jsonl"))).hasSize(2 * 2 * 3 * 2);
    for (String script : List.of("networks.sbatch", "submit.sh")) {
      assertThat(bash("bash -n " + study.resolve(script))).isEmpty();
    }
  }

  private static String bash(String command) throws Exception {
    Process process = new ProcessBuilder("bash", "-c", command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return said;
  }
}
