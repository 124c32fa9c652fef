package dev.sonde.bench.channels;

import dev.sonde.app.output.Console;
import dev.sonde.app.output.TextTable;
import dev.sonde.bench.BenchException;
import dev.sonde.bench.Comparison;
import dev.sonde.bench.Contender;
import dev.sonde.bench.Machine;
import dev.sonde.bench.Peers;
import dev.sonde.bench.Timing;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sonde bench channels}. */
@Command(
    name = "channels",
    mixinStandardHelpOptions = true,
    description = {
      "Absorption and emission of all channels of ResNet-20 (emission needs the norm of what each",
      "output channel sends to each input channel), beside one forward and backward pass of the",
      "same network in PyTorch, in turn: processor time per image, one thread on each side."
    },
    footer = {"", "Example: sonde bench channels --rounds 5 --batch 20"})
public final class ChannelsBench implements Callable<Integer> {

  private static final String PEER = "pytorch";

  private final Console console;

  @Option(
      names = "--blocks",
      paramLabel = "N",
      defaultValue = "3",
      description = "Blocks per stage: 3 make ResNet-20, 5 ResNet-32 (default: ${DEFAULT-VALUE}).")
  private int blocks;

  @Option(
      names = "--images",
      paramLabel = "N",
      defaultValue = "400",
      description = "Images per run (default: ${DEFAULT-VALUE}).")
  private int images;

  @Option(
      names = "--batch",
      paramLabel = "N",
      split = ",",
      description = "Images at a time; 1 and 20 by default.")
  private List<Integer> batches = List.of(1, 20);

  @Mixin private Comparison comparison = new Comparison(3);

  public ChannelsBench(Console console) {
    this.console = console;
  }

  /**
   * One size of batch; milliseconds of processor time per image are medians, the ratio the median
   * over pairs of runs.
   *
   * @param goal what the ratio shall not exceed
   */
  private record Row(
      int batch,
      double sondeMs,
      double peerMs,
      double ratio,
      double goal,
      Map<String, List<Timing>> runs) {}

  private record Document(List<Row> batches, int blocks, int images, int rounds, Machine machine) {}

  @Override
  public Integer call() throws IOException {
    boolean sensible = batches.stream().allMatch(batch -> batch > 0 && images % batch == 0);
    if (blocks < 1 || images < 1 || !sensible) {
      throw new BenchException("--blocks, --images: at least 1; --batch divides --images");
    }
    List<Row> rows = new ArrayList<>();
    for (int batch : batches) rows.add(measure(batch));
    comparison.print(
        console,
        "channels",
        new Document(rows, blocks, images, comparison.count(), Machine.here()),
        table(rows),
        rows.stream().mapToDouble(Row::ratio).toArray());
    return 0;
  }

  private Row measure(int batch) throws IOException {
    String[] arguments = {
      Integer.toString(blocks), Integer.toString(images), Integer.toString(batch)
    };
    Comparison.Duel duel =
        comparison.duel(
            Contender.java(ChannelsRun.class, arguments),
            PEER,
            comparison
                .peers()
                .own(Peers.withResNet(ChannelsBench.class, "backward.py"), arguments));
    return new Row(batch, duel.sondeMs(images), duel.peerMs(images), duel.ratio(), 3, duel.runs());
  }

  private static TextTable table(List<Row> rows) {
    TextTable table =
        new TextTable(
            List.of("batch", "sonde CPU ms/image", "pytorch CPU ms/image", "ratio", "goal"));
    for (Row row : rows) {
      table.row(List.of(row.batch(), row.sondeMs(), row.peerMs(), row.ratio(), row.goal()));
    }
    return table;
  }
}
