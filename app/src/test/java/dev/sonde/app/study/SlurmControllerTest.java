package dev.sonde.app.study;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.app.Main;
import dev.sonde.app.output.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A study of two stages, submitted to a real controller; a task that runs is killed and requeued.
 */
class SlurmControllerTest {

  private static final String STUDY =
      "study addition --digits 1 --units 6 --samples 60 --epochs 40 --runs 2 --looked 2 --asked 40"
          + " --no-variants";
  private static final String QUERY = "select * from accuracy, ablation order by all";

  @TempDir private Path folder = Path.of("");

  @Test
  void stagesRunInTheirOrder_andATaskKilledAndRequeuedLosesNothing() throws Exception {
    Path home = Files.createTempDirectory("slurm");
    try (SlurmController slurm = SlurmController.orSkip(home)) {
      Path study = folder.resolve("study");
      sonde(STUDY, "--runner", "slurm", "--out", study.toString());
      List<String> program = List.of("SONDE=" + program());
      String submitted = slurm.run(program, "bash", study.resolve("submit.sh").toString());
      assertThat(submitted.lines()).hasSize(2);
      String first = submitted.lines().findFirst().orElseThrow().replaceAll(".*job ", "").strip();
      String task = first + "_0";
      slurm.await(() -> state(slurm, task).equals("RUNNING"), "a task to run");
      slurm.run("scontrol", "requeue", task);
      slurm.await(() -> slurm.run("squeue", "-h").isBlank(), "all tasks");
      assertThat(slurm.run("scontrol", "-o", "show", "job", task))
          .contains("Restarts=1", "JobState=COMPLETED");
      sonde(STUDY, "--runner", "gather", "--out", study.toString());
      Path local = folder.resolve("local");
      sonde(STUDY, "--out", local.toString());
      assertThat(tables(local).lines().count()).isGreaterThan(4);
      assertThat(tables(study)).isEqualTo(tables(local));
    } finally {
      delete(home);
    }
  }

  private static String state(SlurmController slurm, String task)
      throws IOException, InterruptedException {
    return slurm.run("squeue", "-h", "-j", task, "-o", "%T").strip();
  }

  /** The program under test as a command. */
  private Path program() throws IOException {
    Path script = folder.resolve("sonde.sh");
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> command =
        new ArrayList<>(
            List.of(
                "exec",
                java,
                "--add-modules",
                "jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx1g",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                "'" + System.getProperty("java.class.path") + "'",
                "dev.sonde.app.Main",
                "\"$@\""));
    Files.writeString(script, "#!/bin/bash\n" + String.join(" ", command) + "\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    return script;
  }

  private static String sonde(String line, String... more) {
    List<String> arguments = new ArrayList<>(List.of(line.split(" ")));
    arguments.addAll(List.of(more));
    StringWriter said = new StringWriter();
    Console console = new Console(new PrintWriter(said), new PrintWriter(said), false, 100);
    assertThat(Main.run(console, arguments.toArray(String[]::new))).as(said.toString()).isZero();
    return said.toString();
  }

  private static String tables(Path study) {
    return sonde("sql", "--run", study.toString(), QUERY);
  }

  private static void delete(Path home) throws IOException {
    try (var tree = Files.walk(home)) {
      for (Path file : tree.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
