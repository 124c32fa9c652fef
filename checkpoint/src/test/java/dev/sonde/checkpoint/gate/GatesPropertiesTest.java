package dev.sonde.checkpoint.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.tensor.DType;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Storage;
import dev.sonde.tensor.Tensor;
import java.lang.foreign.Arena;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Whatever shapes stand under recurrent names: no error, and blocks are the whole's elements. */
class GatesPropertiesTest {

  private static final List<String> NAMES =
      List.of(
          "x.weight_ih_l0",
          "x.weight_hh_l0",
          "x.weight_hr_l0",
          "x.bias_ih_l0",
          "x.bias_hh_l0",
          "k/kernel",
          "k/recurrent_kernel",
          "k/bias",
          "o_W",
          "o_R",
          "o_B");

  @Property(tries = 3000)
  void withGates_anyShapes_keepsEveryElementOnce(@ForAll long seed) {
    Random random = new Random(seed);
    long hidden = random.nextInt(4);
    long gates = List.of(1L, 3L, 4L, 2L).get(random.nextInt(4));
    List<Tensor> tensors = new ArrayList<>();
    for (String name : NAMES) {
      if (random.nextInt(8) > 0) tensors.add(tensor(name, hidden, gates, random));
    }
    Checkpoint whole = Checkpoint.of(Path.of("m"), tensors, Map.of());
    Checkpoint split = whole.withGates();
    assertThat(elements(split)).isEqualTo(elements(whole));
    for (Tensor block : split.tensors()) {
      assertThat(whole.tensor(block.address()).toFloats()).isEqualTo(block.toFloats());
    }
  }

  /** Mostly a shape that fits the name, at times any. */
  private static Tensor tensor(String name, long hidden, long gates, Random random) {
    long inputs = 1L + random.nextInt(3);
    long rows = hidden * gates;
    long[] shape =
        switch (name.substring(2)) {
          case "weight_ih_l0" -> new long[] {rows, inputs};
          case "weight_hh_l0" -> new long[] {rows, hidden};
          case "weight_hr_l0" -> new long[] {2, random.nextBoolean() ? hidden : 7};
          case "kernel" -> new long[] {inputs, rows};
          case "recurrent_kernel" -> new long[] {hidden, rows};
          case "bias" ->
              List.of(new long[] {rows}, new long[] {2 * rows}, new long[] {2, rows})
                  .get(random.nextInt(3));
          case "W" -> new long[] {2, rows, inputs};
          case "R" -> new long[] {2, rows, hidden};
          case "B" -> new long[] {2, 2 * rows};
          default -> new long[] {rows};
        };
    if (random.nextInt(10) == 0) {
      shape = new long[random.nextInt(4)];
      for (int axis = 0; axis < shape.length; axis++) shape[axis] = random.nextInt(13);
    }
    int count = (int) Shape.of(shape).count();
    float[] values = new float[count];
    for (int i = 0; i < count; i++) values[i] = random.nextFloat();
    return Tensor.ofFloats(name, Shape.of(shape), values);
  }

  private static double[] elements(Checkpoint checkpoint) {
    return checkpoint.tensors().stream()
        .flatMapToDouble(t -> Arrays.stream(t.toDoubles()))
        .sorted()
        .toArray();
  }

  /** Four bytes repeated to 2⁶² elements must not be copied out, nor overflow. */
  @Property(tries = 1)
  void withGates_cudnnKernelThatRepeatsOneElement_isLeftWhole() {
    Storage four = Storage.mapped(Arena.ofAuto().allocate(4));
    long inputs = 1L << 60;
    Tensor kernel = repeated("k/kernel", four, inputs, 4);
    Tensor recurrent = repeated("k/recurrent_kernel", four, 1, 4);
    Tensor bias = repeated("k/bias", four, 8);
    Checkpoint model = Checkpoint.of(Path.of("m"), List.of(kernel, recurrent, bias), Map.of());
    assertThat(model.withGates().tensors()).hasSize(3);
  }

  private static Tensor repeated(String name, Storage storage, long... shape) {
    return Tensor.view(
        name,
        DType.FLOAT32,
        Shape.of(shape),
        storage,
        0,
        new long[shape.length],
        ByteOrder.LITTLE_ENDIAN);
  }
}
