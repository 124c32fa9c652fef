package dev.sonde.checkpoint.keras;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LegacyNamesTest {

  @ParameterizedTest
  @CsvSource({
    "dense, dense/kernel:0, dense/kernel",
    "dense, model/dense/kernel, dense/kernel",
    "dense, kernel:0, dense/kernel",
    "dense, dense:0, dense/dense",
    "dense_1, dense_1_W, dense_1/dense_1_W",
    "dense, dense_1/kernel:0, dense/kernel",
    "dense_1, dense_1_1/kernel:0, dense_1/kernel",
    "a/b, a_1/b_2/kernel:0, a/b/kernel",
    "dense, dense_x/kernel:0, dense/dense_x/kernel",
    "lstm, lstm/lstm_cell_12/recurrent_kernel:0, lstm/recurrent_kernel",
    "rnn, rnn/my_cell/kernel:0, rnn/my_cell/kernel",
    "a/b, a/b/kernel:0, a/b/kernel",
    "w, w/kernel:1, w/kernel:1"
  })
  void address_ofLayerAndWeight_keepsWhatTellsThemApart(
      String layer, String weight, String address) {
    assertThat(LegacyNames.address(layer, weight)).isEqualTo(address);
  }

  @Test
  void unique_whereAPathIsAnothersAddress_givesAllTheirPaths() {
    assertThat(
            Named.unique(List.of(new Named("/p", "x"), new Named("/q", "x"), new Named("/r", "p"))))
        .containsEntry("/p", "p")
        .containsEntry("/q", "q")
        .containsEntry("/r", "r");
  }

  @ParameterizedTest
  @CsvSource({
    "Dense, dense",
    "Conv2D, conv2d",
    "LSTM, lstm",
    "BatchNormalization, batch_normalization",
    "ReLU, re_lu",
    "PReLU, p_re_lu",
    "MultiHeadAttention, multi_head_attention",
    "SeparableConv1D, separable_conv1d"
  })
  void snakeCase_ofAClass_isThatOfKeras(String className, String expected) {
    assertThat(ClassNames.snakeCase(className)).isEqualTo(expected);
  }
}
