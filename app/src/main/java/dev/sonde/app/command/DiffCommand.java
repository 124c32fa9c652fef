package dev.sonde.app.command;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.sonde.analysis.Provenance;
import dev.sonde.analysis.weights.CheckpointDiff;
import dev.sonde.analysis.weights.TensorChange;
import dev.sonde.app.output.Json;
import dev.sonde.app.output.Progress;
import dev.sonde.app.output.Session;
import dev.sonde.app.output.TextTable;
import dev.sonde.app.output.UserError;
import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.checkpoint.Glob;
import dev.sonde.tensor.Tensor;
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
    description = "Says what changed from checkpoint A to checkpoint B, the greatest change first.",
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
      defaultValue = "**",
      description = "Only tensors whose address matches.")
  private String match = "**";

  @Option(
      names = "--gates",
      description = "Split recurrent weights into the blocks of their gates.")
  private boolean gates;

  @Option(names = "--top", paramLabel = "N", description = "Print the N greatest changes only.")
  private int top = Integer.MAX_VALUE;

  @Option(names = "--json", description = "Print one JSON document, with all changes.")
  private boolean json;

  public DiffCommand(Session session) {
    this.session = session;
  }

  private record Document(
      String a, String b, @JsonUnwrapped CheckpointDiff diff, Provenance provenance) {}

  @Override
  public Integer call() {
    List<Tensor> before = tensors(a);
    List<Tensor> after = tensors(b);
    CheckpointDiff diff;
    try (Progress progress = Progress.of(session.console(), "tensors", before.size())) {
      diff = CheckpointDiff.of(before, after, name -> progress.step(1));
    }
    PrintWriter out = session.console().out();
    if (json) {
      Map<String, String> settings = Map.of("match", match, "gates", Boolean.toString(gates));
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

  private List<Tensor> tensors(Path file) {
    try {
      Glob glob = Glob.of(match);
      Checkpoint opened = Checkpoint.open(file);
      Checkpoint checkpoint = gates ? opened.withGates() : opened;
      return checkpoint.tensors().stream().filter(t -> glob.matches(t.address())).toList();
    } catch (IllegalArgumentException e) {
      throw new UserError(String.valueOf(e.getMessage()));
    }
  }

  private void print(PrintWriter out, CheckpointDiff diff) {
    long same = diff.changes().stream().filter(change -> change.unchanged() == 1).count();
    out.println(
        "%d tensors in both with one shape: %d changed, %d equal. Only in A: %d, only in B: %d, other shape: %d."
            .formatted(
                diff.changes().size(),
                diff.changes().size() - same,
                same,
                diff.onlyA().size(),
                diff.onlyB().size(),
                diff.reshaped().size()));
    diff.onlyA().forEach(name -> out.println("  only in A: " + name));
    diff.onlyB().forEach(name -> out.println("  only in B: " + name));
    for (CheckpointDiff.ShapeChange change : diff.reshaped()) {
      out.println(
          "  other shape: " + change.name() + " " + change.shapeA() + " → " + change.shapeB());
    }
    if (diff.changes().isEmpty()) return;
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
    for (TensorChange c : diff.changes().subList(0, Math.min(top, diff.changes().size()))) {
      table.row(
          List.of(
              c.name(),
              c.shape().toString(),
              c.relativeChange(),
              c.cosine(),
              c.maxChange(),
              c.unchanged(),
              c.wasserstein(),
              c.kolmogorovSmirnov(),
              c.notFinite()));
    }
    table.print(out);
  }
}
