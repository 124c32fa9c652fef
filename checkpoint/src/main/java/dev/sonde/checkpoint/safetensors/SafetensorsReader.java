package dev.sonde.checkpoint.safetensors;

import dev.sonde.checkpoint.reader.Bytes;
import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.checkpoint.reader.CheckpointReader;
import dev.sonde.checkpoint.reader.Contents;
import dev.sonde.file.Printable;
import dev.sonde.tensor.DType;
import dev.sonde.tensor.SmallFloat;
import dev.sonde.tensor.Storage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/** Reads one safetensors file. The header is at most 100 MB, as in the reference implementation. */
public final class SafetensorsReader implements CheckpointReader {

  private static final int MAX_HEADER = 100_000_000;
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  @Override
  public String format() {
    return "safetensors";
  }

  @Override
  public boolean recognises(Source source) {
    Bytes bytes = source.bytes();
    if (!bytes.has(0, 10)) return false;
    long header = bytes.i64(0);
    // A header that is too long, but there, is refused by its length when it is read.
    return header >= 2
        && (header <= MAX_HEADER || bytes.has(8, header))
        && bytes.startsWith(8, (byte) '{');
  }

  @Override
  public Contents read(Source source) {
    Contents.Builder contents = new Contents.Builder(source.bytes().name());
    readInto(source.bytes(), contents);
    return contents.build();
  }

  private static void readInto(Bytes bytes, Contents.Builder contents) {
    long length = bytes.i64(0);
    byte[] header = bytes.copy(8, length, MAX_HEADER, "the header");
    Bytes data = bytes.slice(bytes.name(), 8 + length, bytes.size() - 8 - length);
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), header)) {
      expect(json.nextToken(), JsonToken.START_OBJECT, bytes, "the header");
      long claimed = 0;
      while (json.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = json.currentName();
        expect(json.nextToken(), JsonToken.START_OBJECT, bytes, "entry '" + name + "'");
        if (name.equals("__metadata__")) readMetadata(json, bytes, contents);
        else claimed += readTensor(name, json, data, contents);
        if (claimed > data.size()) {
          throw new CheckpointException(
              bytes.name() + ": its tensors overlap: together they need more bytes than it has");
        }
      }
    } catch (JacksonException e) {
      throw new CheckpointException(
          bytes.name() + ": the header is not valid JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static void readMetadata(JsonParser json, Bytes bytes, Contents.Builder contents) {
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String key = json.currentName();
      expect(json.nextToken(), JsonToken.VALUE_STRING, bytes, "metadata '" + key + "'");
      contents.metadata(key, json.getString());
    }
  }

  /**
   * @return bytes that it takes
   */
  private static long readTensor(
      String name, JsonParser json, Bytes data, Contents.Builder contents) {
    String type = null;
    long[] shape = null;
    long[] offsets = null;
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String key = json.currentName();
      json.nextToken();
      switch (key) {
        case "dtype" -> type = type(json, name, data);
        case "shape" -> shape = numbers(json, name, data);
        case "data_offsets" -> offsets = numbers(json, name, data);
        default -> json.skipChildren();
      }
    }
    if (type == null || shape == null || offsets == null || offsets.length != 2) {
      throw new CheckpointException(
          data.name() + ": tensor '" + name + "' lacks dtype, shape or two data_offsets");
    }
    long start = offsets[0];
    long end = offsets[1];
    if (start < 0 || end < start || end > data.size()) {
      throw new CheckpointException(
          data.name()
              + ": tensor '"
              + name
              + "' claims bytes "
              + start
              + " to "
              + end
              + " of "
              + data.size());
    }
    Bytes own = data.slice(data.name(), start, end - start);
    SmallFloat packed = SafetensorsTypes.PACKED.get(type);
    DType dtype = packed != null ? DType.FLOAT32 : SafetensorsTypes.TYPES.get(type);
    if (dtype == null) {
      contents.leftOut(name);
      contents.note(
          "'"
              + Printable.of(name, 200)
              + "' is left out: its element type "
              + type
              + " cannot be read, "
              + own.size()
              + " bytes of shape "
              + Arrays.toString(shape));
      return own.size();
    }
    double bits = packed == null ? 8.0 * dtype.byteSize() : packed.bits();
    for (long extent : shape) bits *= extent;
    requireSize(name, own, bits);
    Storage storage = packed == null ? own.storage() : Storage.coded(own.segment(), packed);
    contents.add(name, dtype, shape, storage, 0);
    return own.size();
  }

  private static void requireSize(String name, Bytes own, double bits) {
    if (bits / 8 == own.size()) return;
    Number needed = bits % 8 == 0 && bits < Long.MAX_VALUE ? (Number) ((long) bits / 8) : bits / 8;
    throw new CheckpointException(
        "%s: tensor '%s' has %d bytes, its shape needs %s"
            .formatted(own.name(), name, own.size(), needed));
  }

  private static String type(JsonParser json, String name, Bytes data) {
    expect(json.currentToken(), JsonToken.VALUE_STRING, data, "dtype of '" + name + "'");
    return json.getString();
  }

  private static long[] numbers(JsonParser json, String name, Bytes data) {
    expect(json.currentToken(), JsonToken.START_ARRAY, data, "shape or offsets of '" + name + "'");
    List<Long> numbers = new ArrayList<>();
    while (json.nextToken() == JsonToken.VALUE_NUMBER_INT) numbers.add(json.getLongValue());
    expect(json.currentToken(), JsonToken.END_ARRAY, data, "shape or offsets of '" + name + "'");
    return numbers.stream().mapToLong(Long::longValue).toArray();
  }

  private static void expect(
      @Nullable JsonToken found, JsonToken wanted, Bytes bytes, String what) {
    if (found != wanted) {
      throw new CheckpointException(
          bytes.name() + ": " + what + " should be " + wanted + ", found " + found);
    }
  }
}
