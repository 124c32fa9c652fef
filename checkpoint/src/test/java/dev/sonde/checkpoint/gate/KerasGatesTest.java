package dev.sonde.checkpoint.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.checkpoint.LogicalBytes;
import dev.sonde.checkpoint.SharedData;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KerasGatesTest {

  @ParameterizedTest
  @ValueSource(strings = {"", ":0"})
  void lstm_columnsInTheOrderIFCO_becomeTransposedViews(String tail) {
    Tensor kernel = numbered("enc/kernel" + tail, 3, 8);
    Tensor recurrent = numbered("enc/recurrent_kernel" + tail, 2, 8);
    Tensor bias = vector("enc/bias" + tail, 0, 1, 2, 3, 4, 5, 6, 7);
    Checkpoint model = of(kernel, recurrent, bias);
    assertThat(values(model, "enc/W_ii")).containsExactly(0, 1, 2, 10, 11, 12);
    assertThat(values(model, "enc/W_if")).containsExactly(20, 21, 22, 30, 31, 32);
    assertThat(values(model, "enc/W_ig")).containsExactly(40, 41, 42, 50, 51, 52);
    assertThat(values(model, "enc/W_io")).containsExactly(60, 61, 62, 70, 71, 72);
    assertThat(values(model, "enc/W_hc")).containsExactly(40, 41, 50, 51);
    assertThat(values(model, "enc/b_f")).containsExactly(2, 3);
    assertThat(model.tensor("enc/W_ic").storage()).isSameAs(kernel.storage());
    assertThat(model.withGates().tensors())
        .extracting(Tensor::address)
        .containsExactly(
            "enc/W_ii",
            "enc/W_if",
            "enc/W_ig",
            "enc/W_io",
            "enc/W_hi",
            "enc/W_hf",
            "enc/W_hg",
            "enc/W_ho",
            "enc/b_i",
            "enc/b_f",
            "enc/b_g",
            "enc/b_o");
  }

  @Test
  void gru_isZRH_withOneBiasOrTwo() {
    Tensor kernel = numbered("g/kernel", 1, 6);
    Tensor recurrent = numbered("g/recurrent_kernel", 2, 6);
    Checkpoint before = of(kernel, recurrent, vector("g/bias", 0, 1, 2, 3, 4, 5));
    assertThat(values(before, "g/W_iz")).containsExactly(0, 10);
    assertThat(values(before, "g/W_hr")).containsExactly(20, 21, 30, 31);
    assertThat(values(before, "g/W_hn")).containsExactly(40, 41, 50, 51);
    assertThat(values(before, "g/b_r")).containsExactly(2, 3);

    Checkpoint after = of(kernel, recurrent, numbered("g/bias", 2, 6));
    assertThat(values(after, "g/b_iz")).containsExactly(0, 10);
    assertThat(values(after, "g/b_hr")).containsExactly(21, 31);
    assertThat(values(after, "g/W_hr")).containsExactly(20, 21, 30, 31);
    assertThat(after.withGates().tensors()).hasSize(12);
  }

  @Test
  void simpleRnn_hasTheGateH() {
    Checkpoint model =
        of(
            numbered("r/kernel", 3, 2),
            numbered("r/recurrent_kernel", 2, 2),
            vector("r/bias", 7, 8));
    assertThat(values(model, "r/W_ih")).containsExactly(0, 1, 2, 10, 11, 12);
    assertThat(values(model, "r/W_hh")).containsExactly(0, 1, 10, 11);
    assertThat(values(model, "r/b_h")).containsExactly(7, 8);
  }

  @Test
  void lstm_withoutBias_isKerassOwnLayout() {
    Checkpoint model = of(numbered("e/kernel", 3, 8), numbered("e/recurrent_kernel", 2, 8));
    assertThat(values(model, "e/W_if")).containsExactly(20, 21, 22, 30, 31, 32);
    assertThat(model.withGates().tensors()).hasSize(8);
  }

  @Test
  void layer_withABiasOfAnotherSize_isLeftWhole() {
    Checkpoint model =
        of(
            numbered("e/kernel", 3, 8),
            numbered("e/recurrent_kernel", 2, 8),
            vector("e/bias", 1, 2));
    assertThat(model.withGates().tensors()).hasSize(3);
  }

  @Test
  void cudnnGru_isConvertedLikeTheLstm() {
    Checkpoint model =
        of(
            numbered("g/kernel", 3, 6),
            numbered("g/recurrent_kernel", 2, 6),
            vector("g/bias", 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11));
    // The block [3 × 2] row by row is 20 30 21 31 22 32: the [2 × 3] matrix of the reset gate.
    assertThat(model.tensor("g/W_ir").shape()).isEqualTo(Shape.of(2, 3));
    assertThat(values(model, "g/W_ir")).containsExactly(20, 30, 21, 31, 22, 32);
    assertThat(values(model, "g/W_hr")).containsExactly(20, 30, 21, 31);
    assertThat(values(model, "g/b_ir")).containsExactly(2, 3);
    assertThat(values(model, "g/b_hr")).containsExactly(8, 9);
  }

  /** See make_cudnn_digests.py. */
  @Test
  void cudnnLstm_textgenrnn_equalsKerassOwnConversion() throws Exception {
    Checkpoint model = Checkpoint.open(SharedData.path("checkpoints/textgenrnn.hdf5"));
    List<String> truth = Files.readAllLines(TorchGatesTest.resource("cudnn.txt"));
    assertThat(truth).hasSize(32);
    for (String line : truth) {
      String[] words = line.split(" ");
      Tensor block = model.tensor(words[0]);
      assertThat(block.shape().toString().replaceAll("[\\[\\] ]", "").replace(',', 'x'))
          .isEqualTo(words[1]);
      assertThat(LogicalBytes.sha256(block)).as(words[0]).isEqualTo(words[2]);
    }
    assertThat(model.match("rnn_*/{W,b}_*")).hasSize(32);
  }

  /**
   * Real networks that add: with their gate blocks in the textbook's equations they must reach the
   * accuracies that are published for them, over all 10,000 sums.
   */
  @ParameterizedTest
  @CsvSource({"8, .835, .277", "32, .931, .656"})
  void lstm_additionNetwork_addsAsWellAsPublished(int units, double character, double exact) {
    String file = "addition-keras/2term-2digit-" + units + "units.h5";
    Addition addition = new Addition(Checkpoint.open(SharedData.path(file)));
    int characters = 0;
    int sums = 0;
    for (int a = 0; a < 100; a++) {
      for (int b = 0; b < 100; b++) {
        int right = addition.right(a, b);
        characters += right;
        if (right == Addition.LENGTH) sums++;
      }
    }
    assertThat(characters / (Addition.LENGTH * 1e4)).isCloseTo(character, within(.0005));
    assertThat(sums / 1e4).isCloseTo(exact, within(.0005));
  }

  private static Checkpoint of(Tensor... tensors) {
    return Checkpoint.of(Path.of("k.h5"), List.of(tensors), Map.of());
  }

  /** [rows × columns] in which an element is 10·column + row. */
  private static Tensor numbered(String address, int rows, int columns) {
    float[] values = new float[rows * columns];
    for (int i = 0; i < values.length; i++) {
      int row = i / columns;
      values[i] = 10 * (i - row * columns) + row;
    }
    return Tensor.ofFloats(address, Shape.of(rows, columns), values);
  }

  private static Tensor vector(String address, float... values) {
    return Tensor.ofFloats(address, Shape.of(values.length), values);
  }

  private static double[] values(Checkpoint model, String address) {
    return model.tensor(address).toDoubles();
  }
}
