package dev.sonde.bench.train;

import dev.sonde.app.output.Console;
import dev.sonde.app.output.TextTable;
import dev.sonde.bench.BenchException;
import dev.sonde.bench.Comparison;
import dev.sonde.bench.Contender;
import dev.sonde.bench.Machine;
import dev.sonde.bench.Timing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sonde bench train}. */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    description = {
      "Training steps of the studies' networks beside PyTorch's, in turn, one thread each:"
          + " processor",
      "time once the programs are warm. Run it on an idle machine."
    },
    footer = {"", "Example: sonde bench train --rounds 5 --networks rnn,cnn"})
public final class TrainBench implements Callable<Integer> {

  private static final String PEER = "pytorch";

  /** A network of the peer's script, and the share of its time that is the goal. */
  private record Task(String network, int steps, double goal) {}

  private static final List<Task> TASKS =
      List.of(new Task("rnn", 2000, .9), new Task("cnn", 200, .9), new Task("seq2seq", 200, .6));

  private final Console console;

  @Option(
      names = "--networks",
      paramLabel = "N",
      split = ",",
      description = "rnn, cnn, seq2seq; all by default.")
  private List<String> networks = TASKS.stream().map(Task::network).toList();

  @Mixin private Comparison comparison = new Comparison(5);

  public TrainBench(Console console) {
    this.console = console;
  }

  /**
   * One network. Milliseconds of processor time per step are medians; the ratio is the median over
   * the pairs of runs.
   *
   * @param ratio of processor times, Sonde over PyTorch
   * @param goal what the ratio shall not exceed
   */
  private record Row(
      String network,
      int steps,
      double sondeMs,
      double peerMs,
      double ratio,
      double goal,
      Map<String, List<Timing>> runs) {}

  private record Document(List<Row> networks, int rounds, Machine machine) {}

  @Override
  public Integer call() {
    List<Row> rows = new ArrayList<>();
    for (String network : networks) rows.add(measure(task(network)));
    comparison.print(
        console,
        "train",
        new Document(rows, comparison.count(), Machine.here()),
        table(rows),
        rows.stream().mapToDouble(Row::ratio).toArray());
    return 0;
  }

  private static Task task(String network) {
    return TASKS.stream()
        .filter(task -> task.network().equals(network))
        .findFirst()
        .orElseThrow(() -> new BenchException("--networks " + network + ": rnn, cnn or seq2seq"));
  }

  private Row measure(Task task) {
    Comparison.Duel duel =
        comparison.duel(
            Contender.java(StepRun.class, task.network()),
            PEER,
            comparison.peers().contender("train.py", task.network()));
    return new Row(
        task.network(),
        task.steps(),
        duel.sondeMs(task.steps()),
        duel.peerMs(task.steps()),
        duel.ratio(),
        task.goal(),
        duel.runs());
  }

  private static TextTable table(List<Row> rows) {
    TextTable table =
        new TextTable(
            List.of("network", "steps", "sonde ms/step", "pytorch ms/step", "ratio", "goal"));
    for (Row row : rows) {
      table.row(
          List.of(
              row.network(), row.steps(), row.sondeMs(), row.peerMs(), row.ratio(), row.goal()));
    }
    return table;
  }
}
