package dev.sonde.bench.clusters;

import dev.sonde.app.output.Console;
import dev.sonde.app.output.TextTable;
import dev.sonde.bench.BenchException;
import dev.sonde.bench.Comparison;
import dev.sonde.bench.Contender;
import dev.sonde.bench.Machine;
import dev.sonde.bench.NpyFile;
import dev.sonde.bench.Peers;
import dev.sonde.bench.Round;
import dev.sonde.bench.Timing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sonde bench clusters}. */
@Command(
    name = "clusters",
    mixinStandardHelpOptions = true,
    description = {
      "Clusterings of 21,000 vectors beside scikit-learn's, in turn: processor time, as many"
          + " threads",
      "on each side. Once from a cold start, where Sonde is compiled and scikit-learn is imported,",
      "and, but for OPTICS and mean shift, the third call in a process. Run it on an idle machine."
    },
    footer = {"", "Example: sonde bench clusters --rounds 5 --methods kmeans,dbscan"})
public final class ClustersBench implements Callable<Integer> {

  private static final String SONDE = "sonde";
  private static final String PEER = "scikit-learn";
  private static final String SONDE_AGAIN = "sonde, third call";
  private static final String PEER_AGAIN = "scikit-learn, third call";
  private static final String THIRD = "3";

  /**
   * A method.
   *
   * @param argument in the peer's script
   * @param goal the share of the peer's time
   * @param again whether a third call is measured too; where the peer takes a minute, what the
   *     first one costs beside is nothing
   */
  private record Task(String method, String argument, double goal, boolean again) {}

  private static final List<Task> TASKS =
      List.of(
          new Task("kmeans", "32", .5, true),
          new Task("dbscan", "0.5", .5, true),
          new Task("optics", "0", .2, false),
          new Task("meanshift", "4", .1, false),
          new Task("logistic", "0", .3, true),
          new Task("lda", "0", 1, true));

  private final Console console;

  @Option(
      names = "--methods",
      paramLabel = "M",
      split = ",",
      description = "kmeans, dbscan, optics, meanshift, logistic, lda; all by default.")
  private List<String> methods = TASKS.stream().map(Task::method).toList();

  @Option(
      names = "--dimensions",
      paramLabel = "D",
      split = ",",
      description = "20 and 128 by default.")
  private List<Integer> dimensions = List.of(20, 128);

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "2",
      description = "On each side; ${DEFAULT-VALUE} by default.")
  private int threads;

  @Mixin private Comparison comparison = new Comparison(3);

  public ClustersBench(Console console) {
    this.console = console;
  }

  /**
   * Two contenders. Seconds are medians; the ratio is the median over the pairs of runs.
   *
   * @param ratio of processor times, Sonde over scikit-learn
   */
  private record Pair(
      double sondeCpu, double sondeWall, double peerCpu, double peerWall, double ratio) {
    static Pair of(List<Timing> ours, List<Timing> theirs) {
      return new Pair(
          Timing.median(ours, Timing::cpu),
          Timing.median(ours, Timing::wall),
          Timing.median(theirs, Timing::cpu),
          Timing.median(theirs, Timing::wall),
          Timing.ratio(ours, theirs, Timing::cpu));
    }
  }

  /**
   * One method.
   *
   * @param cold the first call in a process: Sonde's code is compiled, the peer's imported
   * @param again the third call in a process
   * @param goal what the ratios shall not exceed
   */
  private record Row(
      String method,
      int dimensions,
      Pair cold,
      Pair again,
      double goal,
      Map<String, List<Timing>> runs) {}

  private record Document(List<Row> methods, int rounds, int threads, Machine machine) {}

  @Override
  public Integer call() throws IOException {
    Comparison.atLeast(1, "--threads", threads);
    int rounds = comparison.count();
    List<Task> tasks = TASKS.stream().filter(t -> methods.contains(t.method())).toList();
    if (tasks.size() < methods.size()) {
      throw new BenchException(
          "--methods "
              + String.join(",", methods)
              + ": there are "
              + String.join(", ", TASKS.stream().map(Task::method).toList()));
    }
    List<Row> rows = new ArrayList<>();
    for (int d : dimensions) {
      Path folder = Files.createTempDirectory("sonde-vectors");
      Path file = folder.resolve("vectors.npy");
      Path labels = folder.resolve("vectors.labels.npy");
      try {
        NpyFile.write(file, Vectors.make(d));
        NpyFile.write(labels, Vectors.labels());
        for (Task task : tasks) rows.add(measure(task, d, folder, rounds));
      } finally {
        Files.deleteIfExists(file);
        Files.deleteIfExists(labels);
        Files.delete(folder);
      }
    }
    comparison.print(
        console,
        "clusters",
        new Document(rows, rounds, threads, Machine.here()),
        table(rows),
        rows.stream().mapToDouble(row -> row.cold().ratio()).toArray());
    return 0;
  }

  private Row measure(Task task, int d, Path folder, int rounds) throws IOException {
    String vectors = folder.resolve("vectors.npy").toString();
    Map<String, Contender> contenders = new LinkedHashMap<>();
    contenders.put(SONDE, sonde(task, d, "1"));
    comparison
        .peers()
        .contender("cluster.py", vectors, task.method(), task.argument())
        .ifPresent(peer -> contenders.put(PEER, peer));
    if (task.again()) {
      contenders.put(SONDE_AGAIN, sonde(task, d, THIRD));
      comparison
          .peers()
          .own(Peers.code(getClass(), "again.py"), vectors, task.method(), task.argument(), THIRD)
          .ifPresent(peer -> contenders.put(PEER_AGAIN, peer));
    }
    Map<String, List<Timing>> runs = Round.run(contenders, rounds, threads);
    return new Row(
        task.method(),
        d,
        Pair.of(runs.getOrDefault(SONDE, List.of()), runs.getOrDefault(PEER, List.of())),
        Pair.of(
            runs.getOrDefault(SONDE_AGAIN, List.of()), runs.getOrDefault(PEER_AGAIN, List.of())),
        task.goal(),
        runs);
  }

  private Contender sonde(Task task, int d, String times) {
    return Contender.java(
        ClusterRun.class,
        task.method(),
        task.argument(),
        Integer.toString(d),
        Integer.toString(threads),
        times);
  }

  private static TextTable table(List<Row> rows) {
    TextTable table =
        new TextTable(
            List.of(
                "method",
                "dimensions",
                "cold: CPU s",
                "scikit-learn",
                "ratio",
                "third call: CPU s",
                "scikit-learn",
                "ratio",
                "goal"));
    for (Row row : rows) {
      table.row(
          List.of(
              row.method(),
              row.dimensions(),
              row.cold().sondeCpu(),
              row.cold().peerCpu(),
              row.cold().ratio(),
              row.again().sondeCpu(),
              row.again().peerCpu(),
              row.again().ratio(),
              row.goal()));
    }
    return table;
  }
}
