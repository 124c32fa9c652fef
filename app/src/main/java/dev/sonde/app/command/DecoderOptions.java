package dev.sonde.app.command;

import dev.sonde.network.model.Hints;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the file of an encoder and decoder may leave open. */
final class DecoderOptions {

  @Option(
      names = "--decoder-start",
      paramLabel = "SYMBOL",
      description = "What a decoder reads first, where the network's file does not say it.")
  private @Nullable Integer start;

  Hints hints() {
    return start == null ? Hints.none() : Hints.none().start(start);
  }
}
