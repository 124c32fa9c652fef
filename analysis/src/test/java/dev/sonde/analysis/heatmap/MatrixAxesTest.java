package dev.sonde.analysis.heatmap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MatrixAxesTest {

  @Test
  void pytorchNames_tellRowsAndColumns() {
    assertThat(MatrixAxes.of("decoder.out.weight", List.of(11L, 512L)).row())
        .isEqualTo("output unit");
    assertThat(MatrixAxes.of("conv1.weight", List.of(16L, 3L, 3L, 3L)).column())
        .isEqualTo("input channel × kernel position (3 × 3 × 3)");
    assertThat(MatrixAxes.of("encoder.embedding.weight", List.of(19L, 16L)).row())
        .isEqualTo("word");
  }

  @Test
  void recurrentMatrix_hasItsGatesByShape() {
    assertThat(MatrixAxes.of("rnn.weight_hh_l0", List.of(2048L, 512L)).gates())
        .containsExactly("i", "f", "g", "o");
    assertThat(MatrixAxes.of("rnn.weight_hh_l0", List.of(1536L, 512L)).gates())
        .containsExactly("r", "z", "n");
    assertThat(MatrixAxes.of("rnn.weight_hh_l0", List.of(512L, 512L)).gates()).isEmpty();
    MatrixAxes keras = MatrixAxes.of("lstm/recurrent_kernel:0", List.of(32L, 128L));
    assertThat(keras.gates()).containsExactly("i", "f", "c", "o");
    assertThat(keras.gatesAcross()).isTrue();
  }

  @Test
  void unknownNames_claimNothing() {
    assertThat(MatrixAxes.of("x", List.of(4L, 5L)))
        .isEqualTo(new MatrixAxes("row (axis 0)", "column (axis 1)", List.of(), false));
    assertThat(MatrixAxes.of("x", List.of(0L, 0L)).gates()).isEmpty();
    assertThat(MatrixAxes.of("", List.of()).column()).isEqualTo("the only value");
  }
}
