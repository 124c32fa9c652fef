package dev.sonde.app.command;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.sonde.analysis.Provenance;
import dev.sonde.analysis.weights.CheckpointDiff;
import dev.sonde.analysis.weights.TensorDiff;
import dev.sonde.app.output.Json;
import dev.sonde.app.output.Progress;
import dev.sonde.app.output.Session;
import dev.sonde.app.output.TextTable;
import dev.sonde.app.output.UserError;
import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.file.Printable;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sonde diff}: what changed between two checkpoints. */
@Command(
    name = "diff",
    mixinStandardHelpOptions = true,
    description = {
      "Says what changed from checkpoint A to checkpoint B.",
      "The greatest change first."
    },
    footer = {"", "Example: sonde diff --match 'encoder.**' epoch1.pt epoch9.pt"})
public final class DiffCommand implements Callable<Integer> {

  private final Session session;

  @Parameters(index = "0", paramLabel = "A", description = "A checkpoint of any known format.")
  private Path a = Path.of("");

  @Parameters(index = "1", paramLabel = "B", description = "Another; the formats may differ.")
  private Path b = Path.of("");

  @Option(
      names = "--match",
      paramLabel = "GLOB",
      description = "Only tensors whose address matches, such as 'decoder.**'. Repeatable.")
  private List<String> match = List.of("**");

  @Option(
      names = "--gates",
      description = "Split recurrent weights into the blocks of their gates.")
  private boolean gates;

  @Option(names = "--top", paramLabel = "N", description = "Print the N greatest changes only.")
  private int top = Integer.MAX_VALUE;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "How many threads work; does not change the result. All processors by default.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(names = "--json", description = "Print one JSON document, with all changes.")
  private boolean json;

  public DiffCommand(Session session) {
    this.session = session;
  }

  private record Document(
      String a, String b, @JsonUnwrapped CheckpointDiff diff, Provenance provenance) {}

  @Override
  public Integer call() {
    Checkpoint before = open(a);
    Checkpoint after = open(b);
    CheckpointDiff diff;
    try (Progress progress = Progress.of(session.console(), "tensors", before.tensors().size())) {
      CheckpointDiff.Settings settings = new CheckpointDiff.Settings(match, threads);
      diff = CheckpointDiff.of(before, after, settings, name -> progress.step(1));
    } catch (IllegalArgumentException e) {
      throw new UserError(String.valueOf(e.getMessage()));
    }
    PrintWriter out = session.console().out();
    if (json) {
      Map<String, String> settings =
          Map.of("match", String.join(" ", match), "gates", Boolean.toString(gates));
      Json.print(
          out,
          new Document(
              a.toString(), b.toString(), diff, session.provenance(List.of(a, b), settings, null)));
    } else {
      print(out, diff);
    }
    out.flush();
    return 0;
  }

  private Checkpoint open(Path file) {
    Checkpoint opened = Checkpoint.open(file);
    return gates ? opened.withGates() : opened;
  }

  private void print(PrintWriter out, CheckpointDiff diff) {
    int both = diff.tensors().size();
    out.println(
        "%d tensors in both with one shape: %d changed, %d equal. Only in A: %d, only in B: %d, other shape: %d."
            .formatted(
                both,
                diff.changed(),
                both - diff.changed(),
                diff.onlyInA().size(),
                diff.onlyInB().size(),
                diff.reshaped().size()));
    diff.onlyInA().forEach(name -> out.println("  only in A: " + Printable.of(name)));
    diff.onlyInB().forEach(name -> out.println("  only in B: " + Printable.of(name)));
    for (CheckpointDiff.Reshaped other : diff.reshaped()) {
      out.println(
          "  other shape: "
              + Printable.of(other.name())
              + " "
              + other.shapeA()
              + " → "
              + other.shapeB());
    }
    if (diff.tensors().isEmpty()) return;
    out.println();
    TextTable table =
        new TextTable(
            List.of(
                "tensor",
                "shape",
                "relative change",
                "cosine",
                "max change",
                "unchanged",
                "w1/std",
                "ks",
                "not finite"));
    for (TensorDiff t : diff.tensors().subList(0, Math.min(top, both))) {
      table.row(
          List.of(
              t.name(),
              t.shape().toString(),
              t.relativeChange(),
              t.cosine(),
              t.maxChange(),
              t.unchanged(),
              t.wassersteinStd(),
              t.ks(),
              t.notFinite()));
    }
    table.print(out);
  }
}
