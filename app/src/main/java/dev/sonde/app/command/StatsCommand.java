package dev.sonde.app.command;

import dev.sonde.app.output.Json;
import dev.sonde.app.output.Session;
import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sonde stats}: what is in these files. */
@Command(
    name = "stats",
    mixinStandardHelpOptions = true,
    description = "Tabulates every tensor of one or more checkpoints.",
    footer = {"", "Example: sonde stats --match 'encoder.**' model.safetensors"})
public final class StatsCommand implements Callable<Integer> {

  private final Session session;

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "Checkpoints of any known format.")
  private List<Path> files = List.of();

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  public StatsCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    List<Checkpoint> checkpoints = files.stream().map(Checkpoint::open).toList();
    if (json) {
      Json.print(
          session.console().out(), Map.of("provenance", session.provenance(files, Map.of(), null)));
      return 0;
    }
    for (Checkpoint checkpoint : checkpoints) {
      session.console().out().println(checkpoint);
      for (Tensor tensor : checkpoint.tensors()) session.console().out().println("  " + tensor);
    }
    session.console().out().flush();
    return 0;
  }
}
