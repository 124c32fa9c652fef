package dev.sonde.network.model;

import dev.sonde.checkpoint.reader.CheckpointException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The layers of a Keras {@code model_config} and which feeds which. Nothing it names is called. */
record KerasGraph(List<Layer> layers) {

  private static final JsonMapper JSON = new JsonMapper();

  /** More than a pair has. */
  private static final int MOST = 16;

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
    if (!listed.isArray() || listed.size() > MOST) return new KerasGraph(List.of());
    List<Layer> layers = new ArrayList<>();
    for (JsonNode layer : listed) {
      Set<String> reads = new TreeSet<>();
      references(layer.path("inbound_nodes"), reads);
      String name = layer.path("config").path("name").asString("");
      layers.add(
          new Layer(name, layer.path("class_name").asString("?"), layer.path("config"), reads));
    }
    return new KerasGraph(layers);
  }

  /** Keras 2 and 3 nest them differently; both write {@code [name, node, output, …]}. */
  private static void references(JsonNode node, Set<String> found) {
    if (node.isArray() && node.size() >= 3 && node.get(0).isString() && node.get(2).isInt()) {
      found.add(node.get(0).asString() + "#" + node.get(2).asInt());
      return;
    }
    for (JsonNode part : node) references(part, found);
  }

  /** An encoder LSTM, a decoder LSTM that starts with its states, and a softmax over symbols. */
  record Pair(Layer encoder, Layer decoder, Layer readout) {}

  /** The pair that the model is; empty if it is anything else. */
  Optional<Pair> pair() {
    if (layers.stream().filter(l -> !l.kind().equals("InputLayer")).count() != 3) {
      return Optional.empty();
    }
    for (Layer encoder : layers) {
      if (!isPlainLstm(encoder) || !readsOnlyInputs(encoder)) continue;
      for (Layer decoder : layers) {
        boolean goesOn =
            isPlainLstm(decoder)
                && decoder.readsFrom(encoder, 1)
                && decoder.readsFrom(encoder, 2)
                && decoder.is("return_sequences", true);
        if (!goesOn) continue;
        for (Layer dense : layers) {
          if (isSoftmax(dense) && dense.readsFrom(decoder, 0)) {
            return Optional.of(new Pair(encoder, decoder, dense));
          }
        }
      }
    }
    return Optional.empty();
  }

  private boolean readsOnlyInputs(Layer layer) {
    return layer.reads().size() == 1
        && layers.stream()
            .filter(l -> l.kind().equals("InputLayer"))
            .anyMatch(input -> layer.readsFrom(input, 0));
  }

  private static boolean isSoftmax(Layer layer) {
    return layer.kind().equals("Dense")
        && layer.is("activation", "softmax")
        && layer.is("use_bias", true);
  }

  private static boolean isPlainLstm(Layer layer) {
    return layer.kind().equals("LSTM")
        && layer.is("activation", "tanh")
        && layer.is("recurrent_activation", "sigmoid")
        && layer.is("use_bias", true)
        && layer.is("go_backwards", false);
  }
}
