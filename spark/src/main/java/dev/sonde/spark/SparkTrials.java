package dev.sonde.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Runs the plan of a study on Apache Spark. Made by {@code sonde study NAME --runner plan};
 * afterwards {@code --runner gather} makes tables and report. Call it again after any failure: a
 * finished trial is not run again.
 *
 * <pre>spark-submit --class dev.sonde.spark.SparkTrials sonde-spark.jar STUDY [SONDE [TASKS]]</pre>
 */
public final class SparkTrials {

  private static final String PLAN = "plan.jsonl";
  private static final Pattern STAGE = Pattern.compile("\\{\"stage\":\"([a-z-]+)\"");

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
    if (args.length < 1 || args.length > 3) {
      System.err.println("Usage: SparkTrials STUDY [SONDE [TASKS]]");
      return 2;
    }
    Path study = Path.of(args[0]).toAbsolutePath().normalize();
    String sonde = args.length > 1 ? args[1] : "sonde";
    try {
      List<String> plan = plan(study);
      int tasks = args.length > 2 ? Integer.parseInt(args[2]) : plan.size();
      SparkConf conf = new SparkConf().setAppName("sonde " + study.getFileName());
      try (JavaSparkContext spark = new JavaSparkContext(conf)) {
        Outcome outcome = run(spark, study, plan, List.of(sonde), tasks);
        outcome.failed().forEach(System.err::println);
        System.out.println(
            outcome.trials() + " trials, " + outcome.failed().size() + " of them failed");
        return outcome.failed().isEmpty() ? 0 : 1;
      }
    } catch (IOException e) {
      System.err.println(
          study.resolve(PLAN) + ": cannot be read; 'sonde study NAME --runner plan' writes it");
      return 2;
    } catch (NumberFormatException e) {
      System.err.println("TASKS is a number, not '" + args[2] + "'");
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
    TrialTask task = new TrialTask(sonde, study.toString());
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
      Matcher stage = STAGE.matcher(line);
      stages
          .computeIfAbsent(stage.lookingAt() ? stage.group(1) : "", name -> new ArrayList<>())
          .add(line);
    }
    return new ArrayList<>(stages.values());
  }
}
