package dev.sonde.network.program.keras;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The configuration that textgenrnn's files of weights leave out: an embedding, LSTMs whose outputs
 * all stand side by side with the embedding, a weighted average over the steps, a softmax. (Woolf,
 * textgenrnn, {@code model.py}.)
 */
final class TextGenRnn {

  private static final int MOST_LAYERS = 64;

  private final Checkpoint file;
  private final ArrayNode layers = JsonMapper.shared().createArrayNode();

  private TextGenRnn(Checkpoint file) {
    this.file = file;
  }

  /** The {@code model_config} of a file with these weights; empty if it has others. */
  static Optional<String> config(Checkpoint file) {
    return new TextGenRnn(file).config();
  }

  private Optional<Shape> shape(String address) {
    return file.tensors().stream()
        .filter(tensor -> tensor.address().equals(address))
        .map(tensor -> tensor.shape())
        .findFirst();
  }

  private boolean rank(String address, int rank) {
    return shape(address).filter(shape -> shape.rank() == rank).isPresent();
  }

  private Optional<String> config() {
    boolean known =
        rank("embedding/embeddings", 2)
            && rank("rnn_1/recurrent_kernel", 2)
            && rank("rnn_1/bias", 1)
            && rank("attention/attention_W", 2)
            && rank("output/kernel", 2);
    if (!known) return Optional.empty();
    ObjectNode input = layer("InputLayer", "input");
    ObjectNode settings = (ObjectNode) input.get("config");
    settings.putArray("batch_input_shape").addNull().addNull();
    settings.put("dtype", "int32");
    String before = "input";
    add("Embedding", "embedding", before);
    List<String> side = new ArrayList<>(List.of("embedding"));
    before = "embedding";
    int rnn = 1;
    for (; rnn <= MOST_LAYERS && rank("rnn_" + rnn + "/recurrent_kernel", 2); rnn++) {
      String name = "rnn_" + rnn;
      long units = shape(name + "/recurrent_kernel").orElseThrow().extent(0);
      long bias = shape(name + "/bias").map(Shape::count).orElse(0L);
      // cuDNN's two biases for each gate, or Keras' one.
      boolean packed = bias == 8 * units;
      ObjectNode lstm = add(packed ? "CuDNNLSTM" : "LSTM", name, before);
      lstm.put("return_sequences", true);
      lstm.put("recurrent_activation", "sigmoid");
      side.add(name);
      before = name;
    }
    if (file.tensors().size() != 3 * (rnn - 1) + 4) return Optional.empty();
    add("Concatenate", "rnn_concat", side.toArray(String[]::new));
    add("AttentionWeightedAverage", "attention", "rnn_concat");
    add("Dense", "output", "attention").put("activation", "softmax");
    ObjectNode model = JsonMapper.shared().createObjectNode();
    model.put("class_name", "Model");
    ObjectNode config = model.putObject("config");
    config.put("name", "textgenrnn");
    config.set("layers", layers);
    reference(config.putArray("input_layers"), "input");
    reference(config.putArray("output_layers"), "output");
    return Optional.of(model.toString());
  }

  private ObjectNode layer(String kind, String name) {
    ObjectNode layer = layers.addObject();
    layer.put("class_name", kind);
    layer.put("name", name);
    layer.putObject("config").put("name", name);
    return layer;
  }

  /** A layer that reads others; its settings, to be added to. */
  private ObjectNode add(String kind, String name, String... inputs) {
    ObjectNode layer = layer(kind, name);
    ArrayNode node = layer.putArray("inbound_nodes").addArray();
    for (String input : inputs) {
      ArrayNode one = node.addArray();
      one.add(input).add(0).add(0);
      one.addObject();
    }
    return (ObjectNode) layer.get("config");
  }

  private static void reference(ArrayNode list, String name) {
    list.addArray().add(name).add(0).add(0);
  }
}
