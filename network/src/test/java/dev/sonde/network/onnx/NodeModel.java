package dev.sonde.network.onnx;

import dev.sonde.checkpoint.onnx.OnnxElementType;
import dev.sonde.checkpoint.onnx.Proto;
import dev.sonde.network.torch.ElementType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A model of one node, for both interpreters.
 *
 * @param attributes {@code axis=1 pads=[0,1] alpha=.5f mode='edge' activations=['Relu']}
 * @param inputs absent ones are left out
 */
record NodeModel(
    String operator, int opset, String attributes, List<Optional<Value>> inputs, int outputs) {

  private static final Pattern ATTRIBUTE = Pattern.compile("(\\w+)=(\\[[^]]*]|'[^']*'|\\S+)");

  /** Input {@code i} is called {@code in_i}, output {@code i} {@code out_i}. */
  byte[] bytes() {
    return Proto.of(
        model ->
            model
                .integer(1, 8)
                .text(2, "test")
                .message(7, this::graph)
                .message(8, set -> set.text(1, "").integer(2, opset)));
  }

  private void graph(Proto graph) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) names.add(inputs.get(i).isEmpty() ? "" : "in_" + i);
    List<String> results = new ArrayList<>();
    for (int i = 0; i < outputs; i++) results.add("out_" + i);
    graph.node(
        "the_node",
        operator,
        names.toArray(new String[0]),
        results.toArray(new String[0]),
        this::attributes);
    graph.text(2, "graph");
    for (int i = 0; i < inputs.size(); i++) {
      int index = i;
      inputs.get(i).ifPresent(value -> graph.message(11, in -> info(in, "in_" + index, value)));
    }
    for (String result : results) graph.message(12, out -> out.text(1, result));
  }

  static void info(Proto info, String name, Value value) {
    info.text(1, name)
        .message(
            2,
            type ->
                type.message(
                    1,
                    tensor ->
                        tensor
                            .integer(1, number(value.type()))
                            .message(
                                2,
                                shape -> {
                                  for (long extent : value.shape()) {
                                    shape.message(1, dim -> dim.integer(1, extent));
                                  }
                                })));
  }

  static long number(ElementType type) {
    return switch (type) {
      case FLOAT32 -> OnnxElementType.FLOAT.number();
      case FLOAT64 -> OnnxElementType.DOUBLE.number();
      case INT64 -> OnnxElementType.INT64.number();
      case INT32 -> OnnxElementType.INT32.number();
      case UINT8 -> OnnxElementType.UINT8.number();
      case BOOL -> OnnxElementType.BOOL.number();
      default -> throw new AssertionError(type);
    };
  }

  private void attributes(Proto node) {
    Matcher matcher = ATTRIBUTE.matcher(attributes);
    while (matcher.find()) {
      String name = matcher.group(1);
      String text = matcher.group(2);
      node.message(5, attribute -> attribute(attribute.text(1, name), text));
    }
  }

  private static void attribute(Proto attribute, String text) {
    if (text.startsWith("[")) {
      String[] parts = text.substring(1, text.length() - 1).split(",", -1);
      boolean words = text.startsWith("['");
      boolean reals = text.contains("f");
      for (String part : parts) {
        if (words) attribute.text(9, part.substring(1, part.length() - 1));
        else if (reals) attribute.float32(7, Float.parseFloat(part));
        else attribute.integer(8, Long.parseLong(part));
      }
      attribute.integer(20, words ? 8 : reals ? 6 : 7);
    } else if (text.startsWith("'")) {
      attribute.text(4, text.substring(1, text.length() - 1)).integer(20, 3);
    } else if (text.endsWith("f")) {
      attribute.float32(2, Float.parseFloat(text)).integer(20, 1);
    } else if (text.startsWith("tensor:")) {
      float value = Float.parseFloat(text.substring(7));
      attribute
          .message(5, t -> t.tensor("", OnnxElementType.FLOAT, 1).float32(4, value))
          .integer(20, 4);
    } else {
      attribute.integer(3, Long.parseLong(text)).integer(20, 2);
    }
  }

  @Override
  public String toString() {
    String shapes =
        Arrays.toString(
            inputs.stream()
                .map(in -> in.map(v -> Arrays.toString(v.shape())).orElse("–"))
                .toArray());
    return operator + " " + opset + " " + attributes + " " + shapes;
  }
}
