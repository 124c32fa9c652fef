package dev.sonde.network.model;

import dev.sonde.checkpoint.reader.CheckpointException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The layers of a Keras {@code model_config} and which feeds which. Nothing it names is called. */
record KerasGraph(Path file, List<Layer> layers) {

  private static final JsonMapper JSON = new JsonMapper();

  /** More than any network that can be built here has. */
  private static final int MOST = 1000;

  /** A layer, its settings, and the outputs that it reads as {@code name#index}. */
  record Layer(String name, String kind, JsonNode settings, Set<String> reads) {

    boolean readsFrom(Layer other, int output) {
      return reads.contains(other.name + "#" + output);
    }

    boolean is(String setting, String expected) {
      return settings.path(setting).asString("").equals(expected);
    }

    boolean is(String setting, boolean expected) {
      return settings.path(setting).asBoolean(!expected) == expected;
    }
  }

  static KerasGraph of(Path file, String config) {
    JsonNode model;
    try {
      model = JSON.readTree(config);
    } catch (JacksonException e) {
      throw new CheckpointException(
          file + ": its model_config is not valid JSON: " + e.getOriginalMessage(), e);
    }
    JsonNode listed = model.path("config").path("layers");
    if (!listed.isArray() || listed.size() > MOST) {
      throw new CheckpointException(file + ": its model_config has no list of layers");
    }
    List<Layer> layers = new ArrayList<>();
    for (JsonNode layer : listed) {
      Set<String> reads = new TreeSet<>();
      references(layer.path("inbound_nodes"), reads);
      String name = layer.path("config").path("name").asString("");
      layers.add(
          new Layer(name, layer.path("class_name").asString("?"), layer.path("config"), reads));
    }
    return new KerasGraph(file, layers);
  }

  /** Keras 2 and 3 nest them differently; both write {@code [name, node, output, …]}. */
  private static void references(JsonNode node, Set<String> found) {
    if (node.isArray() && node.size() >= 3 && node.get(0).isString() && node.get(2).isInt()) {
      found.add(node.get(0).asString() + "#" + node.get(2).asInt());
      return;
    }
    for (JsonNode part : node) references(part, found);
  }

  /** The LSTM that reads an input and nothing else. */
  Layer encoder() {
    List<Layer> found =
        layers.stream().filter(l -> l.kind().equals("LSTM") && readsOnlyInputs(l)).toList();
    if (found.size() != 1
        || layers.stream().filter(l -> !l.kind().equals("InputLayer")).count() != 3) {
      throw unknown();
    }
    return requireLstm(found.getFirst());
  }

  private boolean readsOnlyInputs(Layer layer) {
    return layer.reads().size() == 1
        && layers.stream()
            .filter(l -> l.kind().equals("InputLayer"))
            .anyMatch(input -> layer.readsFrom(input, 0));
  }

  /** The LSTM that starts with the encoder's h and c. */
  Layer decoder(Layer encoder) {
    Layer decoder =
        layers.stream()
            .filter(
                l -> l.kind().equals("LSTM") && l.readsFrom(encoder, 1) && l.readsFrom(encoder, 2))
            .findFirst()
            .orElseThrow(this::unknown);
    if (!decoder.is("return_sequences", true))
      throw unbuildable(decoder, "return_sequences", "true");
    return requireLstm(decoder);
  }

  /** The softmax over symbols. */
  Layer readout(Layer decoder) {
    Layer dense =
        layers.stream()
            .filter(l -> l.kind().equals("Dense") && l.readsFrom(decoder, 0))
            .findFirst()
            .orElseThrow(this::unknown);
    if (!dense.is("activation", "softmax")) throw unbuildable(dense, "activation", "softmax");
    if (!dense.is("use_bias", true)) throw unbuildable(dense, "use_bias", "true");
    return dense;
  }

  private Layer requireLstm(Layer layer) {
    if (!layer.is("activation", "tanh")) throw unbuildable(layer, "activation", "tanh");
    if (!layer.is("recurrent_activation", "sigmoid")) {
      throw unbuildable(layer, "recurrent_activation", "sigmoid");
    }
    if (!layer.is("use_bias", true)) throw unbuildable(layer, "use_bias", "true");
    if (!layer.is("go_backwards", false)) throw unbuildable(layer, "go_backwards", "false");
    return layer;
  }

  private CheckpointException unbuildable(Layer layer, String setting, String expected) {
    return new CheckpointException(
        file
            + ": layer '"
            + layer.name()
            + "' has "
            + setting
            + " "
            + layer.settings().path(setting)
            + ", Sonde builds "
            + expected);
  }

  private CheckpointException unknown() {
    return new CheckpointException(
        file
            + ": a Keras model of "
            + layers.stream().limit(8).map(Layer::kind).collect(Collectors.joining(", "))
            + (layers.size() > 8 ? ", …" : "")
            + "; Sonde builds encoder LSTM, decoder LSTM that starts with its states, and Dense");
  }
}
