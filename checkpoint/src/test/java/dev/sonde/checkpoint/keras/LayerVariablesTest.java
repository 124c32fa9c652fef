package dev.sonde.checkpoint.keras;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LayerVariablesTest {

  /** Shapes are written as {@code 2x3}. */
  private static List<Tensor> variables(String shapes) {
    List<Tensor> made = new ArrayList<>();
    for (String text : shapes.split(" ", -1)) {
      List<Long> extents = new ArrayList<>();
      for (String extent : text.split("x", -1)) extents.add(Long.parseLong(extent));
      Shape shape = Shape.of(extents);
      made.add(Tensor.ofFloats("v", shape, new float[(int) shape.count()]));
    }
    return made;
  }

  private static LayerConfig config(String className, String options) {
    String json =
        "{\"module\":\"keras.layers\",\"class_name\":\"%s\",\"config\":{%s}}"
            .formatted(className, options);
    return LayerConfig.read("x", json.getBytes(StandardCharsets.UTF_8));
  }

  private static String names(String kind, @Nullable LayerConfig config, String shapes) {
    List<String> names = LayerVariables.names(kind, config, variables(shapes));
    return names == null ? "unknown" : String.join(" ", names);
  }

  @ParameterizedTest
  @CsvSource({
    "dense, 2x3 3, kernel bias",
    "dense, 2x3, kernel",
    "dense, 3, unknown",
    "dense, 2x3 3 3, unknown",
    "conv2d_transpose, 3x3x2x1 2, kernel bias",
    "separable_conv2d, 3x3x1x1 1x1x1x2 2, depthwise_kernel pointwise_kernel bias",
    "separable_conv1d, 3x1x1 1x1x2, depthwise_kernel pointwise_kernel",
    "embedding, 9x2, embeddings",
    "p_re_lu, 4, alpha",
    "batch_normalization, 2 2 2 2, gamma beta moving_mean moving_variance",
    "batch_normalization, 2 2, moving_mean moving_variance",
    "batch_normalization, 2 2 2, unknown",
    "layer_normalization, 2 2, gamma beta",
    "layer_normalization, 2, unknown",
    "gru_cell, 4x9 3x9 2x9, kernel recurrent_kernel bias",
    "lstm_cell, 4x12 3x12, kernel recurrent_kernel",
    "lstm_cell, 4x12 3x9 12, unknown",
    "my_layer, 2x3 3, unknown"
  })
  void names_fromTheClassAlone_areGivenWhereThereIsNoDoubt(
      String kind, String shapes, String expected) {
    assertThat(names(kind, null, shapes)).isEqualTo(expected);
  }

  @Test
  void names_withTheModelsWord_areThoseOfItsOptions() {
    LayerConfig noScale = config("BatchNormalization", "\"scale\":false,\"center\":true");
    assertThat(names("batch_normalization", noScale, "2 2 2"))
        .isEqualTo("beta moving_mean moving_variance");
    LayerConfig noCenter = config("LayerNormalization", "\"scale\":true,\"center\":false");
    assertThat(names("layer_normalization", noCenter, "2")).isEqualTo("gamma");
    LayerConfig noBias = config("Dense", "\"use_bias\":false");
    assertThat(names("dense", noBias, "2x3 3")).isEqualTo("unknown");
    assertThat(names("dense", noBias, "2x3")).isEqualTo("kernel");
  }
}
