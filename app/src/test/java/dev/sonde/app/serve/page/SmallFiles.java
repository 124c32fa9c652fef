package dev.sonde.app.serve.page;

import dev.sonde.checkpoint.safetensors.SafetensorsWriter;
import dev.sonde.network.layer.Initialiser;
import dev.sonde.network.model.Network;
import dev.sonde.network.model.Seq2Seq;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** What the tests of the page open: small, made here, the same each time. */
final class SmallFiles {

  /** A name that would be markup, and one that would turn the line around. */
  static final String HOSTILE = "<img src=x onerror=alert(1)>\"'.safetensors";

  static final String HOSTILE_TENSOR = "a\u202eb\u0007<script>alert(2)</script>";

  private SmallFiles() {}

  static void write(Path folder) throws IOException {
    Random random = new Random(1);
    float[] recurrent = normal(random, 256 * 64, 0.1);
    float[] head = normal(random, 10 * 64, 0.3);
    float[] filters = normal(random, 8 * 3 * 3 * 3, 0.2);
    write(folder.resolve("base.safetensors"), filters, recurrent, head);
    float[] tuned = recurrent.clone();
    for (int i = 64 * 20; i < 64 * 40; i++) tuned[i] += (float) (0.2 * random.nextGaussian());
    float[] scaled = head.clone();
    for (int i = 0; i < scaled.length; i++) scaled[i] *= 1.02f;
    write(folder.resolve("tuned.safetensors"), filters, tuned, scaled);
    adder(folder.resolve("adder.safetensors"), 12);
    SafetensorsWriter.write(
        List.of(
            Tensor.ofFloats(HOSTILE_TENSOR, Shape.of(2, 2), new float[] {1, 2, 3, Float.NaN}),
            Tensor.ofFloats("plain", Shape.of(3), new float[] {1, 0, -1})),
        Map.of(),
        folder.resolve(HOSTILE));
  }

  private static void write(Path file, float[] filters, float[] recurrent, float[] head)
      throws IOException {
    SafetensorsWriter.write(
        List.of(
            Tensor.ofFloats("encoder.conv.weight", Shape.of(8, 3, 3, 3), filters),
            Tensor.ofFloats("encoder.rnn.weight_hh", Shape.of(256, 64), recurrent),
            Tensor.ofFloats("head.weight", Shape.of(10, 64), head),
            Tensor.ofFloats("head.bias", Shape.of(10), new float[10])),
        Map.of(),
        file);
  }

  private static float[] normal(Random random, int count, double deviation) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) values[i] = (float) (deviation * random.nextGaussian());
    return values;
  }

  /** An adder of sums of two digits that was never trained, with {@code units} a side. */
  private static void adder(Path file, int units) throws IOException {
    Map<String, String> sums =
        Map.of("task", "addition", "digits", "2", "terms", "2", "reversed", "false");
    try (var network =
        Network.create(Seq2Seq.plain(14, units, 11), new Initialiser.Uniform(1.5), 3)) {
      network.save(file, sums);
    }
  }
}
