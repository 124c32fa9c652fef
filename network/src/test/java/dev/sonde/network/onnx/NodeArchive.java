package dev.sonde.network.onnx;

import dev.sonde.checkpoint.onnx.OnnxModel;
import dev.sonde.checkpoint.onnx.OnnxType;
import dev.sonde.checkpoint.onnx.OnnxValueInfo;
import dev.sonde.checkpoint.onnx.Proto;
import dev.sonde.checkpoint.reader.Bytes;
import dev.sonde.checkpoint.reader.ModelFolder;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/**
 * The backend node tests of the ONNX project as one archive: {@code node/test_NAME/model.onnx} and,
 * per data set, {@code input_0.pb}, {@code output_0.pb} and so on.
 */
final class NodeArchive {

  /** One test: a model, and what goes in and must come out. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Example(String name, byte[] model, Map<String, byte[]> data) {

    /** Inputs or outputs of a data set, as the model declares them. */
    List<Datum> values(String folder, String kind, List<OnnxValueInfo> declared) {
      List<Datum> values = new ArrayList<>();
      for (int i = 0; i < declared.size(); i++) {
        byte[] message = data.get(folder + "/" + kind + "_" + i + ".pb");
        if (message == null) break;
        values.add(value(message, declared.get(i).type()));
      }
      return values;
    }

    List<String> folders() {
      return data.keySet().stream()
          .map(one -> one.substring(0, one.indexOf('/')))
          .distinct()
          .toList();
    }
  }

  private NodeArchive() {}

  static List<Example> read(Path archive) throws IOException {
    Map<String, byte[]> models = new TreeMap<>();
    Map<String, Map<String, byte[]>> data = new TreeMap<>();
    try (TarArchiveInputStream files =
        new TarArchiveInputStream(
            new XZCompressorInputStream(new BufferedInputStream(Files.newInputStream(archive))))) {
      for (TarArchiveEntry entry = files.getNextEntry();
          entry != null;
          entry = files.getNextEntry()) {
        String[] parts = entry.getName().split("/", 3);
        if (!entry.isFile() || parts.length != 3) continue;
        if (parts[2].equals("model.onnx")) models.put(parts[1], files.readAllBytes());
        else
          data.computeIfAbsent(parts[1], _ -> new TreeMap<>()).put(parts[2], files.readAllBytes());
      }
    }
    List<Example> examples = new ArrayList<>();
    models.forEach(
        (name, model) -> examples.add(new Example(name, model, data.getOrDefault(name, Map.of()))));
    return examples;
  }

  private static Datum value(byte[] message, OnnxType type) {
    return switch (type) {
      case OnnxType.OfTensor _ -> tensor(message);
      case OnnxType.OfSequence(OnnxType element) -> {
        List<Datum> elements = new ArrayList<>();
        int field = element instanceof OnnxType.OfSequence ? 5 : 3;
        for (byte[] one : fields(message, field)) elements.add(value(one, element));
        yield new Datum.OfSequence(elements);
      }
      case OnnxType.OfOptional(OnnxType element) -> {
        List<byte[]> held = fields(message, element instanceof OnnxType.OfSequence ? 5 : 3);
        yield held.isEmpty() ? new Datum.Nothing() : value(held.getFirst(), element);
      }
      case OnnxType.OfMap _, OnnxType.Unknown _ -> throw new AssertionError(type);
    };
  }

  private static Datum tensor(byte[] message) {
    byte[] model = Proto.model(graph -> graph.bytes(5, message));
    OnnxModel read = OnnxModel.read(Bytes.of("value", model), ModelFolder.around(Path.of("value")));
    return Constants.datum(read.graph().initializers().getFirst(), GraphException::new);
  }

  /** The contents of a length-delimited field of a message. */
  private static List<byte[]> fields(byte[] message, int field) {
    List<byte[]> found = new ArrayList<>();
    int[] at = {0};
    while (at[0] < message.length) {
      long key = varint(message, at);
      long value = varint(message, at);
      if ((key & 7) == 0) continue;
      if ((key & 7) != 2) throw new AssertionError("a field of kind " + (key & 7));
      byte[] content = java.util.Arrays.copyOfRange(message, at[0], at[0] + (int) value);
      at[0] += (int) value;
      if (key >>> 3 == field) found.add(content);
    }
    return found;
  }

  private static long varint(byte[] message, int[] at) {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte b = message[at[0]++];
      value |= (b & 0x7fL) << shift;
      if (b >= 0) return value;
    }
  }
}
