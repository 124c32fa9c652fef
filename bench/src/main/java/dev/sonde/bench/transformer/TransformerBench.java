package dev.sonde.bench.transformer;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sonde bench transformer}. */
@Command(
    name = "transformer",
    mixinStandardHelpOptions = true,
    description = {
      "A transformer looked into beside Hugging Face's transformers, tokenizers and gguf-py, in"
          + " turn,",
      "one thread on each side: processor time of each. Models and peers lie in the folder above",
      "--peers; the peers run in --chroot."
    },
    footer = {"", "Example: sonde bench transformer --chroot /tmp/sidroot --rounds 5"})
public final class TransformerBench implements Callable<Integer> {

  private static final String PEER = "peer";
  private static final String STORIES = "transformers/stories260k";
  private static final String QUANTISED = "transformers/gguf/wide256-mixed.gguf";
  private static final String TEXT = "networks/README.md";
  private static final int TOKENS = 128;

  private final Console console;

  @Mixin private Comparison comparison = new Comparison(3);

  public TransformerBench(Console console) {
    this.console = console;
  }

  /** Milliseconds of processor time of one repeat are medians, the ratio the median over pairs. */
  private record Row(
      String task,
      double sondeMs,
      double peerMs,
      double ratio,
      double goal,
      Map<String, List<Timing>> runs) {}

  private record Document(List<Row> tasks, int rounds, Machine machine) {}

  @Override
  public Integer call() throws IOException {
    Path shared = comparison.peers().shared();
    if (!Files.isDirectory(shared.resolve(STORIES))) {
      throw new BenchException(shared.resolve(STORIES) + ": no such model");
    }
    String tokens = Integer.toString(TOKENS);
    List<Row> rows = new ArrayList<>();
    rows.add(
        measure(
            "forward of %s tokens, residuals and patterns kept".formatted(tokens),
            .9,
            200,
            List.of("captured", path(STORIES), "200", tokens),
            comparison
                .peers()
                .modern(
                    "transformer_forward.py", "/w/" + STORIES, tokens, "captured", "1", "200")));
    rows.add(
        measure(
            "patching every head and position, peer by hooks in a loop",
            1.0 / 3,
            1,
            List.of("patch", path(STORIES), "5"),
            comparison
                .peers()
                .modern(
                    "transformer_patch.py",
                    "/w/" + STORIES,
                    "14",
                    "loop",
                    "--inputs",
                    "/w/" + STORIES + "/patching-inputs.json"),
            5));
    rows.add(
        measure(
            "dequantising a file of 28 types",
            1.0 / 5,
            40,
            List.of("dequantise", path(QUANTISED), "40"),
            comparison
                .peers()
                .modernCode(
                    Peers.code(TransformerBench.class, "dequantise.py"), "/w/" + QUANTISED, "40")));
    rows.add(
        measure(
            "tokenising a text line by line",
            2,
            100,
            List.of("tokenise", path(STORIES), "100", path(TEXT)),
            comparison
                .peers()
                .modernCode(
                    Peers.code(TransformerBench.class, "tokenise.py"),
                    "/w/" + STORIES,
                    "100",
                    "/w/" + TEXT)));
    comparison.print(
        console,
        "transformer",
        new Document(rows, comparison.count(), Machine.here()),
        table(rows),
        rows.stream().mapToDouble(Row::ratio).toArray());
    return 0;
  }

  private String path(String below) {
    return comparison.peers().shared().resolve(below).toString();
  }

  private Row measure(
      String task, double goal, int repeats, List<String> arguments, Optional<Contender> peer) {
    return measure(task, goal, repeats, arguments, peer, repeats);
  }

  /**
   * @param peerRepeats how often the peer does it in one run
   * @param repeats how often Sonde does it in the peer's one
   */
  private Row measure(
      String task,
      double goal,
      int peerRepeats,
      List<String> arguments,
      Optional<Contender> peer,
      int repeats) {
    Comparison.Duel duel =
        comparison.duel(
            Contender.java(TransformerRun.class, arguments.toArray(String[]::new)), PEER, peer);
    return new Row(
        task,
        duel.sondeMs(repeats),
        duel.peerMs(peerRepeats),
        duel.ratio() * peerRepeats / repeats,
        goal,
        duel.runs());
  }

  private static TextTable table(List<Row> rows) {
    TextTable table =
        new TextTable(List.of("task", "sonde CPU ms", "peer CPU ms", "ratio", "goal"));
    for (Row row : rows) {
      table.row(List.of(row.task(), row.sondeMs(), row.peerMs(), row.ratio(), row.goal()));
    }
    return table;
  }
}
