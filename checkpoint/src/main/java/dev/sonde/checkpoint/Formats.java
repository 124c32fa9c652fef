package dev.sonde.checkpoint;

import dev.sonde.checkpoint.safetensors.SafetensorsReader;
import dev.sonde.checkpoint.torch.TorchLegacyReader;
import dev.sonde.checkpoint.torch.TorchScriptReader;
import dev.sonde.checkpoint.torch.TorchZipReader;
import java.util.List;
import java.util.stream.Collectors;

/** The registry: one line per format, the more specific first. */
final class Formats {

  private static final List<CheckpointReader> READERS =
      List.of(
          new TorchScriptReader(),
          new TorchZipReader(),
          new TorchLegacyReader(),
          new SafetensorsReader());

  /** Every reader, for tests that hold all of them to one promise. */
  static List<CheckpointReader> all() {
    return READERS;
  }

  private Formats() {}

  static CheckpointReader recognise(CheckpointReader.Source source) {
    for (CheckpointReader reader : READERS) {
      if (reader.recognises(source)) return reader;
    }
    String known = READERS.stream().map(CheckpointReader::format).collect(Collectors.joining(", "));
    throw new CheckpointException(
        source.path() + ": not a checkpoint of a known format (" + known + ")");
  }
}
