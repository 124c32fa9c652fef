package dev.sonde.app.command;

import dev.sonde.checkpoint.onnx.OnnxElementType;
import dev.sonde.checkpoint.onnx.Proto;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.function.Consumer;

/** An ONNX file: {@code x [n × 5]} → fc1, 8 units → Relu → fc2, 3 units; and fc1's turned round. */
public final class SmallGraph {

  private SmallGraph() {}

  /**
   * @param batch examples at a time, or 0 for any number
   */
  public static Path write(Path file, int batch) throws IOException {
    Random random = new Random(3);
    byte[] model =
        Proto.model(
            graph -> {
              layer(graph, "fc1", "x", "hidden");
              graph.node("relu", "Relu", names("hidden"), names("rectified"), _ -> {});
              layer(graph, "fc2", "rectified", "logits");
              graph.node("turn", "Transpose", names("hidden"), names("turned"), _ -> {});
              graph.text(2, "small");
              initializer(graph, random, "fc1.weight", 8, 5);
              initializer(graph, random, "fc1.bias", 8);
              initializer(graph, random, "fc2.weight", 3, 8);
              initializer(graph, random, "fc2.bias", 3);
              graph.message(11, info -> info(info, "x", batch, 5));
              graph.message(12, info -> info(info, "logits", batch, 3));
            });
    return Files.write(file, model);
  }

  /** What is left of {@code x} without the mean of the batch: examples that change each other. */
  public static Path writeCentring(Path file) throws IOException {
    byte[] model =
        Proto.model(
            graph -> {
              graph.node(
                  "mean",
                  "ReduceMean",
                  names("x"),
                  names("mean"),
                  node -> node.message(5, a -> a.text(1, "axes").integer(8, 0).integer(20, 7)));
              graph.node("centre", "Sub", names("x", "mean"), names("y"), _ -> {});
              graph.text(2, "centring");
              graph.message(11, info -> info(info, "x", 0, 5));
              graph.message(12, info -> info(info, "y", 0, 5));
            });
    return Files.write(file, model);
  }

  private static void layer(Proto graph, String name, String from, String to) {
    graph.node(
        name,
        "Gemm",
        names(from, name + ".weight", name + ".bias"),
        names(to),
        node -> node.message(5, a -> a.text(1, "transB").integer(3, 1).integer(20, 2)));
  }

  private static String[] names(String... names) {
    return names;
  }

  private static void initializer(Proto graph, Random random, String name, long... shape) {
    int count = 1;
    for (long extent : shape) count *= (int) extent;
    byte[] bytes = new byte[4 * count];
    ByteBuffer numbers = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < count; i++) numbers.putFloat((float) random.nextGaussian());
    graph.initializer(name, OnnxElementType.FLOAT, shape, t -> t.bytes(9, bytes));
  }

  private static void info(Proto info, String name, int batch, int width) {
    Consumer<Proto> first = batch > 0 ? d -> d.integer(1, batch) : d -> d.text(2, "n");
    info.text(1, name)
        .message(
            2,
            type ->
                type.message(
                    1,
                    tensor ->
                        tensor
                            .integer(1, OnnxElementType.FLOAT.number())
                            .message(
                                2,
                                shape ->
                                    shape.message(1, first).message(1, d -> d.integer(1, width)))));
  }
}
