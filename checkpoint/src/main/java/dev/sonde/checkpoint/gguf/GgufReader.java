package dev.sonde.checkpoint.gguf;

import dev.sonde.checkpoint.reader.Bytes;
import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.checkpoint.reader.CheckpointReader;
import dev.sonde.checkpoint.reader.Contents;
import dev.sonde.tensor.DType;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Storage;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads the weights of a GGUF file. Quantised ones keep their type's name and are decoded where
 * they are read; a type that cannot be read is named in the notes.
 */
public final class GgufReader implements CheckpointReader {

  private static final int MAX_SHOWN = 10_000;

  @Override
  public String format() {
    return "gguf";
  }

  @Override
  public boolean recognises(Source source) {
    return GgufFile.recognises(source.bytes());
  }

  @Override
  public Contents read(Source source) {
    Bytes bytes = source.bytes();
    GgufFile file = GgufFile.read(bytes);
    Contents.Builder contents = new Contents.Builder(bytes.name());
    contents.metadata("gguf.version", Long.toString(file.version()));
    for (String key : file.metadata().keys()) {
      String shown = file.metadata().show(key);
      contents.metadata(
          key, shown.length() > MAX_SHOWN ? shown.substring(0, MAX_SHOWN) + "…" : shown);
    }
    noteParts(file.metadata(), contents);
    long claimed = 0;
    for (GgufFile.Entry entry : file.tensors()) {
      claimed += add(bytes, file.dataAt(), entry, contents);
      if (claimed > bytes.size() - file.dataAt()) {
        throw new CheckpointException(
            bytes.name() + ": its tensors overlap: together they need more bytes than it has");
      }
    }
    return contents.build();
  }

  private static void noteParts(GgufMetadata settings, Contents.Builder contents) {
    long parts = settings.integer("split.count", 1);
    if (parts > 1) {
      contents.note(
          "part %d of a model in %d files: the others hold the rest (gguf-split --merge joins them)"
              .formatted(settings.integer("split.no", 0) + 1, parts));
    }
  }

  /** The bytes that the tensor takes. */
  private static long add(
      Bytes bytes, long dataAt, GgufFile.Entry entry, Contents.Builder contents) {
    GgufType type = GgufType.of(entry.type());
    DType dtype = type == null ? null : type.dtype();
    if (type == null || dtype == null) {
      contents.note(unread(entry, type));
      return 0;
    }
    String naming = bytes.name() + ": tensor '" + entry.name() + "'";
    long size = size(entry, type, naming);
    long at = dataAt + entry.offset();
    if (entry.offset() < 0 || size < 0 || !bytes.has(at, size)) {
      throw new CheckpointException(
          "%s needs %s bytes from %d on, the file has %d: it was cut off or its header lies"
              .formatted(naming, size < 0 ? "too many" : size, at, bytes.size()));
    }
    Storage storage = type.storage(bytes.slice(bytes.name(), at, size).segment());
    contents.add(entry.name(), dtype, entry.extents(), storage, 0);
    return size;
  }

  private static String unread(GgufFile.Entry entry, @Nullable GgufType type) {
    return "tensor '%s' %s has the ggml type %s, which cannot be read: left out"
        .formatted(
            entry.name(),
            Arrays.toString(entry.extents()),
            type == null ? entry.type() : type.label());
  }

  /** −1 beyond 2⁶³. */
  private static long size(GgufFile.Entry entry, GgufType type, String naming) {
    long[] extents = entry.extents();
    long row = extents.length == 0 ? 1 : extents[extents.length - 1];
    if (row % type.elements() != 0) {
      throw new CheckpointException(
          "%s has rows of %d, %s needs a multiple of %d"
              .formatted(naming, row, type.label(), type.elements()));
    }
    try {
      long blocks = Shape.of(extents).count() / type.elements();
      return blocks > Long.MAX_VALUE / type.bytes() ? -1 : blocks * type.bytes();
    } catch (IllegalArgumentException e) {
      throw new CheckpointException(naming + ": " + e.getMessage(), e);
    }
  }
}
