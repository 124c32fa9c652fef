package dev.sonde.question.networks;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.checkpoint.numpy.NpyWriter;
import dev.sonde.network.layer.Initialiser;
import dev.sonde.network.model.Cnn;
import dev.sonde.network.model.Mlp;
import dev.sonde.network.model.Network;
import dev.sonde.network.torch.Array;
import dev.sonde.tensor.DType;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Storage;
import dev.sonde.tensor.Tensor;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Networks and labelled inputs made for a test: six numbers, three classes. */
final class MadeNetwork {
  static final int INPUTS = 120;
  static final int CLASSES = 3;

  private MadeNetwork() {}

  /** Six inputs, two hidden layers of 8, three classes; random weights. */
  static Path perceptron(Path folder, String name, long seed) throws IOException {
    return save(folder, name, seed, 0);
  }

  /** The same with noise on all parameters. */
  static Path noisy(Path folder, String name, long seed, double deviation, long noise)
      throws IOException {
    Path file = folder.resolve(name);
    try (Network<Array, Array> network = random(seed)) {
      network.parameters().addNoise("**", deviation, noise);
      network.save(file, Map.of());
    }
    return file;
  }

  /**
   * The same, its first hidden unit dead and its third a copy of its second: the rows of the first
   * layer's weights, and biases far below zero.
   */
  static Path deadAndDouble(Path folder, String name, long seed) throws IOException {
    return save(folder, name, seed, 1);
  }

  private static Network<Array, Array> random(long seed) {
    return Network.create(
        Mlp.of(6, List.of(8, 8), List.of(), CLASSES), new Initialiser.XavierUniform(1), seed);
  }

  private static Path save(Path folder, String name, long seed, int dead) throws IOException {
    Path file = folder.resolve(name);
    try (Network<Array, Array> network = random(seed)) {
      if (dead > 0) {
        List<Tensor> changed = new ArrayList<>();
        List<Tensor> all = network.parameters().toTensors();
        Tensor weight = all.get(0);
        Tensor bias = all.get(1);
        float[] w = weight.toFloats();
        float[] b = bias.toFloats();
        b[0] = -1000;
        System.arraycopy(w, 6, w, 12, 6);
        b[2] = b[1];
        changed.add(Tensor.ofFloats(weight.address(), weight.shape(), w));
        changed.add(Tensor.ofFloats(bias.address(), bias.shape(), b));
        Checkpoint donor = Checkpoint.of(file, changed, Map.of());
        for (Tensor tensor : changed) network.parameters().transplant(donor, tensor.address());
      }
      network.save(file, Map.of());
    }
    return file;
  }

  /** A small network of convolutions for images of 1 × 12 × 12. */
  static Path convolutions(Path folder, String name, long seed) throws IOException {
    Path file = folder.resolve(name);
    try (Network<Array, Array> network =
        Network.create(
            Cnn.initialisationStudy(Shape.of(1, 12, 12), CLASSES),
            new Initialiser.XavierUniform(1),
            seed)) {
      network.save(file, Map.of());
    }
    return file;
  }

  /** [inputs × 6]: class c is 3 further out along input c. */
  static Path inputs(Path folder) throws IOException {
    Random random = new Random(5);
    float[] values = new float[INPUTS * 6];
    for (int i = 0; i < INPUTS; i++) {
      for (int k = 0; k < 6; k++) values[i * 6 + k] = (float) random.nextGaussian() * .5f;
      values[i * 6 + i % CLASSES] += 3;
    }
    return write(folder.resolve("X.npy"), values, INPUTS, 6);
  }

  /** Noise of another size. */
  static Path noise(Path folder) throws IOException {
    Random random = new Random(6);
    float[] values = new float[60 * 6];
    for (int i = 0; i < values.length; i++) values[i] = 4 * (float) random.nextGaussian();
    return write(folder.resolve("noise.npy"), values, 60, 6);
  }

  /** Images [30 × 1 × 12 × 12], a bright spot at a place of its own in each. */
  static Path images(Path folder) throws IOException {
    float[] values = new float[30 * 144];
    Random random = new Random(8);
    for (int i = 0; i < values.length; i++) values[i] = random.nextFloat() * .1f;
    for (int i = 0; i < 30; i++) values[i * 144 + (i * 7 % 144)] = 5;
    return write(folder.resolve("images.npy"), values, 30, 1, 12, 12);
  }

  static Path labels(Path folder) throws IOException {
    int[] labels = new int[INPUTS];
    Arrays.setAll(labels, i -> i % CLASSES);
    return labels(folder.resolve("y.npy"), labels);
  }

  static Path labels(Path file, int... labels) throws IOException {
    return longs(file, Shape.of(labels.length), labels);
  }

  /** [rows × columns] whole numbers. */
  static Path longs(Path file, int rows, int columns, int... values) throws IOException {
    return longs(file, Shape.of(rows, columns), values);
  }

  private static Path longs(Path file, Shape shape, int... values) throws IOException {
    MemorySegment bytes = Arena.ofAuto().allocate(Long.BYTES * (long) values.length, Long.BYTES);
    for (int i = 0; i < values.length; i++) {
      bytes.set(ValueLayout.JAVA_LONG, (long) i * Long.BYTES, values[i]);
    }
    NpyWriter.write(Tensor.of("y", DType.INT64, shape, Storage.mapped(bytes), 0), file);
    return file;
  }

  static Path write(Path file, float[] values, long... shape) throws IOException {
    NpyWriter.write(Tensor.ofFloats("x", Shape.of(shape), values), file);
    return file;
  }
}
