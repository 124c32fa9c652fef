package dev.sonde.checkpoint.keras;

import dev.sonde.checkpoint.reader.CheckpointException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * What a model's {@code config.json} says of a layer, as far as names need it.
 *
 * @param className such as {@code Dense}; empty if not given
 * @param module that the class is from
 * @param name that the user gave, or Keras made up
 * @param options true or false: {@code use_bias}, {@code scale}, …
 * @param position in the model's list
 * @param layers of a model, under the names that the weights file gives them: the class in snake
 *     case, counted
 * @param inner those that an option of this one holds, by the option's name
 */
record LayerConfig(
    String className,
    String module,
    String name,
    Map<String, Boolean> options,
    int position,
    Map<String, LayerConfig> layers,
    Map<String, LayerConfig> inner) {

  private static final int MAX_DEPTH = 32;

  /** More than any network has: each costs memory. */
  private static final int MAX_LAYERS = 100_000;

  private static final Set<String> OPTIONS = Set.of("use_bias", "scale", "center");

  /** Where wrappers such as {@code TimeDistributed} and {@code RNN} keep what they wrap. */
  private static final Set<String> WRAPPED = Set.of("layer", "cell", "backward_layer");

  private static final LayerConfig NOTHING =
      new LayerConfig("", "", "", Map.of(), 0, Map.of(), Map.of());
  private static final JsonFactory JSON = new JsonFactory();

  /** Reads a whole configuration. */
  static LayerConfig read(String file, byte[] json) {
    try (JsonParser in = JSON.createParser(ObjectReadContext.empty(), json)) {
      if (in.nextToken() != JsonToken.START_OBJECT) {
        throw new CheckpointException(file + ": config.json is not an object");
      }
      return new Reader(file, in).layer(0, 0);
    } catch (JacksonException e) {
      throw new CheckpointException(
          file + ": config.json is not valid JSON: " + e.getOriginalMessage(), e);
    }
  }

  /** Reads layers one after the other, without keeping what names do not need. */
  private static final class Reader {
    private final String file;
    private final JsonParser in;
    private int read;

    private Reader(String file, JsonParser in) {
      this.file = file;
      this.in = in;
    }

    /** The parser stands at the start of an object, and is left at its end. */
    private LayerConfig layer(int depth, int position) {
      if (++read > MAX_LAYERS) {
        throw new CheckpointException(
            file + ": config.json describes more than " + MAX_LAYERS + " layers");
      }
      String className = "";
      String module = "";
      LayerConfig config = NOTHING;
      while (in.nextToken() == JsonToken.PROPERTY_NAME) {
        String key = in.currentName();
        JsonToken value = in.nextToken();
        switch (key) {
          case "class_name" -> className = text(value);
          case "module" -> module = text(value);
          case "config" -> {
            if (value == JsonToken.START_OBJECT && depth < MAX_DEPTH) config = config(depth);
            else in.skipChildren();
          }
          default -> in.skipChildren();
        }
      }
      return new LayerConfig(
          className, module, config.name, config.options, position, config.layers, config.inner);
    }

    private String text(JsonToken value) {
      if (value == JsonToken.VALUE_STRING) return in.getString();
      in.skipChildren();
      return "";
    }

    /** What a layer's own {@code get_config} returned. */
    private LayerConfig config(int depth) {
      String name = "";
      Map<String, Boolean> options = new HashMap<>();
      List<LayerConfig> layers = List.of();
      Map<String, LayerConfig> inner = new HashMap<>();
      while (in.nextToken() == JsonToken.PROPERTY_NAME) {
        String key = in.currentName();
        JsonToken value = in.nextToken();
        if (key.equals("name")) name = text(value);
        else if (OPTIONS.contains(key)) options.put(key, value == JsonToken.VALUE_TRUE);
        else if (key.equals("layers") && value == JsonToken.START_ARRAY) layers = list(depth);
        else if (WRAPPED.contains(key) && value == JsonToken.START_OBJECT) {
          inner.put(key, layer(depth + 1, 0));
        } else in.skipChildren();
      }
      return new LayerConfig("", "", name, options, 0, counted(layers), inner);
    }

    private List<LayerConfig> list(int depth) {
      List<LayerConfig> layers = new ArrayList<>();
      for (JsonToken token = in.nextToken();
          token != JsonToken.END_ARRAY && token != null;
          token = in.nextToken()) {
        if (token == JsonToken.START_OBJECT) layers.add(layer(depth + 1, layers.size()));
        else in.skipChildren();
      }
      return layers;
    }
  }

  /**
   * As Keras' {@code saving_lib} names the members of a list: each class in snake case, the second
   * of a class with {@code _1}, and so on. Operations that are no layers are not in that list.
   */
  private static Map<String, LayerConfig> counted(List<LayerConfig> layers) {
    Map<String, LayerConfig> named = new LinkedHashMap<>();
    Map<String, Integer> uses = new HashMap<>();
    for (LayerConfig layer : layers) {
      if (layer.className.isEmpty() || layer.isOperation()) continue;
      String base = ClassNames.snakeCase(layer.className);
      int before = uses.merge(base, 1, Integer::sum) - 1;
      named.put(before == 0 ? base : base + "_" + before, layer);
    }
    return Collections.unmodifiableMap(named);
  }

  /** Whether the class is one of Keras' own. */
  boolean builtIn() {
    return module.equals("keras") || module.startsWith("keras.");
  }

  /** Functions such as {@code keras.ops.add} stand among the layers of a functional model. */
  private boolean isOperation() {
    return module.startsWith("keras.ops") || module.startsWith("keras.src.ops");
  }

  /** Whether an option is set; {@code ifAbsent} where nothing is said of it. */
  boolean option(String option, boolean ifAbsent) {
    return options.getOrDefault(option, ifAbsent);
  }

  static @Nullable LayerConfig childOf(@Nullable LayerConfig parent, String option) {
    return parent == null ? null : parent.inner.get(option);
  }

  static @Nullable LayerConfig memberOf(@Nullable LayerConfig parent, String structuralName) {
    return parent == null ? null : parent.layers.get(structuralName);
  }
}
