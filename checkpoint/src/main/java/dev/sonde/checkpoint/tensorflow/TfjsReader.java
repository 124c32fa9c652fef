package dev.sonde.checkpoint.tensorflow;

import dev.sonde.checkpoint.reader.Bytes;
import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.checkpoint.reader.CheckpointReader;
import dev.sonde.checkpoint.reader.Contents;
import dev.sonde.checkpoint.reader.JsonText;
import dev.sonde.checkpoint.reader.ModelFolder;
import dev.sonde.tensor.DType;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Storage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;

/**
 * Reads models of TensorFlow.js, layers and graph models alike: {@code model.json} lists groups of
 * weights, whose bytes follow one another through the group's files. Weights that the converter
 * quantised are shown by the numbers that TensorFlow.js makes of them.
 */
public final class TfjsReader implements CheckpointReader {

  private static final int MAX_JSON = 32 << 20;
  private static final JsonFactory JSON = new JsonFactory();

  @Override
  public String format() {
    return "tfjs";
  }

  @Override
  public boolean recognises(Source source) {
    Bytes bytes = source.bytes();
    if (bytes.size() > MAX_JSON || !JsonText.startsAsObject(bytes)) return false;
    byte[] text = bytes.copy(0, bytes.size(), MAX_JSON, "the JSON text");
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), text)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.PROPERTY_NAME) {
        if (json.currentName().equals("weightsManifest")) return true;
        json.nextToken();
        json.skipChildren();
      }
      return false;
    } catch (JacksonException e) {
      return false;
    }
  }

  @Override
  public Contents read(Source source) {
    Bytes bytes = source.bytes();
    Contents.Builder contents = new Contents.Builder(bytes.name());
    JsonNode model = JsonText.read(bytes);
    for (String key : List.of("format", "generatedBy", "convertedBy")) {
      String value = JsonText.text(model, key);
      if (value != null) contents.metadata(key, value);
    }
    JsonNode config = model.path("modelTopology").get("model_config");
    if (config != null) contents.metadata("model_config", config.toString());
    ModelFolder folder = ModelFolder.around(source.path());
    Set<Path> seen = new HashSet<>();
    for (JsonNode group : model.path("weightsManifest")) {
      new Group(bytes.name(), files(bytes.name(), folder, group, seen), contents).add(group);
    }
    return contents.build();
  }

  private static List<Bytes> files(
      String name, ModelFolder folder, JsonNode group, Set<Path> seen) {
    List<Bytes> files = new ArrayList<>();
    for (JsonNode path : group.path("paths")) {
      String file = path.asString("");
      Path found = folder.find(file, name);
      if (found == null) {
        throw new CheckpointException(name + ": '" + file + "' is missing in its folder");
      }
      if (!seen.add(found)) throw new CheckpointException(name + ": names '" + file + "' twice");
      try {
        files.add(Bytes.map(found));
      } catch (IOException e) {
        throw new CheckpointException(name + ": " + file + " cannot be read: " + e.getMessage(), e);
      }
    }
    return files;
  }

  /** One group: its weights lie one after the other. */
  private static final class Group {
    private final String name;
    private final SplitBytes data;
    private final Contents.Builder contents;
    private long at;

    Group(String name, List<Bytes> files, Contents.Builder contents) {
      this.name = name;
      this.data = new SplitBytes(name, files);
      this.contents = contents;
    }

    void add(JsonNode group) {
      for (JsonNode weight : group.path("weights")) {
        String address = JsonText.text(weight, "name");
        long[] extents = JsonText.longs(weight.get("shape"));
        String dtype = JsonText.text(weight, "dtype");
        if (address == null || extents == null || dtype == null) {
          throw new CheckpointException(name + ": a weight lacks name, shape or dtype");
        }
        weight(address, extents, dtype, weight.get("quantization"));
      }
      if (at < data.size()) {
        contents.note((data.size() - at) + " bytes after a group's last weight are not read");
      }
    }

    private void weight(
        String address, long[] extents, String dtype, @Nullable JsonNode quantization) {
      long count = count(address, extents);
      if (dtype.equals("string")) {
        skipTexts(address, count);
        contents.note("'" + address + "' holds texts: left out");
        return;
      }
      String stored = quantization == null ? dtype : JsonText.text(quantization, "dtype");
      DType type = type(stored);
      if (type == null) {
        throw new CheckpointException(
            name + ": weight '" + address + "' has the type '" + stored + "'");
      }
      if (count > data.size() / type.byteSize()) {
        throw new CheckpointException(
            name + ": weight '" + address + "' has more numbers than its group's files");
      }
      Bytes own = data.range(at, count * type.byteSize(), "weight '" + address + "'");
      at += own.size();
      if (quantization == null || type == DType.FLOAT16) {
        contents.add(address, type, extents, own.storage(), 0);
      } else {
        AffineCodes codes =
            new AffineCodes(
                type,
                quantization.path("scale").asDouble(1),
                quantization.path("min").asDouble(0),
                dtype.equals("int32"));
        contents.add(address, DType.FLOAT32, extents, Storage.coded(own.segment(), codes), 0);
      }
    }

    private long count(String address, long[] extents) {
      try {
        return Shape.of(extents).count();
      } catch (IllegalArgumentException e) {
        throw new CheckpointException(name + ": weight '" + address + "': " + e.getMessage(), e);
      }
    }

    /** Each a length in 32 bits and that many bytes. */
    private void skipTexts(String address, long count) {
      for (long i = 0; i < count; i++) {
        at += 4 + data.range(at, 4, "weight '" + address + "'").u32(0);
        if (at > data.size()) {
          throw new CheckpointException(name + ": weight '" + address + "' ends beyond its files");
        }
      }
    }

    private static @Nullable DType type(@Nullable String name) {
      return switch (name == null ? "" : name) {
        case "float32" -> DType.FLOAT32;
        case "float16" -> DType.FLOAT16;
        case "int32" -> DType.INT32;
        case "uint8" -> DType.UINT8;
        case "uint16" -> DType.UINT16;
        case "bool" -> DType.BOOL;
        case "complex64" -> DType.COMPLEX64;
        default -> null;
      };
    }
  }
}
