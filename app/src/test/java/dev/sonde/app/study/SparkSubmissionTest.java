package dev.sonde.app.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.app.output.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SparkSubmissionTest {

  @TempDir Path folder;

  private Path program(int code) throws Exception {
    Path file = Files.createDirectories(folder.resolve("bin")).resolve("spark-submit");
    Files.writeString(
        file, "#!/bin/sh\nprintf '%s\\n' \"$@\" > '" + said() + "'\nexit " + code + "\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Path said() {
    return folder.resolve("said.txt");
  }

  private SparkSubmission submission(@Nullable String master) {
    return submission(master, null);
  }

  private SparkSubmission submission(@Nullable String master, @Nullable String store) {
    return new SparkSubmission(Path.of("s.jar"), master, Path.of("/shared/zoo"), "sonde", store);
  }

  @Test
  void theProgram_isThatOfSparkHome_orOnThePath_orMissing() throws Exception {
    Path program = program(0);
    Map<String, String> none = Map.of("PATH", folder.toString());
    assertThat(SparkSubmission.program(none)).isEmpty();
    assertThat(SparkSubmission.program(Map.of())).isEmpty();
    assertThat(SparkSubmission.program(Map.of("SPARK_HOME", folder.toString()))).contains(program);
    Map<String, String> path = Map.of("PATH", "/nowhere:" + folder.resolve("bin"));
    assertThat(SparkSubmission.program(path)).contains(program);
  }

  @Test
  void itIsStartedWithTheStudyAndTheProgram_andWaitedFor() throws Exception {
    submission("spark://h:7077").run(program(0));
    assertThat(Files.readAllLines(said()))
        .containsExactly(
            "--master",
            "spark://h:7077",
            "--class",
            "dev.sonde.spark.SparkTrials",
            "s.jar",
            "/shared/zoo",
            "sonde");
  }

  @Test
  void withoutAMaster_sparkChooses_andTheLineSaysWhereOneGoes() throws Exception {
    submission(null).run(program(0));
    assertThat(Files.readAllLines(said())).doesNotContain("--master").contains("/shared/zoo");
    assertThat(submission(null).line())
        .isEqualTo(
            "spark-submit --master URL --class dev.sonde.spark.SparkTrials s.jar /shared/zoo"
                + " sonde");
  }

  @Test
  void aStore_followsTheNumberOfTasks() throws Exception {
    submission(null, "s3a://bucket/zoo").run(program(0));
    assertThat(Files.readAllLines(said()))
        .endsWith("/shared/zoo", "sonde", "0", "s3a://bucket/zoo");
  }

  @Test
  void anExitCode_isSaid() throws Exception {
    Path program = program(3);
    assertThatThrownBy(() -> submission(null).run(program))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("ended with 3");
  }
}
