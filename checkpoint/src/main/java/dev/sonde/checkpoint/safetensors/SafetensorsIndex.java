package dev.sonde.checkpoint.safetensors;

import dev.sonde.checkpoint.reader.Bytes;
import dev.sonde.checkpoint.reader.CheckpointException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * The text of a {@code *.safetensors.index.json}.
 *
 * @param shards for each tensor the name of its shard, in the file's order
 */
record SafetensorsIndex(Map<String, String> shards, Map<String, String> metadata) {

  /** As for a header: a hundred bytes for each of a million tensors. */
  private static final int MAX_SIZE = 100_000_000;

  /** The weight_map comes after a few numbers. */
  private static final int BEGINNING = 1 << 20;

  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  SafetensorsIndex {
    shards = Collections.unmodifiableMap(shards);
    metadata = Collections.unmodifiableMap(metadata);
  }

  /** Whether this is a JSON object with a {@code weight_map}; never throws. */
  static boolean recognises(Bytes bytes) {
    if (bytes.size() > MAX_SIZE || !startsAsObject(bytes)) return false;
    try (JsonParser json = parser(bytes.slice("", 0, Math.min(bytes.size(), BEGINNING)))) {
      json.nextToken();
      while (json.nextToken() == JsonToken.PROPERTY_NAME) {
        String key = json.currentName();
        JsonToken value = json.nextToken();
        if (key.equals("weight_map")) return value == JsonToken.START_OBJECT;
        json.skipChildren();
      }
      return false;
    } catch (JacksonException e) {
      return false;
    }
  }

  private static boolean startsAsObject(Bytes bytes) {
    for (int at = 0; at < Math.min(bytes.size(), 64); at++) {
      int c = bytes.u8(at);
      if (c == '{') return true;
      if (c != ' ' && c != '\n' && c != '\r' && c != '\t') return false;
    }
    return false;
  }

  private static JsonParser parser(Bytes bytes) {
    byte[] text = bytes.copy(0, bytes.size(), MAX_SIZE, "the index");
    return JSON.createParser(ObjectReadContext.empty(), text);
  }

  static SafetensorsIndex read(Bytes bytes) {
    Map<String, String> shards = new LinkedHashMap<>();
    Map<String, String> metadata = new LinkedHashMap<>();
    try (JsonParser json = parser(bytes)) {
      require(json.nextToken() == JsonToken.START_OBJECT, bytes, "the index is not an object");
      while (json.nextToken() == JsonToken.PROPERTY_NAME) {
        String key = json.currentName();
        JsonToken value = json.nextToken();
        switch (key) {
          case "weight_map" -> readShards(json, bytes, shards);
          case "metadata" -> {
            if (value == JsonToken.START_OBJECT) readMetadata(json, metadata);
            else json.skipChildren();
          }
          default -> json.skipChildren();
        }
      }
      require(json.currentToken() == JsonToken.END_OBJECT, bytes, "the index does not end");
    } catch (JacksonException e) {
      throw new CheckpointException(
          bytes.name() + ": not valid JSON: " + e.getOriginalMessage(), e);
    }
    require(!shards.isEmpty(), bytes, "the index lists no tensor");
    return new SafetensorsIndex(shards, metadata);
  }

  private static void readShards(JsonParser json, Bytes bytes, Map<String, String> shards) {
    require(
        json.currentToken() == JsonToken.START_OBJECT, bytes, "the weight_map is not an object");
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String tensor = json.currentName();
      require(
          json.nextToken() == JsonToken.VALUE_STRING,
          bytes,
          "the weight_map has no file name for tensor '" + tensor + "'");
      shards.put(tensor, json.getString());
    }
  }

  /** Numbers and text as written; anything nested is the writer's own business. */
  private static void readMetadata(JsonParser json, Map<String, String> metadata) {
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String key = json.currentName();
      if (json.nextToken().isScalarValue()) metadata.put(key, json.getString());
      else json.skipChildren();
    }
  }

  private static void require(boolean holds, Bytes bytes, String problem) {
    if (!holds) throw new CheckpointException(bytes.name() + ": " + problem);
  }
}
