package dev.sonde.checkpoint;

import dev.sonde.checkpoint.adapter.AdapterReader;
import dev.sonde.checkpoint.archive.ArchiveReader;
import dev.sonde.checkpoint.exported.ExportedReader;
import dev.sonde.checkpoint.flax.FlaxReader;
import dev.sonde.checkpoint.gguf.GgufReader;
import dev.sonde.checkpoint.keras.KerasH5Reader;
import dev.sonde.checkpoint.keras.KerasShardsReader;
import dev.sonde.checkpoint.keras.KerasZipReader;
import dev.sonde.checkpoint.numpy.NpyFolderReader;
import dev.sonde.checkpoint.numpy.NpyReader;
import dev.sonde.checkpoint.numpy.NpzReader;
import dev.sonde.checkpoint.onnx.OnnxReader;
import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.checkpoint.reader.CheckpointReader;
import dev.sonde.checkpoint.safetensors.SafetensorsReader;
import dev.sonde.checkpoint.shards.ShardIndexReader;
import dev.sonde.checkpoint.signature.Signatures;
import dev.sonde.checkpoint.tensorflow.TensorFlowReader;
import dev.sonde.checkpoint.tensorflow.TfjsReader;
import dev.sonde.checkpoint.tensorflow.TfliteReader;
import dev.sonde.checkpoint.torch.DistributedReader;
import dev.sonde.checkpoint.torch.NpyObjectReader;
import dev.sonde.checkpoint.torch.PlainPickleReader;
import dev.sonde.checkpoint.torch.TorchLegacyReader;
import dev.sonde.checkpoint.torch.TorchScriptReader;
import dev.sonde.checkpoint.torch.TorchZipReader;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The registry: one line per format, the more specific first. */
final class Formats {

  private static final List<CheckpointReader> READERS =
      List.of(
          new AdapterReader(),
          new DistributedReader(),
          new ExportedReader(),
          new TorchScriptReader(),
          new TorchZipReader(),
          new TorchLegacyReader(),
          new PlainPickleReader(),
          new NpyObjectReader(),
          new KerasZipReader(),
          new KerasH5Reader(),
          new SafetensorsReader(),
          ShardIndexReader.safetensors(),
          ShardIndexReader.pytorch(),
          new KerasShardsReader(),
          new GgufReader(),
          new TensorFlowReader(),
          new TfjsReader(),
          new TfliteReader(),
          new FlaxReader(),
          ArchiveReader.gzip(Formats::find),
          ArchiveReader.tar(Formats::find),
          ArchiveReader.zip(Formats::find),
          new NpyReader(),
          new NpzReader(),
          new NpyFolderReader(),
          new OnnxReader()); // last: ONNX has no magic number

  /** Every reader, for tests that hold all of them to one promise. */
  static List<CheckpointReader> all() {
    return READERS;
  }

  private Formats() {}

  /** The first reader that recognises the source, or null. */
  static @Nullable CheckpointReader find(CheckpointReader.Source source) {
    for (CheckpointReader reader : READERS) {
      if (reader.recognises(source)) return reader;
    }
    return null;
  }

  static CheckpointReader recognise(CheckpointReader.Source source) {
    String other = source.isFolder() ? null : Signatures.ofParts(source);
    CheckpointReader reader = other == null ? find(source) : null;
    if (reader != null) return reader;
    if (other == null) other = Signatures.of(source);
    throw new CheckpointException(
        source.path()
            + ": "
            + (other != null
                ? other
                : "not a checkpoint of a known format (" + String.join(", ", names()) + ")"));
  }

  static List<String> names() {
    return READERS.stream().map(CheckpointReader::format).toList();
  }
}
