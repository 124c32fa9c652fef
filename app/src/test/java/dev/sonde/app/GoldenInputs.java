package dev.sonde.app;

import dev.sonde.automata.construction.ConstructedRnn;
import dev.sonde.automata.language.Tomita;
import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.checkpoint.numpy.NpyWriter;
import dev.sonde.network.layer.Cell;
import dev.sonde.network.layer.Initialiser;
import dev.sonde.network.model.FeedForward;
import dev.sonde.network.model.Model;
import dev.sonde.network.model.Network;
import dev.sonde.network.model.RnnClassifier;
import dev.sonde.network.model.Seq2Seq;
import dev.sonde.network.model.Stage;
import dev.sonde.study.constructed.ConstructedGroups;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPInputStream;

/**
 * The small files that {@link GoldenTest}'s commands read: the same bytes on every machine, since
 * no number of them is computed by a native library.
 */
record GoldenInputs(Path folder) {

  private static final Path ROOT = Path.of(System.getProperty("sonde.root", ".."));

  private static final Map<String, String> SUMS =
      Map.of("task", "addition", "digits", "2", "terms", "2", "reversed", "false");

  private static final String DOT =
      """
      digraph even {
        a [shape=doublecircle]; b [shape=circle]; c [shape=circle];
        __start0 [shape=none]; __start0 -> a;
        a -> b [label="0"]; a -> a [label="1"];
        b -> c [label="0"]; b -> b [label="1"];
        c -> b [label="0"]; c -> b [label="1"];
      }
      """;

  void write() throws IOException {
    Files.createDirectories(folder);
    weights();
    ConstructedGroups.write(folder.resolve("groups"), new ConstructedGroups.Settings(4, 8, 1));
    adders();
    machines();
    images();
    vectors();
    committed();
  }

  private void weights() throws IOException {
    Tensor shared = tensor("encoder.weight", .1, 24, 16);
    Tensor bias = tensor("encoder.bias", .01, 24);
    Tensor steps = Tensor.ofFloats("steps", Shape.of(), new float[] {7});
    Tensor empty = Tensor.ofFloats("empty", Shape.of(0, 4), new float[0]);
    float[] broken = new float[96];
    broken[5] = Float.NaN;
    broken[6] = 3;
    Tensor odd = Tensor.ofFloats("decoder.weight", Shape.of(12, 8), broken);
    keep("a.safetensors", List.of(shared, bias, odd, empty, steps));
    float[] moved = shared.toFloats();
    for (int i = 0; i < moved.length; i += 3) moved[i] += .05f;
    Tensor other = Tensor.ofFloats("encoder.weight", Shape.of(24, 16), moved);
    Tensor longer = tensor("decoder.weight", .2, 12, 9);
    Tensor added = tensor("added", .3, 5);
    keep("b.safetensors", List.of(other, bias, longer, added, steps));
  }

  private void keep(String name, List<Tensor> tensors) throws IOException {
    Path file = folder.resolve(name);
    Checkpoint.of(file, tensors, Map.of()).write(file);
  }

  private static Tensor tensor(String address, double deviation, int... extents) {
    Random random = new Random(address.hashCode());
    long[] shape = new long[extents.length];
    int count = 1;
    for (int i = 0; i < extents.length; i++) {
      shape[i] = extents[i];
      count *= extents[i];
    }
    float[] values = new float[count];
    for (int i = 0; i < count; i++) values[i] = (float) (deviation * random.nextGaussian());
    return Tensor.ofFloats(address, Shape.of(shape), values);
  }

  private void adders() throws IOException {
    int symbols = 14;
    int start = 11;
    save("adder.safetensors", Seq2Seq.plain(symbols, 6, start), 3, SUMS);
    save("adder-b.safetensors", Seq2Seq.plain(symbols, 4, start), 4, SUMS);
    Seq2Seq attentive = new Seq2Seq(Cell.GRU, symbols, 5, symbols, 6, 6, true, start);
    save("attentive.safetensors", attentive, 5, SUMS);
  }

  private void machines() throws IOException {
    Files.writeString(folder.resolve("even.dot"), DOT);
    keep("exact.safetensors", new ConstructedRnn(Tomita.of(4), 8, 8).tensors());
    RnnClassifier gru = new RnnClassifier(Cell.GRU, 2, 5, 1, 2, 0);
    save("gru.safetensors", gru, 6, Map.of());
    Path networks = Files.createDirectories(folder.resolve("networks"));
    Files.copy(
        folder.resolve("exact.safetensors"),
        networks.resolve("tomita4_tanh_1_10_1.safetensors"),
        StandardCopyOption.REPLACE_EXISTING);
  }

  private void images() throws IOException {
    byte[] records = new byte[12 * 3073];
    new Random(8).nextBytes(records);
    for (int i = 0; i < 12; i++) records[i * 3073] = (byte) (i % 10);
    Files.write(folder.resolve("test_batch.bin"), records);
    List<Stage> stages =
        List.of(
            new Stage.Convolve(4, 3, 1),
            new Stage.Relu(),
            new Stage.MaxPool(4),
            new Stage.Convolve(5, 3, 1),
            new Stage.Relu(),
            new Stage.MaxPool(4),
            new Stage.Connect(10));
    save("cnn.safetensors", new FeedForward(Shape.of(3, 32, 32), stages), 7, Map.of());
  }

  private void save(String name, Model<?, ?> model, long seed, Map<String, String> metadata)
      throws IOException {
    // Livelier than at the start of a training: units that are on, answers that differ.
    try (var network = Network.create(model, new Initialiser.Uniform(1.5), seed)) {
      network.save(folder.resolve(name), metadata);
    }
  }

  private void vectors() throws IOException {
    int count = 40;
    Tensor drawn = tensor("x", 1, count, 6);
    float[] values = drawn.toFloats();
    StringBuilder labels = new StringBuilder();
    for (int i = 0; i < count; i++) {
      for (int d = 0; d < 3; d++) values[i * 6 + d] += 4 * (i % 2);
      labels.append(i % 2 == 0 ? "even\n" : "odd\n");
    }
    NpyWriter.write(Tensor.ofFloats("x", drawn.shape(), values), folder.resolve("x.npy"));
    Files.writeString(folder.resolve("labels.txt"), labels);
    NpyWriter.write(tensor("words", 1, 3, 4, 2), folder.resolve("words.npy"));
    NpyWriter.write(tensor("images", 1, 8, 3, 32, 32), folder.resolve("images.npy"));
  }

  /** Files that other frameworks wrote, out of other modules' test resources. */
  private void committed() throws IOException {
    Path network = ROOT.resolve("network/src/test/resources");
    copy(network.resolve("goldens/classifier-gru-1.pt"), "classifier-gru.pt");
    copy(network.resolve("graphs/classifier-gru.onnx"), "classifier-gru.onnx");
    copy(network.resolve("graphs/mobilenet-v2.onnx"), "mobilenet.onnx");
    Path keras = ROOT.resolve("checkpoint/src/test/resources/dev/sonde/checkpoint/keras");
    try (InputStream in =
        new GZIPInputStream(Files.newInputStream(keras.resolve("functional.keras.gz")))) {
      Files.copy(in, folder.resolve("functional.keras"), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private void copy(Path from, String name) throws IOException {
    Files.copy(from, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
  }
}
