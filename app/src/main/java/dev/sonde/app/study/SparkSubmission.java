package dev.sonde.app.study;

import dev.sonde.app.output.UserError;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The plan of a study, for {@code spark-submit}.
 *
 * @param jar of Sonde's module spark
 * @param master Spark's; null: as spark-submit is configured
 * @param study its folder; without a store, under the same path on all machines
 * @param sonde the program on the executors
 * @param store the study's address in an object store or HDFS; null: machines share the folder
 */
record SparkSubmission(
    Path jar, @Nullable String master, Path study, String sonde, @Nullable String store) {

  private static final String PROGRAM = "spark-submit";

  /** As many tasks as the plan has trials. */
  private static final String A_TASK_EACH = "0";

  /** {@code spark-submit} below {@code SPARK_HOME} or on {@code PATH}. */
  static Optional<Path> program(Map<String, String> environment) {
    List<Path> folders = new ArrayList<>();
    String home = environment.getOrDefault("SPARK_HOME", "");
    if (!home.isBlank()) folders.add(Path.of(home, "bin"));
    for (String entry : environment.getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
      if (!entry.isBlank()) folders.add(Path.of(entry));
    }
    return folders.stream()
        .map(folder -> folder.resolve(PROGRAM))
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .findFirst();
  }

  private List<String> arguments(String url) {
    List<String> all = new ArrayList<>();
    if (!url.isEmpty()) all.addAll(List.of("--master", url));
    all.addAll(List.of("--class", "dev.sonde.spark.SparkTrials", jar.toString()));
    all.addAll(List.of(study.toAbsolutePath().normalize().toString(), sonde));
    if (store != null) all.addAll(List.of(A_TASK_EACH, store));
    return all;
  }

  /** What a person types. */
  String line() {
    return PROGRAM + " " + String.join(" ", arguments(master == null ? "URL" : master));
  }

  /**
   * Runs it and waits; what Spark says goes to standard error.
   *
   * @throws UserError if it ends with an exit code that is not 0
   */
  void run(Path program) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(arguments(master == null ? "" : master));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    try {
      process.getInputStream().transferTo(System.err);
      int code = process.waitFor();
      if (code != 0) {
        throw new UserError(
            PROGRAM
                + " ended with "
                + code
                + "; what was finished is kept, the same command goes on with the rest");
      }
    } finally {
      process.destroy();
    }
  }
}
