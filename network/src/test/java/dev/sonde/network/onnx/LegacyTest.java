package dev.sonde.network.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Versions 1 to 6, as converters of 2017 wrote them, by hand. */
class LegacyTest {

  private static double[] run(int opset, String operator, String attributes, Value... inputs) {
    List<Optional<Value>> given = Arrays.stream(inputs).map(Optional::of).toList();
    Map<String, Value> named = new HashMap<>();
    for (int i = 0; i < inputs.length; i++) named.put("in_" + i, inputs[i]);
    byte[] model = new NodeModel(operator, opset, attributes, given, 1).bytes();
    return Interpreted.run(model, named).getFirst().numbers();
  }

  private static final Value TWO_BY_TWO = Value.reals(1, 2, 3, 4).shaped(2, 2);

  @Test
  void broadcast_liesAlongAnAxis() {
    Value row = Value.reals(10, 20);
    assertThat(run(6, "Add", "broadcast=1", TWO_BY_TWO, row)).containsExactly(11, 22, 13, 24);
    assertThat(run(6, "Add", "broadcast=1 axis=1", TWO_BY_TWO, row))
        .containsExactly(11, 22, 13, 24);
    assertThat(run(6, "Sub", "broadcast=1 axis=0", TWO_BY_TWO, row))
        .containsExactly(-9, -8, -17, -16);
    assertThat(run(1, "Mul", "broadcast=1 axis=0 consumed_inputs=[0,0]", TWO_BY_TWO, row))
        .containsExactly(10, 20, 60, 80);
    assertThat(run(6, "Pow", "broadcast=1 axis=0", TWO_BY_TWO, Value.reals(1, 2)))
        .containsExactly(1, 2, 9, 16);
    assertThatThrownBy(() -> run(6, "Add", "", TWO_BY_TWO, row))
        .isInstanceOf(GraphException.class)
        .hasMessageContainingAll("'Add'", "[2, 2]", "[2]");
    assertThatThrownBy(() -> run(7, "Add", "broadcast=1", TWO_BY_TWO, row))
        .isInstanceOf(GraphException.class)
        .hasMessageContaining("'broadcast'");
  }

  @Test
  void settingsThatBecameInputs_areRead() {
    assertThat(run(1, "Reshape", "shape=[4]", TWO_BY_TWO)).containsExactly(1, 2, 3, 4);
    assertThat(run(1, "Tile", "", TWO_BY_TWO, Value.of(2L), Value.of(1L)))
        .containsExactly(1, 2, 1, 2, 3, 4, 3, 4);
    assertThat(run(1, "Cast", "to='INT64'", Value.reals(1.7, -1.7))).containsExactly(1, -1);
    Value image = TWO_BY_TWO.shaped(1, 1, 2, 2);
    assertThat(run(1, "Upsample", "mode='nearest' height_scale=1f width_scale=2f", image))
        .containsExactly(1, 1, 2, 2, 3, 3, 4, 4);
    assertThat(run(1, "Pad", "mode='constant' paddings=[0,1,0,0]", TWO_BY_TWO))
        .containsExactly(0, 1, 2, 0, 3, 4);
    assertThat(run(6, "Gemm", "broadcast=1", TWO_BY_TWO, TWO_BY_TWO, Value.reals(1, 1)))
        .containsExactly(8, 11, 16, 23);
  }

  @Test
  void slopes_standPerChannel() {
    Value x = Value.reals(-1, -2, -3, -4).shaped(1, 2, 2, 1);
    assertThat(run(6, "PRelu", "", x, Value.reals(1, 10))).containsExactly(-1, -2, -30, -40);
  }

  @Test
  void nodesThatLearn_areRefusedUnlessTheySayThatTheyAreUsed() {
    Value x = Value.reals(1, 3).shaped(1, 2);
    Value[] inputs = {
      x, Value.reals(1, 1), Value.reals(0, 0), Value.reals(1, 1), Value.reals(1, 1)
    };
    assertThat(run(6, "BatchNormalization", "is_test=1 epsilon=0f", inputs)).containsExactly(0, 2);
    assertThat(run(6, "Dropout", "is_test=1", x)).containsExactly(1, 3);
    assertThatThrownBy(() -> run(6, "Dropout", "", x))
        .isInstanceOf(GraphException.class)
        .hasMessageContaining("is_test");
    assertThatThrownBy(() -> run(6, "BatchNormalization", "", inputs))
        .isInstanceOf(GraphException.class)
        .hasMessageContaining("is_test");
  }
}
