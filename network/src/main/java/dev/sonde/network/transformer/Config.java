package dev.sonde.network.transformer;

import dev.sonde.network.json.Json;
import dev.sonde.network.transformer.Architecture.Activation;
import dev.sonde.network.transformer.Architecture.Rotary;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A {@code config.json}, with bounds on every number that memory depends on. */
record Config(Json json) {

  private static final int MOST_LAYERS = 2_000;
  private static final int MOST_HEADS = 8_192;
  private static final int WIDEST = 1 << 20;
  private static final int MOST_TOKENS = 1 << 24;
  private static final int LONGEST = 1 << 28;

  int layers(String name) {
    return json.at(name).integer(1, MOST_LAYERS);
  }

  int width(String name) {
    return json.at(name).integer(1, WIDEST);
  }

  int width(String name, int otherwise) {
    return json.at(name).integer(1, WIDEST, otherwise);
  }

  int heads(String name) {
    return json.at(name).integer(1, MOST_HEADS);
  }

  int vocabulary() {
    return json.at("vocab_size").integer(1, MOST_TOKENS);
  }

  int context(String name) {
    return json.at(name).integer(1, LONGEST);
  }

  /** The width of one head, where the file does not say. */
  int headWidth(int width, int heads) {
    int given = json.at("head_dim").integer(1, WIDEST, 0);
    if (given > 0) return given;
    if (width % heads != 0) {
      throw json.error("a width of " + width + " does not divide into " + heads + " heads");
    }
    return width / heads;
  }

  /** Heads of keys, which serve the others in groups. */
  int keyHeads(int heads) {
    int keys = json.at("num_key_value_heads").integer(1, MOST_HEADS, heads);
    if (heads % keys != 0) {
      throw json.error(heads + " heads do not divide into groups for " + keys + " heads of keys");
    }
    return keys;
  }

  Activation activation(String name, String otherwise) {
    Json given = json.at(name);
    return switch (given.text(otherwise)) {
      case "relu" -> Activation.RELU;
      case "gelu" -> Activation.GELU;
      case "gelu_new", "gelu_pytorch_tanh", "gelu_fast" -> Activation.GELU_TANH;
      case "quick_gelu" -> Activation.GELU_SIGMOID;
      case "silu", "swish" -> Activation.SILU;
      case "relu2" -> Activation.RELU_SQUARED;
      default -> throw given.wrong("relu, gelu, gelu_new, quick_gelu, silu or relu2");
    };
  }

  boolean tied(boolean otherwise) {
    return json.at("tie_word_embeddings").truth(otherwise);
  }

  /** The same scale for every layer: one over the root of a head's width. */
  static List<Double> scales(int layers, double width) {
    return Collections.nCopies(layers, 1 / Math.sqrt(width));
  }

  /** Windows per layer, by {@code layer_types} if the file has them. */
  List<Integer> windows(int layers, boolean everyLayer) {
    Json given = json.at("sliding_window");
    int window = given.integer(1, LONGEST, 0);
    Json types = json.at("layer_types");
    if (types.isAbsent()) return Collections.nCopies(layers, everyLayer ? window : 0);
    List<Integer> windows = new ArrayList<>();
    for (boolean sliding : sliding(layers)) windows.add(sliding ? window : 0);
    return windows;
  }

  /** Which layers look at a window only. */
  List<Boolean> sliding(int layers) {
    List<Json> types = json.at("layer_types").list();
    if (types.size() != layers) {
      throw json.at("layer_types").error(types.size() + " types of " + layers + " layers");
    }
    List<Boolean> sliding = new ArrayList<>();
    for (Json type : types) {
      switch (type.text()) {
        case "full_attention" -> sliding.add(false);
        case "sliding_attention" -> sliding.add(true);
        default -> throw type.wrong("full_attention or sliding_attention");
      }
    }
    return sliding;
  }

  /**
   * Rotary positions with the scaling that the file names.
   *
   * @param turned dimensions of a head that are turned
   * @param theta where the file does not say
   */
  Rotary rotary(int turned, double theta, int context) {
    Json parameters = json.at("rope_parameters");
    if (parameters.isAbsent()) parameters = json.at("rope_scaling");
    Json base = parameters.at("rope_theta");
    if (base.isAbsent()) base = json.at("rope_theta");
    return RotaryScaling.of(parameters, base.number(theta), turned, context, json);
  }
}
