package dev.sonde.network.onnx;

import dev.sonde.checkpoint.onnx.OnnxElementType;
import dev.sonde.checkpoint.onnx.Proto;
import java.util.function.Consumer;

/** Parts of models for tests. */
final class Written {

  private Written() {}

  static Consumer<Proto> real(String name) {
    return info ->
        info.text(1, name)
            .message(2, t -> t.message(1, x -> x.integer(1, OnnxElementType.FLOAT.number())));
  }

  static Consumer<Proto> whole(String name) {
    return info ->
        info.text(1, name)
            .message(
                2,
                t ->
                    t.message(
                        1, x -> x.integer(1, OnnxElementType.INT64.number()).message(2, _ -> {})));
  }

  static Consumer<Proto> truth(String name) {
    return info ->
        info.text(1, name)
            .message(
                2,
                t ->
                    t.message(
                        1, x -> x.integer(1, OnnxElementType.BOOL.number()).message(2, _ -> {})));
  }

  static void node(Proto graph, String operator, String inputs, String outputs) {
    node(graph, operator, inputs, outputs, _ -> {});
  }

  static void node(
      Proto graph, String operator, String inputs, String outputs, Consumer<Proto> more) {
    graph.node(
        operator + ":" + outputs,
        operator,
        inputs.isEmpty() ? new String[0] : inputs.split(" ", -1),
        outputs.split(" ", -1),
        more);
  }

  /** An attribute that is a graph. */
  static Consumer<Proto> body(String name, Consumer<Proto> graph) {
    return node ->
        node.message(
            5, a -> a.text(1, name).message(6, g -> graph.accept(g.text(2, name))).integer(20, 5));
  }
}
