package dev.sonde.network.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.checkpoint.SharedData;
import dev.sonde.checkpoint.numpy.NpyWriter;
import dev.sonde.network.model.ArrayNetwork;
import dev.sonde.network.model.Hints;
import dev.sonde.network.model.Independence;
import dev.sonde.network.torch.Scope;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArrayExamplesTest {

  @TempDir private Path folder;

  private static ArrayNetwork script(String name) {
    return ArrayNetwork.open(SharedData.beside("networks/torchscript/" + name), Hints.none());
  }

  private Path random(String name, long... shape) throws Exception {
    float[] values = new float[(int) Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
    Random random = new Random(1);
    for (int i = 0; i < values.length; i++) values[i] = random.nextFloat();
    return file(name, values, shape);
  }

  private Path file(String name, float[] values, long... shape) throws Exception {
    Path file = folder.resolve(name + ".npy");
    NpyWriter.write(Tensor.ofFloats(name, Shape.of(shape), values), file);
    return file;
  }

  /** TorchScript does not say how many axes an input has; its rows are examples all the same. */
  @Test
  void inputOfUnknownShape_isCutIntoExamples() throws Exception {
    try (ArrayNetwork network = script("gru-parity.scripted.t214.pt")) {
      assertThat(network.inputs().getFirst().anyShape()).isTrue();
      Examples examples = ArrayExamples.of(network, List.of(random("x", 7, 12, 2).toString()));
      assertThat(examples.cut()).isTrue();
      assertThat(examples.count()).isEqualTo(7);
      try (Scope _ = new Scope()) {
        assertThat(ArrayNetwork.rows(examples.batch(2, 3))).isEqualTo(3);
      }
    }
  }

  /** The rate of the samples is one number, whichever example it stands beside. */
  @Test
  void singleNumber_isGivenToEveryBatch() throws Exception {
    try (ArrayNetwork network = script("silero_vad.jit")) {
      Examples examples =
          ArrayExamples.of(
              network,
              List.of("x=" + random("x", 5, 512), "sr=" + file("sr", new float[] {16000})));
      assertThat(examples.cut()).isTrue();
      assertThat(examples.count()).isEqualTo(5);
      try (Scope _ = new Scope()) {
        var some = examples.some(4);
        assertThat(Objects.requireNonNull(some.get("sr")).rank()).isZero();
        assertThat(ArrayNetwork.rows(some)).isEqualTo(4);
        assertThat(
                Independence.mixed(
                    given ->
                        network.compute(
                            given,
                            outputs -> {
                              Map<String, Tensor> values = new LinkedHashMap<>();
                              outputs.forEach((name, of) -> values.put(name, of.toTensor(name)));
                              return values;
                            }),
                    some))
            .isEmpty();
      }
    }
  }
}
