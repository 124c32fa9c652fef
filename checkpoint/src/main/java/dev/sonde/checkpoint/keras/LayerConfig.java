package dev.sonde.checkpoint.keras;

import dev.sonde.checkpoint.CheckpointException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
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
  private static final JsonFactory JSON = new JsonFactory();
  private static final Pattern NOT_WORD = Pattern.compile("\\W+");
  private static final Pattern BEFORE_WORD = Pattern.compile("(.)([A-Z][a-z]+)");
  private static final Pattern BEFORE_CAPITAL = Pattern.compile("([a-z])([A-Z])");

  /** Reads a whole configuration. */
  static LayerConfig read(String file, byte[] json) {
    try (JsonParser in = JSON.createParser(ObjectReadContext.empty(), json)) {
      if (in.nextToken() != JsonToken.START_OBJECT) {
        throw new CheckpointException(file + ": config.json is not an object");
      }
      return layer(in, 0, 0);
    } catch (JacksonException e) {
      throw new CheckpointException(
          file + ": config.json is not valid JSON: " + e.getOriginalMessage(), e);
    }
  }

  /** The parser stands at the start of an object, and is left at its end. */
  private static LayerConfig layer(JsonParser in, int depth, int position) {
    String className = "";
    String module = "";
    Config config = new Config();
    while (in.nextToken() == JsonToken.PROPERTY_NAME) {
      String key = in.currentName();
      JsonToken value = in.nextToken();
      switch (key) {
        case "class_name" -> className = text(in, value);
        case "module" -> module = text(in, value);
        case "config" -> config.read(in, value, depth);
        default -> in.skipChildren();
      }
    }
    return new LayerConfig(
        className,
        module,
        config.name,
        config.options,
        position,
        counted(config.layers),
        config.inner);
  }

  private static String text(JsonParser in, JsonToken value) {
    if (value == JsonToken.VALUE_STRING) return in.getString();
    in.skipChildren();
    return "";
  }

  /** The part of a layer's description that its own {@code get_config} returned. */
  private static final class Config {
    private String name = "";
    private final Map<String, Boolean> options = new HashMap<>();
    private final List<LayerConfig> layers = new ArrayList<>();
    private final Map<String, LayerConfig> inner = new HashMap<>();

    private void read(JsonParser in, JsonToken start, int depth) {
      if (start != JsonToken.START_OBJECT || depth >= MAX_DEPTH) {
        in.skipChildren();
        return;
      }
      while (in.nextToken() == JsonToken.PROPERTY_NAME) {
        String key = in.currentName();
        JsonToken value = in.nextToken();
        switch (value) {
          case VALUE_STRING -> {
            if (key.equals("name")) name = in.getString();
          }
          case VALUE_TRUE -> options.put(key, true);
          case VALUE_FALSE -> options.put(key, false);
          case START_OBJECT -> inner.put(key, layer(in, depth + 1, 0));
          case START_ARRAY -> {
            if (key.equals("layers")) list(in, depth);
            else in.skipChildren();
          }
          default -> in.skipChildren();
        }
      }
    }

    private void list(JsonParser in, int depth) {
      for (JsonToken token = in.nextToken();
          token != JsonToken.END_ARRAY && token != null;
          token = in.nextToken()) {
        if (token == JsonToken.START_OBJECT) layers.add(layer(in, depth + 1, layers.size()));
        else in.skipChildren();
      }
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
      String base = snakeCase(layer.className);
      int before = uses.merge(base, 1, Integer::sum) - 1;
      named.put(before == 0 ? base : base + "_" + before, layer);
    }
    return Collections.unmodifiableMap(named);
  }

  /**
   * Keras' {@code to_snake_case}: {@code Conv2D} is {@code conv2d}, {@code ReLU} is {@code re_lu}.
   */
  static String snakeCase(String className) {
    String word = NOT_WORD.matcher(className).replaceAll("");
    word = BEFORE_WORD.matcher(word).replaceAll("$1_$2");
    return BEFORE_CAPITAL.matcher(word).replaceAll("$1_$2").toLowerCase(Locale.ROOT);
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
