package dev.sonde.study.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SlurmJobsTest {

  @TempDir Path folder;

  @Test
  void everyLineOfAStage_isRunOnce_byTheTasksOfItsArray() throws Exception {
    for (int trials : List.of(1, 9, 10, 11, 103)) {
      String script = SlurmJobs.array("look", 20, 20 + trials, 10);
      Path array = folder.resolve("array.sh");
      Files.writeString(array, script.replace("\"$sonde\" trial", "echo"));
      int last = Integer.parseInt(script.replaceAll("(?s).*--array=0-(\\d+)\n.*", "$1"));
      assertThat(last).isLessThan(10);
      String lines =
          bash(
              "export SLURM_SUBMIT_DIR=x; for i in $(seq 0 "
                  + last
                  + "); do SLURM_ARRAY_TASK_ID=$i bash "
                  + array
                  + "; done | grep -o 'line [0-9]*' | cut -d' ' -f2 | sort -n");
      List<String> wanted = new ArrayList<>();
      for (int line = 20; line < 20 + trials; line++) wanted.add(String.valueOf(line));
      assertThat(lines.lines().toList()).isEqualTo(wanted);
    }
  }

  @Test
  void aStage_waitsForTheOneBefore() throws Exception {
    Trial first = Trial.of("squares", Map.of("n", "1"));
    Trial second = Trial.of("squares", Map.of("n", "2", "of", first.key()));
    TrialPlan plan =
        new TrialPlan(
            List.of(
                new Stage("train", List.of(first)),
                new Stage("none", List.of()),
                new Stage("look", List.of(second))));
    Path submit = SlurmJobs.write(folder, plan);
    Path sbatch = folder.resolve("sbatch");
    Files.writeString(
        sbatch,
        """
        #!/bin/bash
        echo "$@" >>calls
        echo "$(wc -l <calls);cluster"
        """);
    Files.setPosixFilePermissions(sbatch, PosixFilePermissions.fromString("rwxr-xr-x"));
    assertThat(bash("PATH=" + folder + ":$PATH bash " + submit))
        .isEqualTo("train.sbatch: job 1\nlook.sbatch: job 2\n");
    assertThat(Files.readAllLines(folder.resolve("calls")))
        .containsExactly(
            "--parsable train.sbatch",
            "--parsable --dependency=afterok:1 --kill-on-invalid-dep=yes look.sbatch");
    assertThat(Files.readString(folder.resolve("look.sbatch"))).contains("first=$((1 + ");
  }

  private static String bash(String command) throws Exception {
    Process process = new ProcessBuilder("bash", "-c", command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }
}
