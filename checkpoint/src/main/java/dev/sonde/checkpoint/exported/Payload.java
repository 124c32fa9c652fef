package dev.sonde.checkpoint.exported;

import dev.sonde.checkpoint.reader.Bytes;
import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.checkpoint.reader.Contents;
import dev.sonde.checkpoint.reader.JsonText;
import dev.sonde.checkpoint.zip.ZipEntry;
import dev.sonde.tensor.DType;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The weights, or the constants, of one program as PyTorch 2.9 and later store them: a list in JSON
 * with type, shape, strides and the entry of raw bytes for each name. Two names of one entry are
 * tied weights, or views of one storage.
 */
final class Payload {

  /** A kilobyte whose strides of 0 claim 2^60 elements, or names without end of one entry. */
  private static final long FREE_CLAIM = 8L << 30;

  private static final double CLAIM_PER_BYTE = 16;

  private final ExportedArchive archive;
  private final String folder;
  private final Set<String> seen = new HashSet<>();
  private double claimed;
  private double stored;

  Payload(ExportedArchive archive, String folder) {
    this.archive = archive;
    this.folder = folder;
  }

  Contents read(Bytes config) {
    Contents.Builder contents = new Contents.Builder(archive.file());
    JsonNode entries = JsonText.read(config).get("config");
    if (entries == null || !entries.isObject()) throw config.error(0, "has no 'config'");
    for (Map.Entry<String, JsonNode> entry : entries.properties()) {
      add(entry.getKey(), entry.getValue(), contents);
    }
    return contents.build();
  }

  private void add(String name, JsonNode entry, Contents.Builder contents) {
    String path = JsonText.text(entry, "path_name");
    if (path == null) throw lies(name, "has no path_name");
    ZipEntry bytes = archive.entry(folder + path);
    if (bytes == null) throw lies(name, "is in '" + folder + path + "', which is not there");
    JsonNode meta = entry.get("tensor_meta");
    if (meta == null || !meta.isObject()) {
      contents.note("'" + name + "' is an object, not a tensor: left out");
      return;
    }
    if (entry.path("use_pickle").asBoolean(false)) {
      addPickled(name, bytes, contents);
      return;
    }
    int type = meta.path("dtype").asInt(0);
    DType dtype = dtype(type);
    if (dtype == null) {
      contents.note("'" + name + "' has PyTorch's element type " + type + ": left out");
      return;
    }
    long[] sizes = numbers(name, meta.get("sizes"));
    long[] strides = numbers(name, meta.get("strides"));
    long offset = integer(name, meta.get("storage_offset"));
    for (long stride : strides) if (stride < 0) throw lies(name, "has the stride " + stride);
    double claim = dtype.byteSize();
    for (long size : sizes) claim *= size;
    claimed += claim;
    if (seen.add(path)) stored += bytes.size();
    if (claimed > FREE_CLAIM + CLAIM_PER_BYTE * stored) {
      throw lies(name, "claims " + (long) claim + " bytes of an entry of " + bytes.size());
    }
    // An offset beyond the bytes must stay beyond them: saturate instead of wrapping around.
    long start = Math.clamp(offset, -1, bytes.size()) * dtype.byteSize();
    contents.add(name, dtype, sizes, bytes.storage(), start, strides, archive.order());
  }

  /** A tensor subclass: {@code torch.save} of one value. */
  private void addPickled(String name, ZipEntry bytes, Contents.Builder contents) {
    Contents inside = archive.pickled(bytes);
    inside.notes().forEach(note -> contents.note(name + ": " + note));
    inside
        .tensors()
        .forEach(
            (address, tensor) ->
                contents.add(tensor.named(address.equals("tensor") ? name : name + "." + address)));
  }

  private long[] numbers(String name, @Nullable JsonNode array) {
    if (array == null || !array.isArray() || array.size() > 64) throw lies(name, "has no shape");
    long[] numbers = new long[array.size()];
    for (int i = 0; i < numbers.length; i++) numbers[i] = integer(name, array.get(i));
    return numbers;
  }

  /** {@code {"as_int": 8}}, of which only a program's inputs may be symbols. */
  private long integer(String name, @Nullable JsonNode symbol) {
    JsonNode value = symbol == null ? null : symbol.get("as_int");
    if (value == null || !value.isIntegralNumber() || !value.canConvertToLong()) {
      throw lies(name, "has no plain shape, strides and offset");
    }
    return value.asLong();
  }

  private CheckpointException lies(String name, String what) {
    return new CheckpointException(archive.file() + ": '" + name + "' " + what);
  }

  /** {@code ScalarType} in the schema's numbers. */
  private static @Nullable DType dtype(int number) {
    return switch (number) {
      case 1 -> DType.UINT8;
      case 2 -> DType.INT8;
      case 3 -> DType.INT16;
      case 4 -> DType.INT32;
      case 5 -> DType.INT64;
      case 6 -> DType.FLOAT16;
      case 7 -> DType.FLOAT32;
      case 8 -> DType.FLOAT64;
      case 10 -> DType.COMPLEX64;
      case 11 -> DType.COMPLEX128;
      case 12 -> DType.BOOL;
      case 13 -> DType.BFLOAT16;
      case 28 -> DType.UINT16;
      case 29 -> DType.FLOAT8_E4M3;
      case 30 -> DType.FLOAT8_E5M2;
      case 34 -> DType.UINT32;
      case 35 -> DType.UINT64;
      default -> null;
    };
  }
}
