package dev.sonde.network.program.exported;

import dev.sonde.checkpoint.reader.Bytes;
import dev.sonde.checkpoint.reader.CheckpointReader;
import dev.sonde.checkpoint.torch.TorchZipReader;
import dev.sonde.checkpoint.zip.ZipArchive;
import dev.sonde.checkpoint.zip.ZipEntry;
import dev.sonde.network.program.ProgramException;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * A {@code .pt2} archive: where its graph and its arrays lie. PyTorch 2.1 to 2.6 put {@code
 * serialized_*} beside each other, 2.7 and 2.8 one pickled dictionary of weights in {@code
 * data/weights}, later ones each array as raw bytes.
 *
 * @param path as it was given
 * @param root the folder in the archive, with its slash; empty in the oldest
 */
record Archive(Path path, ZipArchive zip, String root) {

  /** A graph of a very large network has some ten million bytes. */
  private static final long MOST_JSON = 1L << 28;

  private static final String OLD = "serialized_exported_program.json";

  /** The archive that the bytes are, if they are one. */
  static Optional<Archive> find(Path path, Bytes bytes) {
    if (!ZipArchive.recognises(bytes)) return Optional.empty();
    ZipArchive zip = ZipArchive.open(bytes);
    for (String name : zip.names()) {
      if (name.equals(OLD)) return Optional.of(new Archive(path, zip, ""));
      int models = name.indexOf("models/");
      if (models >= 0
          && name.endsWith(".json")
          && (models == 0 || name.charAt(models - 1) == '/')) {
        return Optional.of(new Archive(path, zip, name.substring(0, models)));
      }
    }
    return Optional.empty();
  }

  private boolean isOld() {
    return zip.find(root + OLD) != null;
  }

  /** The names of the models in it. */
  private List<String> models() {
    List<String> models = new ArrayList<>();
    String folder = root + "models/";
    for (String name : zip.names()) {
      if (name.startsWith(folder) && name.endsWith(".json")) {
        models.add(name.substring(folder.length(), name.length() - ".json".length()));
      }
    }
    return models;
  }

  /** The model that is meant: the only one, or the one called {@code model}. */
  String model() {
    if (isOld()) return "";
    List<String> models = models();
    if (models.contains("model")) return "model";
    if (models.size() == 1) return models.getFirst();
    throw new ProgramException(path + ": holds the programs " + models + ", expected one");
  }

  Node graph(String model, ObjectMapper mapper) {
    return json(root + (isOld() ? OLD : "models/" + model + ".json"), mapper);
  }

  private Node json(String name, ObjectMapper mapper) {
    ZipEntry entry = zip.get(name);
    if (entry.size() > MOST_JSON) {
      throw new ProgramException(path + ": '" + name + "' has " + entry.size() + " bytes");
    }
    Bytes bytes = entry.content();
    byte[] text = bytes.segment().toArray(java.lang.foreign.ValueLayout.JAVA_BYTE);
    try {
      JsonNode json = mapper.readTree(text);
      return new Node(path.toString(), name, json);
    } catch (JacksonException e) {
      throw new ProgramException(
          path + ": '" + name + "' is no JSON: " + e.getOriginalMessage(), e);
    }
  }

  /** Parameters and buffers that are part of the state dict, by name. */
  Map<String, Tensor> weights(String model, ObjectMapper mapper) {
    if (isOld()) return pickled("serialized_state_dict.pt", "serialized_state_dict.json");
    return arrays("weights", model, mapper);
  }

  /** Buffers that are not, and arrays that the program was written with. */
  Map<String, Tensor> constants(String model, ObjectMapper mapper) {
    if (isOld()) return pickled("serialized_constants.pt", "serialized_constants.json");
    return arrays("constants", model, mapper);
  }

  private Map<String, Tensor> arrays(String kind, String model, ObjectMapper mapper) {
    String folder = root + "data/" + kind + "/";
    String config = folder + model + "_" + kind + "_config.json";
    if (zip.find(config) == null) {
      return pickled("data/" + kind + "/" + model + ".pt");
    }
    Map<String, Tensor> arrays = new LinkedHashMap<>();
    json(config, mapper)
        .get("config")
        .entries()
        .forEach(
            (name, entry) -> {
              Tensor array = array(name, entry, folder);
              if (array != null) arrays.put(name, array);
            });
    return arrays;
  }

  private @Nullable Tensor array(String name, Node entry, String folder) {
    ZipEntry bytes = zip.find(folder + entry.get("path_name").text());
    if (bytes == null) throw entry.wrong("file of the array '" + name + "'");
    Node use = entry.find("use_pickle");
    if (use != null && use.truth()) {
      Map<String, Tensor> one = read(bytes);
      return one.size() == 1 ? one.values().iterator().next().named(name) : null;
    }
    Node meta = entry.find("tensor_meta");
    if (meta == null) return null;
    long[] shape = wholes(meta.get("sizes"));
    long[] strides = wholes(meta.get("strides"));
    long offset = whole(meta.get("storage_offset"));
    try {
      return Tensor.view(
          name,
          Types.dtype(meta.get("dtype")),
          Shape.of(shape),
          bytes.storage(),
          Math.multiplyExact(offset, (long) Types.dtype(meta.get("dtype")).byteSize()),
          strides,
          ByteOrder.LITTLE_ENDIAN);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new ProgramException(path + ": array '" + name + "': " + e.getMessage(), e);
    }
  }

  private static long[] wholes(Node list) {
    return list.items().stream().mapToLong(Archive::whole).toArray();
  }

  private static long whole(Node number) {
    return number.json().isObject() ? number.get("as_int").whole() : number.whole();
  }

  /** The arrays of a pickled dictionary under the first of some names; none if there is none. */
  private Map<String, Tensor> pickled(String... names) {
    for (String name : names) {
      ZipEntry entry = zip.find(root + name);
      if (entry != null && entry.size() > 0) return read(entry);
    }
    return Map.of();
  }

  private Map<String, Tensor> read(ZipEntry entry) {
    CheckpointReader.Source source =
        new CheckpointReader.Source(
            path, false, Bytes.of(path.toString(), entry.storage().bytes()));
    CheckpointReader reader = new TorchZipReader();
    if (!reader.recognises(source)) {
      throw new ProgramException(path + ": '" + entry.name() + "' holds no pickled arrays");
    }
    return reader.read(source).tensors();
  }
}
