package dev.sonde.app.study;

import dev.sonde.app.output.UserError;
import dev.sonde.network.torch.Torch;
import dev.sonde.study.list.Studies;
import dev.sonde.study.trial.LocalRunner;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the trials of a study run, as every study asks for it. */
final class RunnerOptions {

  /** Who runs trials. */
  enum Runner {
    LOCAL,
    PLAN,
    SLURM,
    SPARK,
    GATHER;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Option(
      names = "--runner",
      paramLabel = "NAME",
      defaultValue = "local",
      description = {
        "local: run here (the default).",
        "plan: write plan.jsonl and run nothing; 'sonde trial FOLDER --line I' runs line I.",
        "slurm: write the plan and scripts for sbatch, one job array per stage.",
        "spark: write the plan, submit it with spark-submit (from SPARK_HOME or PATH), wait and"
            + " gather; without --spark-jar or spark-submit, print the command that does.",
        "gather: run nothing, collect the results of trials that ran elsewhere."
      })
  private Runner runner = Runner.LOCAL;

  @Option(
      names = "--slots",
      paramLabel = "N",
      description = "Trials that run in parallel (default: number of processors).")
  private @Nullable Integer slots;

  @Option(names = "--processes", description = "Run the trials of each slot in a separate process.")
  private boolean processes;

  @Option(
      names = "--spark-jar",
      paramLabel = "FILE",
      description = "Jar of Sonde's spark module, for spark-submit.")
  private @Nullable Path sparkJar;

  @Option(
      names = "--spark-master",
      paramLabel = "URL",
      description = "Spark's master (default: as spark-submit is configured).")
  private @Nullable String sparkMaster;

  @Option(
      names = "--spark-sonde",
      paramLabel = "PROGRAM",
      defaultValue = "sonde",
      description = "Path of this program on the executors (default: sonde, on their PATH).")
  private String sparkSonde = "sonde";

  @Option(
      names = "--spark-store",
      paramLabel = "URI",
      description =
          "Where the executors share no folder: an address in an object store or HDFS for the study"
              + " (s3a://bucket/folder, hdfs://host/folder), as the cluster's Hadoop reads it.")
  private @Nullable String sparkStore;

  Runner runner() {
    return runner;
  }

  /** The submission of a study's plan to Spark. */
  SparkSubmission submission(Path study) {
    return new SparkSubmission(
        sparkJar == null ? Path.of("sonde-spark.jar") : sparkJar,
        sparkMaster,
        study,
        sparkSonde,
        store());
  }

  private @Nullable String store() {
    if (sparkStore != null && !sparkStore.matches("[a-z][a-z0-9+.-]*:.+")) {
      throw new UserError(
          "--spark-store " + sparkStore + ": expected an address such as s3a://bucket/folder");
    }
    return sparkStore;
  }

  /** {@code spark-submit}, if there is one and a jar to submit. */
  Optional<Path> sparkSubmit() {
    if (sparkJar == null) return Optional.empty();
    if (!Files.isRegularFile(sparkJar)) {
      throw new UserError("--spark-jar " + sparkJar + ": there is no such file");
    }
    return SparkSubmission.program(System.getenv());
  }

  /** Trials at a time. */
  int slots() {
    int lanes = slots == null ? LocalRunner.cores() : slots;
    if (lanes < 1) throw new UserError("--slots " + lanes + ": at least 1");
    return lanes;
  }

  /**
   * A runner on this machine for the trials in a study's folder.
   *
   * @param always whether they run in processes of their own even if that was not asked for
   */
  LocalRunner local(Path study, boolean always) {
    Torch.require();
    return processes || always
        ? LocalRunner.processes(slots(), worker(study))
        : LocalRunner.threads(slots(), Studies.works());
  }

  /** This program as a worker in a process of its own. */
  private static List<String> worker(Path study) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    for (String option : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
      if (!option.startsWith("-javaagent") && !option.startsWith("-agentlib")) command.add(option);
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of("dev.sonde.app.Main", "trial", study.toString(), "--worker"));
    return command;
  }
}
