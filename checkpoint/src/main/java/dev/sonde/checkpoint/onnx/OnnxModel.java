package dev.sonde.checkpoint.onnx;

import dev.sonde.checkpoint.protobuf.Message;
import dev.sonde.checkpoint.reader.Bytes;
import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.checkpoint.reader.ModelFolder;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A whole model: the graph, the functions it defines, and what the file says of itself.
 *
 * @param irVersion of the file format
 * @param operatorSets the versions of operators by domain; the empty domain is ONNX's own
 * @param metadata {@code metadata_props}
 * @param hasTrainingInfo whether the file also holds graphs for training, which are not read
 */
public record OnnxModel(
    long irVersion,
    Map<String, Long> operatorSets,
    String producerName,
    String producerVersion,
    String domain,
    long modelVersion,
    OnnxGraph graph,
    List<OnnxFunction> functions,
    Map<String, String> metadata,
    boolean hasTrainingInfo) {

  public OnnxModel {
    operatorSets = Collections.unmodifiableMap(new LinkedHashMap<>(operatorSets));
    functions = List.copyOf(functions);
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
  }

  /**
   * Reads a model's structure and maps its numbers.
   *
   * @throws CheckpointException if the file is missing, damaged, no ONNX model, or its external
   *     data is missing or not in its folder
   */
  public static OnnxModel open(Path path) {
    try {
      return read(Bytes.map(path), ModelFolder.around(path));
    } catch (NoSuchFileException e) {
      throw new CheckpointException(path + ": no such file", e);
    } catch (IOException e) {
      throw new CheckpointException(path + ": cannot be read: " + e.getMessage(), e);
    }
  }

  /** As {@link #open}, from bytes whose external data would lie in {@code folder}. */
  public static OnnxModel read(Bytes bytes, ModelFolder folder) {
    Parsing parsing = new Parsing(bytes, new ExternalData(folder));
    GraphParser graphs = new GraphParser(parsing);
    long irVersion = 0;
    Map<String, Long> operatorSets = new LinkedHashMap<>();
    String producerName = "";
    String producerVersion = "";
    String domain = "";
    long modelVersion = 0;
    OnnxGraph graph = null;
    List<OnnxFunction> functions = new ArrayList<>();
    Map<String, String> metadata = new LinkedHashMap<>();
    boolean training = false;
    Message message = Message.of(bytes, "ONNX model");
    while (message.next()) {
      switch (message.field()) {
        case 1 -> irVersion = message.varint();
        case 2 -> producerName = message.text();
        case 3 -> producerVersion = message.text();
        case 4 -> domain = message.text();
        case 5 -> modelVersion = message.varint();
        case 7 -> {
          if (graph != null) throw message.error("a second graph");
          graph = graphs.graph(message.message(), 0);
        }
        case 8 -> graphs.operatorSet(message.message(), operatorSets);
        case 14 -> parsing.entry(message.message(), metadata);
        case 20 -> training = true;
        case 25 -> functions.add(graphs.function(message.message()));
        default -> {}
      }
    }
    if (graph == null)
      throw new CheckpointException(bytes.name() + ": an ONNX model without graph");
    return new OnnxModel(
        irVersion,
        operatorSets,
        producerName,
        producerVersion,
        domain,
        modelVersion,
        graph,
        functions,
        metadata,
        training);
  }
}
