package dev.sonde.app.command;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.checkpoint.onnx.OnnxElementType;
import dev.sonde.checkpoint.onnx.Proto;
import dev.sonde.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** The ONNX file of a state dict {@code rnn.*}, {@code fc.*} of a GRU with one layer. */
public final class GruGraph {

  private GruGraph() {}

  public static Path write(Path file, Checkpoint state) throws IOException {
    Tensor recurrent = state.tensor("rnn.weight_hh_l0");
    long rows = recurrent.shape().extent(0);
    long hidden = recurrent.shape().extent(1);
    Tensor first = state.tensor("rnn.weight_ih_l0");
    long inputs = first.shape().extent(1);
    Tensor last = state.tensor("fc.weight");
    float[] both = new float[(int) (2 * rows)];
    System.arraycopy(gates(state.tensor("rnn.bias_ih_l0")), 0, both, 0, (int) rows);
    System.arraycopy(gates(state.tensor("rnn.bias_hh_l0")), 0, both, (int) rows, (int) rows);
    byte[] model =
        Proto.model(
            graph -> {
              Consumer<Proto> order =
                  a -> a.text(1, "perm").integer(8, 1).integer(8, 0).integer(8, 2).integer(20, 7);
              node(graph, "Transpose", "words", "steps", order);
              graph.node(
                  "rnn",
                  "GRU",
                  new String[] {"steps", "W", "R", "B"},
                  new String[] {"all", "final"},
                  node ->
                      node.message(5, a -> whole(a, "hidden_size", hidden))
                          .message(5, a -> whole(a, "linear_before_reset", 1)));
              node(graph, "Flatten", "final", "flat", a -> whole(a, "axis", 2));
              graph.node(
                  "fc",
                  "Gemm",
                  new String[] {"flat", "fc.weight", "fc.bias"},
                  new String[] {"logits"},
                  node -> node.message(5, a -> whole(a, "transB", 1)));
              graph.text(2, "gru");
              initializer(graph, "W", gates(first), 1, rows, inputs);
              initializer(graph, "R", gates(recurrent), 1, rows, hidden);
              initializer(graph, "B", both, 1, 2 * rows);
              initializer(graph, "fc.weight", last.toFloats(), last.shape().toArray());
              initializer(
                  graph, "fc.bias", state.tensor("fc.bias").toFloats(), last.shape().extent(0));
              graph.message(11, info -> info(info, "words", -1, -1, inputs));
              graph.message(12, info -> info(info, "logits", -1, last.shape().extent(0)));
            });
    return Files.write(file, model);
  }

  /** PyTorch's r, z, n as ONNX's z, r, h. */
  private static float[] gates(Tensor tensor) {
    float[] values = tensor.toFloats();
    int third = values.length / 3;
    float[] sorted = values.clone();
    System.arraycopy(values, third, sorted, 0, third);
    System.arraycopy(values, 0, sorted, third, third);
    return sorted;
  }

  private static void node(
      Proto graph, String operator, String from, String to, Consumer<Proto> attribute) {
    graph.node(
        to, operator, new String[] {from}, new String[] {to}, node -> node.message(5, attribute));
  }

  private static void whole(Proto attribute, String name, long value) {
    attribute.text(1, name).integer(3, value).integer(20, 2);
  }

  private static void initializer(Proto graph, String name, float[] values, long... shape) {
    byte[] bytes = new byte[4 * values.length];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
    graph.initializer(name, OnnxElementType.FLOAT, shape, tensor -> tensor.bytes(9, bytes));
  }

  /** A type of real numbers; extents below 0 are free. */
  public static void info(Proto info, String name, long... extents) {
    Consumer<Proto> shape =
        of -> {
          for (long extent : extents) {
            of.message(
                1,
                d -> {
                  if (extent < 0) d.text(2, "n");
                  else d.integer(1, extent);
                });
          }
        };
    info.text(1, name)
        .message(
            2,
            type ->
                type.message(
                    1, t -> t.integer(1, OnnxElementType.FLOAT.number()).message(2, shape)));
  }
}
