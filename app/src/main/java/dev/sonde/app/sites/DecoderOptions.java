package dev.sonde.app.sites;

import dev.sonde.network.memory.MemoryLimit;
import dev.sonde.network.model.Hints;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a network's file may leave open, and what running it may take. */
public final class DecoderOptions {

  @Option(
      names = "--decoder-start",
      paramLabel = "SYMBOL",
      description = "What a decoder reads first, where the network's file does not say it.")
  private @Nullable Integer start;

  @Option(
      names = "--activation",
      paramLabel = "WORD",
      description =
          "What stands between linear layers, where the network's file does not say it: relu, tanh,"
              + " sigmoid, gelu, silu, ….")
  private @Nullable String activation;

  @Option(
      names = "--memory",
      paramLabel = "SIZE",
      description = "What a run may take, such as 500M or 4G (default: half of the machine's).")
  private @Nullable String memory;

  public Hints hints() {
    Hints hints = start == null ? Hints.none() : Hints.none().start(start);
    if (activation != null) hints = hints.activation(activation);
    return memory == null ? hints : hints.memory(MemoryLimit.of(memory));
  }
}
