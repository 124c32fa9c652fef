package dev.sonde.checkpoint.onnx;

import dev.sonde.checkpoint.reader.Bytes;
import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.checkpoint.reader.Claims;
import dev.sonde.checkpoint.reader.ModelFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The files beside a model that hold the numbers of its large tensors, each mapped once. A model
 * names them by {@code location}, {@code offset} and {@code length}; the location stays in the
 * model's folder.
 */
final class ExternalData {

  /** Beyond which bytes are not to be named again and again; tied weights stay far below. */
  private static final long FREE_CLAIM = 64L << 20;

  private final ModelFolder folder;
  private final Claims claims = new Claims(FREE_CLAIM);
  private final Map<String, Bytes> files = new HashMap<>();
  private final Set<Path> counted = new HashSet<>();

  ExternalData(ModelFolder folder) {
    this.folder = folder;
  }

  /**
   * The bytes of one tensor.
   *
   * @param entries the tensor's {@code external_data}
   * @param needed bytes that its shape needs
   * @param naming start of messages: {@code model.onnx: tensor 'w'}
   */
  Bytes find(Map<String, String> entries, long needed, String naming) {
    String location = entries.get("location");
    if (location == null) throw new CheckpointException(naming + " lies in a file without a name");
    long offset = number(entries, "offset", 0, naming);
    long length = number(entries, "length", needed, naming);
    if (length != needed) {
      throw new CheckpointException(
          naming + " has " + length + " bytes in '" + location + "', its shape needs " + needed);
    }
    Bytes file = files.get(location);
    if (file == null) {
      file = map(location, naming);
      files.put(location, file);
    }
    if (!file.has(offset, length)) {
      throw new CheckpointException(
          naming
              + " needs "
              + length
              + " bytes at "
              + offset
              + " of '"
              + location
              + "', which has "
              + file.size());
    }
    claims.claim(naming, length, 1);
    return file.slice(file.name(), offset, length);
  }

  private static long number(Map<String, String> entries, String key, long absent, String naming) {
    String text = entries.get(key);
    try {
      return text == null ? absent : Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new CheckpointException(
          naming + " has the " + key + " '" + text + "' of external data, not a number", e);
    }
  }

  private Bytes map(String location, String naming) {
    Path file = folder.find(location, naming);
    if (file == null) {
      throw new CheckpointException(
          naming + " lies in '" + location + "', which is not in the model's folder");
    }
    try {
      Bytes bytes = Bytes.map(file, location);
      // However often and differently it is spelled.
      if (counted.add(file.toRealPath())) claims.store(bytes.size());
      return bytes;
    } catch (IOException e) {
      throw new CheckpointException(
          naming + " lies in '" + location + "', which cannot be read: " + e.getMessage(), e);
    }
  }
}
