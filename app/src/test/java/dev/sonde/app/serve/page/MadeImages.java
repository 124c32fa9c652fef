package dev.sonde.app.serve.page;

import dev.sonde.checkpoint.numpy.NpyWriter;
import dev.sonde.network.layer.Initialiser;
import dev.sonde.network.model.Cnn;
import dev.sonde.network.model.Network;
import dev.sonde.network.torch.Array;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Sixty images of three classes, a bright row each, and two networks that look at them. */
final class MadeImages {

  static final int COUNT = 60;
  static final int SIDE = 12;

  private MadeImages() {}

  static void write(Path folder) throws IOException {
    float[] values = new float[COUNT * SIDE * SIDE];
    for (int i = 0; i < COUNT; i++) {
      int row = 4 * (i % 3) + i % 2;
      for (int x = 0; x < SIDE; x++) values[(i * SIDE + row) * SIDE + x] = 1 + x * (i % 5) / 12f;
    }
    Shape shape = Shape.of(COUNT, 1, SIDE, SIDE);
    NpyWriter.write(Tensor.ofFloats("images", shape, values), folder.resolve("images.npy"));
    Files.writeString(
        folder.resolve("labels.txt"),
        IntStream.range(0, COUNT).mapToObj(i -> i % 3 + "\n").collect(Collectors.joining()));
    for (int epoch = 1; epoch <= 2; epoch++) network(folder.resolve("epoch" + epoch), epoch);
  }

  private static void network(Path stem, long seed) throws IOException {
    try (Network<Array, Array> network =
        Network.create(
            Cnn.initialisationStudy(Shape.of(1, SIDE, SIDE), 3),
            new Initialiser.XavierUniform(1),
            seed)) {
      network.save(Path.of(stem + ".safetensors"), Map.of());
    }
  }
}
