package dev.sonde.checkpoint;

import dev.sonde.checkpoint.keras.KerasH5Reader;
import dev.sonde.checkpoint.keras.KerasZipReader;
import dev.sonde.checkpoint.safetensors.SafetensorsReader;
import java.util.List;
import java.util.stream.Collectors;

/** The registry: one line per format, the more specific first. */
final class Formats {

  private static final List<CheckpointReader> READERS =
      List.of(new KerasZipReader(), new KerasH5Reader(), new SafetensorsReader());

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
