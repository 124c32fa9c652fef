package dev.sonde.bench.program;

import dev.sonde.app.output.Console;
import dev.sonde.app.output.TextTable;
import dev.sonde.bench.BenchException;
import dev.sonde.bench.Comparison;
import dev.sonde.bench.Contender;
import dev.sonde.bench.Machine;
import dev.sonde.bench.Timing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sonde bench program}. */
@Command(
    name = "program",
    mixinStandardHelpOptions = true,
    description = {
      "Forward passes of torch.export programs beside PyTorch eager, and with every value kept",
      "beside torch.fx.Interpreter keeping all of them, in turn, one thread on each side:"
          + " processor",
      "time of a pass. Files and peers lie in the folder above --peers; PyTorch runs in --chroot."
    },
    footer = {"", "Example: sonde bench program --chroot /tmp/sidroot --rounds 5"})
public final class ProgramBench implements Callable<Integer> {

  private static final String PEER = "pytorch";

  private final Console console;

  @Option(
      names = "--program",
      paramLabel = "NAME",
      split = ",",
      description =
          "Files of networks/pt2; resnet20-cifar10, lstm-classifier, tiny-vit, stories260k by"
              + " default.")
  private List<String> programs =
      List.of("resnet20-cifar10", "lstm-classifier", "tiny-vit", "stories260k");

  @Option(
      names = "--repeats",
      paramLabel = "N",
      defaultValue = "300",
      description = "Passes per run (default: ${DEFAULT-VALUE}).")
  private int repeats;

  @Mixin private Comparison comparison = new Comparison(3);

  public ProgramBench(Console console) {
    this.console = console;
  }

  /** What is done, and what the ratio shall not exceed. */
  private enum Mode {
    PLAIN(1.1),
    TAPS(.8);

    private final double goal;

    Mode(double goal) {
      this.goal = goal;
    }

    @Override
    public String toString() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** Milliseconds of processor time of a pass are medians, the ratio the median over pairs. */
  private record Row(
      String program,
      String mode,
      double sondeMs,
      double peerMs,
      double ratio,
      double goal,
      Map<String, List<Timing>> runs) {}

  private record Document(List<Row> passes, int repeats, int rounds, Machine machine) {}

  @Override
  public Integer call() {
    if (repeats < 1) throw new BenchException("--repeats: at least 1");
    List<Row> rows = new ArrayList<>();
    for (String program : programs) {
      for (Mode mode : Mode.values()) rows.add(measure(program, mode));
    }
    comparison.print(
        console,
        "program",
        new Document(rows, repeats, comparison.count(), Machine.here()),
        table(rows),
        rows.stream().mapToDouble(Row::ratio).toArray());
    return 0;
  }

  private Row measure(String program, Mode mode) {
    Path folder = comparison.peers().shared().resolve("networks/pt2");
    Path file = folder.resolve(program + ".pt2");
    if (!program.matches("[\\w-]+") || !Files.isReadable(file)) {
      throw new BenchException(file + ": no such program");
    }
    String inputs = program + ".inputs.npz";
    String count = Integer.toString(repeats);
    String there = "/w/networks/pt2/";
    Comparison.Duel duel =
        comparison.duel(
            Contender.java(
                ProgramRun.class,
                file.toString(),
                folder.resolve(inputs).toString(),
                mode.toString(),
                count),
            PEER,
            comparison
                .peers()
                .modern(
                    "export_forward.py",
                    there + program + ".pt2",
                    there + inputs,
                    mode.toString(),
                    count));
    return new Row(
        program,
        mode.toString(),
        duel.sondeMs(repeats),
        duel.peerMs(repeats),
        duel.ratio(),
        mode.goal,
        duel.runs());
  }

  private static TextTable table(List<Row> rows) {
    TextTable table =
        new TextTable(
            List.of("program", "mode", "sonde CPU ms", "pytorch CPU ms", "ratio", "goal"));
    for (Row row : rows) {
      table.row(
          List.of(row.program(), row.mode(), row.sondeMs(), row.peerMs(), row.ratio(), row.goal()));
    }
    return table;
  }
}
