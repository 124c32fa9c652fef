package dev.sonde.checkpoint.shards;

import dev.sonde.checkpoint.reader.Bytes;
import dev.sonde.checkpoint.reader.CheckpointException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * The text of an index of shards: a JSON object whose {@code weight_map} has a file for each tensor
 * ({@code *.safetensors.index.json}, {@code *.bin.index.json}), or for each group of tensors
 * ({@code model.weights.json} of Keras).
 *
 * @param shards for each tensor, or group, the name of its shard, in the file's order
 */
public record ShardIndex(Map<String, String> shards, Map<String, String> metadata) {

  /** As for a header: a hundred bytes for each of a million tensors. */
  private static final int MAX_SIZE = 100_000_000;

  /** The weight_map comes after a few numbers. */
  private static final int BEGINNING = 1 << 20;

  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  public ShardIndex {
    shards = Collections.unmodifiableMap(shards);
    metadata = Collections.unmodifiableMap(metadata);
  }

  /**
   * The first file that the {@code weight_map} names, or null if this is no index; never throws.
   */
  public static @Nullable String firstShard(Bytes bytes) {
    if (bytes.size() > MAX_SIZE || !startsAsObject(bytes)) return null;
    try (JsonParser json = parser(bytes.slice("", 0, Math.min(bytes.size(), BEGINNING)))) {
      json.nextToken();
      while (json.nextToken() == JsonToken.PROPERTY_NAME) {
        String key = json.currentName();
        JsonToken value = json.nextToken();
        if (key.equals("weight_map")) {
          return value == JsonToken.START_OBJECT ? firstText(json) : null;
        }
        json.skipChildren();
      }
      return null;
    } catch (JacksonException e) {
      return null;
    }
  }

  /** Of an object of texts or of lists of texts; empty if it has none. */
  private static String firstText(JsonParser json) {
    json.nextToken();
    if (json.nextToken() == JsonToken.START_ARRAY) json.nextToken();
    return json.currentToken() == JsonToken.VALUE_STRING ? json.getString() : "";
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

  public static ShardIndex read(Bytes bytes) {
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
    return new ShardIndex(shards, metadata);
  }

  private static void readShards(JsonParser json, Bytes bytes, Map<String, String> shards) {
    require(
        json.currentToken() == JsonToken.START_OBJECT, bytes, "the weight_map is not an object");
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String tensor = json.currentName();
      JsonToken value = json.nextToken();
      if (value != JsonToken.START_ARRAY) {
        shards.put(tensor, shard(json, bytes, tensor));
        continue;
      }
      // Keras lists the files that a layer's variables are spread over.
      for (int i = 0; json.nextToken() != JsonToken.END_ARRAY; i++) {
        shards.put(i == 0 ? tensor : tensor + "#" + i, shard(json, bytes, tensor));
      }
    }
  }

  private static String shard(JsonParser json, Bytes bytes, String tensor) {
    require(
        json.currentToken() == JsonToken.VALUE_STRING,
        bytes,
        "the weight_map has no file name for tensor '" + tensor + "'");
    return json.getString();
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
