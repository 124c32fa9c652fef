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

  /** The width of one head, by what is split where the file does not say. */
  int headWidth(int width, int heads) {
    return headWidth(width, heads, 0);
  }

  /**
   * The width of one head.
   *
   * @param usual where the file does not speak of it; 0: as it is split
   */
  int headWidth(int width, int heads, int usual) {
    Json named = json.at("head_dim");
    int given = named.integer(1, WIDEST, named.isMissing() ? usual : 0);
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

  /** How many of a head's dimensions are turned: whole pairs. */
  int turned(double dimensions, int headWidth) {
    int turned = (int) dimensions;
    if ((turned + 1) / 2 * 2 <= headWidth) return turned;
    throw json.error(
        turned + " of " + headWidth + " dimensions of a head cannot be turned in pairs");
  }

  Activation activation(String name, String otherwise) {
    Json given = json.at(name);
    return switch (given.text(otherwise)) {
      case "relu" -> Activation.RELU;
      case "gelu", "gelu_python" -> Activation.GELU;
      case "gelu_new", "gelu_pytorch_tanh", "gelu_python_tanh", "gelu_fast", "gelu_accurate" ->
          Activation.GELU_TANH;
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

  /**
   * A number that is 0 where the file says that there is none.
   *
   * @param usual where the file does not speak of it
   */
  double limit(String name, double usual) {
    Json given = json.at(name);
    return given.number(given.isMissing() ? usual : 0);
  }

  /**
   * How many positions a query sees; 0: all.
   *
   * @param usual where the file does not speak of it
   */
  int window(int usual) {
    Json given = json.at("sliding_window");
    return given.integer(1, LONGEST, given.isMissing() ? usual : 0);
  }

  /** A window per layer, where {@code layer_types} says so if the file has them. */
  List<Integer> windows(int layers, int window, boolean everyLayer) {
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
    Json base = ropeParameters().at("rope_theta");
    if (base.isAbsent()) base = json.at("rope_theta");
    return rotary(ropeParameters(), turned, base.number(theta), context);
  }

  /** As {@link #rotary(int, double, int)}, by these parameters. */
  Rotary rotary(Json parameters, int turned, double theta, int context) {
    return new RotaryScaling(parameters, theta, turned, context, json).rotary();
  }

  private Json ropeParameters() {
    Json parameters = json.at("rope_parameters");
    return parameters.isAbsent() ? json.at("rope_scaling") : parameters;
  }

  /** Positions that a text may have: where turns grow with the text, as far as they may reach. */
  int reach(int context) {
    Json parameters = ropeParameters();
    Json type = parameters.at("rope_type");
    if (type.isAbsent()) type = parameters.at("type");
    if (!type.text("default").equals("dynamic")) return context;
    return (int) Math.min(LONGEST, context * Math.max(1, parameters.at("factor").number()));
  }
}
