package dev.sonde.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Runs the plan of a study on Apache Spark. Made by {@code sonde study NAME --runner plan};
 * afterwards {@code --runner gather} makes tables and report. Call it again after any failure: a
 * finished trial is not run again.
 *
 * <pre>
 * spark-submit --class dev.sonde.spark.SparkTrials sonde-spark.jar STUDY [SONDE [TASKS [STORE]]]
 * </pre>
 *
 * <p>STUDY is the study's folder, under the same path on all machines; with STORE, an address such
 * as {@code s3a://bucket/states}, only this machine needs it: its plan and inputs go into the
 * store, executors work on copies, and finished trials come back into the folder.
 */
public final class SparkTrials {

  static final String PLAN = "plan.jsonl";
  private static final String USAGE = "Usage: SparkTrials STUDY [SONDE [TASKS [STORE]]]";

  private SparkTrials() {}

  /**
   * The trials that could not be done.
   *
   * @param trials in the plan
   * @param failed a line each: which, and why
   */
  public record Outcome(int trials, List<String> failed) {
    public Outcome {
      failed = List.copyOf(failed);
    }
  }

  /** See the class; exit code 1 if trials failed, 2 if the plan cannot be read. */
  public static void main(String[] args) {
    System.exit(submit(args));
  }

  private static int submit(String[] args) {
    if (args.length < 1 || args.length > 4) {
      System.err.println(USAGE);
      return 2;
    }
    Path study = Path.of(args[0]).toAbsolutePath().normalize();
    String sonde = args.length > 1 ? args[1] : "sonde";
    List<String> plan;
    try {
      plan = plan(study);
    } catch (IOException e) {
      System.err.println(
          study.resolve(PLAN) + ": cannot be read; 'sonde study NAME --runner plan' writes it");
      return 2;
    }
    int tasks = plan.size();
    if (args.length > 2 && !args[2].equals("0")) {
      if (!args[2].matches("[1-9]\\d{0,8}")) {
        System.err.println("TASKS is a number (0: one for each trial), not '" + args[2] + "'");
        return 2;
      }
      tasks = Integer.parseInt(args[2]);
    }
    SparkConf conf = new SparkConf().setAppName("sonde " + study.getFileName());
    try (JavaSparkContext spark = new JavaSparkContext(conf)) {
      Outcome outcome =
          args.length > 3
              ? run(spark, study, plan, List.of(sonde), tasks, args[3])
              : run(spark, study, plan, List.of(sonde), tasks);
      outcome.failed().forEach(System.err::println);
      System.out.println(
          outcome.trials() + " trials, " + outcome.failed().size() + " of them failed");
      return outcome.failed().isEmpty() ? 0 : 1;
    } catch (IOException | IllegalArgumentException e) {
      System.err.println(e.getMessage());
      return 2;
    }
  }

  /** The lines of a study's plan, a trial each. */
  static List<String> plan(Path study) throws IOException {
    try (var lines = Files.lines(study.resolve(PLAN))) {
      return lines.filter(line -> !line.isBlank()).toList();
    }
  }

  /**
   * Runs the trials, stage by stage. One that fails by its own fault does not stop the others; one
   * whose process or executor dies is tried again by Spark, {@code spark.task.maxFailures} times,
   * before it throws.
   *
   * @param study its folder, under the same path on all machines
   * @param plan its lines
   * @param sonde the program on the executors, and what stands before its subcommand
   * @param tasks into how many the plan is cut; a task starts one process
   */
  public static Outcome run(
      JavaSparkContext spark, Path study, List<String> plan, List<String> sonde, int tasks) {
    StudyPlace place = new StudyPlace.SharedFolder(study.toString());
    return run(spark, plan, new TrialTask(sonde, place), tasks);
  }

  /**
   * The same where machines share no folder: through an object store or HDFS, as Hadoop knows it by
   * its address. Finished trials are in the study's folder afterwards, also when some failed.
   *
   * @param study its folder on this machine
   * @param store the study's address, such as {@code s3a://bucket/states}
   * @throws IOException if the store cannot be read or written
   * @throws IllegalArgumentException if the address names no file system
   */
  public static Outcome run(
      JavaSparkContext spark,
      Path study,
      List<String> plan,
      List<String> sonde,
      int tasks,
      String store)
      throws IOException {
    StudyStore stored = new StudyStore(store, spark.hadoopConfiguration());
    List<PlanLine> lines = plan.stream().map(PlanLine::of).toList();
    if (lines.stream().anyMatch(line -> line.key().isEmpty())) {
      throw new IllegalArgumentException(
          study.resolve(PLAN) + ": has no keys; '--runner plan' writes it anew");
    }
    stored.upload(study, lines);
    try {
      return run(spark, plan, new TrialTask(sonde, new StudyPlace.Mirrored(stored)), tasks);
    } finally {
      stored.download(study, lines);
    }
  }

  private static Outcome run(JavaSparkContext spark, List<String> plan, TrialTask task, int tasks) {
    List<String> failed = new ArrayList<>();
    for (List<String> stage : stages(plan)) {
      int cut = Math.max(1, Math.min(tasks, stage.size()));
      failed.addAll(spark.parallelize(stage, cut).mapPartitions(task).collect());
    }
    return new Outcome(plan.size(), failed);
  }

  /** The lines of each stage, in the plan's order; a line begins with the name of its stage. */
  static List<List<String>> stages(List<String> plan) {
    Map<String, List<String>> stages = new LinkedHashMap<>();
    for (String line : plan) {
      stages.computeIfAbsent(PlanLine.of(line).stage(), name -> new ArrayList<>()).add(line);
    }
    return new ArrayList<>(stages.values());
  }
}
