package dev.sonde.bench.ablate;

import dev.sonde.app.output.Console;
import dev.sonde.app.output.TextTable;
import dev.sonde.bench.BenchException;
import dev.sonde.bench.Comparison;
import dev.sonde.bench.Contender;
import dev.sonde.bench.Machine;
import dev.sonde.bench.Peers;
import dev.sonde.bench.Timing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sonde bench ablate}. */
@Command(
    name = "ablate",
    mixinStandardHelpOptions = true,
    description = {
      "Loss without each of the 688 channels of ResNet-20's convolutions, beside a forward hook in",
      "a loop in PyTorch, in turn, one thread on each side: processor time of all of it. The file",
      "and the peer's clock lie in the folder above --peers; PyTorch runs in --chroot."
    },
    footer = {"", "Example: sonde bench ablate --chroot /tmp/sidroot --images 100 --rounds 1"})
public final class AblateBench implements Callable<Integer> {

  private static final String PEER = "pytorch";
  private static final String FILE = "networks/pt2/resnet20-cifar10.pt2";
  private static final double GOAL = 1.0 / 3;

  private final Console console;

  @Option(
      names = "--images",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Images (default: ${DEFAULT-VALUE}).")
  private int images;

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "50",
      description = "Images at a time (1 to 64; default: ${DEFAULT-VALUE}).")
  private int batch;

  @Mixin private Comparison comparison = new Comparison(3);

  public AblateBench(Console console) {
    this.console = console;
  }

  /** Seconds of processor time are medians, the ratio the median over pairs. */
  private record Row(
      double sondeS, double peerS, double ratio, double goal, Map<String, List<Timing>> runs) {}

  private record Document(Row ablation, int images, int batch, int rounds, Machine machine) {}

  @Override
  public Integer call() throws IOException {
    if (images < 1 || batch < 1 || batch > 64) {
      throw new BenchException("--images: at least 1; --batch: 1 to 64, which the file allows");
    }
    Path file = comparison.peers().shared().resolve(FILE);
    if (!Files.isReadable(file)) throw new BenchException(file + ": no such program");
    String count = Integer.toString(images);
    String each = Integer.toString(batch);
    Comparison.Duel duel =
        comparison.duel(
            Contender.java(AblateRun.class, file.toString(), count, each),
            PEER,
            comparison
                .peers()
                .modernCode(
                    Peers.withResNet(AblateBench.class, "hooks.py"), "/w/" + FILE, count, each));
    Row row = new Row(duel.sondeMs(1000), duel.peerMs(1000), duel.ratio(), GOAL, duel.runs());
    TextTable table =
        new TextTable(List.of("images", "sonde CPU s", "pytorch CPU s", "ratio", "goal"));
    table.row(List.of(images, row.sondeS(), row.peerS(), row.ratio(), row.goal()));
    comparison.print(
        console,
        "ablate",
        new Document(row, images, batch, comparison.count(), Machine.here()),
        table,
        row.ratio());
    return 0;
  }
}
