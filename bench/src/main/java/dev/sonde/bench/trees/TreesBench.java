package dev.sonde.bench.trees;

import dev.sonde.app.output.Console;
import dev.sonde.app.output.TextTable;
import dev.sonde.bench.Comparison;
import dev.sonde.bench.Contender;
import dev.sonde.bench.Machine;
import dev.sonde.bench.NpyFile;
import dev.sonde.bench.Round;
import dev.sonde.bench.Timing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sonde bench trees}. */
@Command(
    name = "trees",
    mixinStandardHelpOptions = true,
    description = {
      "Importances of 1,000 neurons for each of 10 classes against the rest, 2,000 inputs, 100",
      "extremely randomised trees each, beside scikit-learn's, in turn, from a cold start."
    },
    footer = {"", "Example: sonde bench trees --rounds 5"})
public final class TreesBench implements Callable<Integer> {

  private static final String SONDE = "sonde";
  private static final String PEER = "scikit-learn";
  private static final double GOAL = .8;

  private final Console console;

  @Option(names = "--threads", paramLabel = "N", defaultValue = "2", description = "Default 2.")
  private int threads;

  @Mixin private Comparison comparison = new Comparison(3);

  public TreesBench(Console console) {
    this.console = console;
  }

  /**
   * @param ratio of processor times, Sonde over scikit-learn, the median over the pairs
   * @param goal what it shall not exceed
   */
  private record Document(
      double ratio, double goal, int threads, Map<String, List<Timing>> runs, Machine machine) {}

  @Override
  public Integer call() throws IOException {
    Comparison.atLeast(1, "--threads", threads);
    int rounds = comparison.count();
    Path folder = Files.createTempDirectory("sonde-trees");
    Path x = folder.resolve("x.npy");
    Path y = folder.resolve("y.npy");
    try {
      NpyFile.write(x, Activations.make());
      NpyFile.write(y, Activations.labels());
      Map<String, Contender> contenders = new LinkedHashMap<>();
      contenders.put(SONDE, Contender.java(TreesRun.class, Integer.toString(threads)));
      comparison
          .peers()
          .contender("extra_trees.py", x.toString(), y.toString())
          .ifPresent(peer -> contenders.put(PEER, peer));
      print(Round.run(contenders, rounds, threads));
    } finally {
      Files.deleteIfExists(x);
      Files.deleteIfExists(y);
      Files.deleteIfExists(folder);
    }
    return 0;
  }

  private void print(Map<String, List<Timing>> runs) {
    List<Timing> ours = runs.getOrDefault(SONDE, List.of());
    List<Timing> theirs = runs.getOrDefault(PEER, List.of());
    double ratio = Timing.ratio(ours, theirs, Timing::cpu);
    TextTable table = new TextTable(List.of("", "CPU s", "wall s", "peak MB", "CPU ratio", "goal"));
    runs.forEach(
        (name, timings) ->
            table.row(
                List.of(
                    name,
                    Timing.median(timings, Timing::cpu),
                    Timing.median(timings, Timing::wall),
                    Timing.median(timings, Timing::peakMb),
                    name.equals(SONDE) ? ratio : 1.0,
                    name.equals(SONDE) ? GOAL : Double.NaN)));
    Document document = new Document(ratio, GOAL, threads, runs, Machine.here());
    comparison.print(console, "trees", document, table, ratio);
  }
}
