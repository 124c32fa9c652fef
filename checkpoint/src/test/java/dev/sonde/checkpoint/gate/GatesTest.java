package dev.sonde.checkpoint.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.checkpoint.SharedData;
import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GatesTest {

  @Test
  void tensor_silero_givesGatesByEveryName() {
    Checkpoint silero = Checkpoint.open(SharedData.path("checkpoints/silero_vad_16k.safetensors"));
    Tensor whole = silero.tensor("lstm_cell.weight_hh");
    Tensor cell = silero.tensor("lstm_cell/W_hg");
    assertThat(cell.shape()).isEqualTo(Shape.of(128, 128));
    assertThat(cell.toFloats()).isEqualTo(whole.slice(0, 256, 384).toFloats());
    assertThat(silero.tensor("lstm_cell/W_hc").address()).isEqualTo("lstm_cell/W_hg");
    assertThat(silero.tensor("lstm_cell/W_hf_l0").address()).isEqualTo("lstm_cell/W_hf");
    assertThat(silero.has("lstm_cell/b_io")).isTrue();
    assertThat(silero.has("lstm_cell/b_o")).isFalse();
    Checkpoint onnx = Checkpoint.open(SharedData.path("checkpoints/silero_vad_16k_op15.onnx"));
    assertThat(onnx.tensor("model.decoder.rnn/W_hf").toFloats())
        .isEqualTo(onnx.tensor("model.decoder.rnn.weight_hh").slice(0, 128, 256).toFloats());
  }

  @Test
  void tensor_gruUpdateGate_isAlsoCalledI() {
    Checkpoint gru = checkpoint(torch("decoder.rnn.", 3, 2, 5));
    assertThat(gru.tensor("decoder.rnn/W_hi").address()).isEqualTo("decoder.rnn/W_hz");
    assertThat(gru.tensor("decoder.rnn/b_ii_l0").address()).isEqualTo("decoder.rnn/b_iz");
  }

  @Test
  void tensor_unknownGate_namesThoseThereAre() {
    Checkpoint gru = checkpoint(torch("decoder.rnn.", 3, 2, 5));
    assertThatThrownBy(() -> gru.tensor("decoder.rnn/W_hf"))
        .isInstanceOf(CheckpointException.class)
        .hasMessage(
            "m.pt: no tensor 'decoder.rnn/W_hf' among its 4 tensors; this layer has W_ir, W_iz,"
                + " W_in, W_hr, W_hz, W_hn, b_ir, b_iz, b_in, b_hr, b_hz, b_hn");
  }

  @Test
  void tensor_fileThatIsOneLayer_hasBlocksWithoutPrefix() {
    Checkpoint gru = checkpoint(torch("", 3, 2, 5));
    assertThat(gru.tensor("W_hn").shape()).isEqualTo(Shape.of(5, 5));
    assertThat(gru.withGates().tensors()).hasSize(12);
  }

  @Test
  void match_takesBlocksWhoseWholeIsNotMatched() {
    Checkpoint model = checkpoint(torch("rnn.", 1, 2, 5));
    assertThat(model.match("**")).hasSize(4);
    assertThat(model.match("rnn/W_*"))
        .extracting(Tensor::address)
        .containsExactly("rnn/W_ih", "rnn/W_hh");
    assertThat(model.match("{rnn/W_ih,rnn.bias_ih_l0}"))
        .extracting(Tensor::address)
        .containsExactly("rnn/W_ih", "rnn.bias_ih_l0");
    assertThat(model.match("rnn/**")).hasSize(4);
  }

  @Test
  void find_rowsThatAreNoMultipleOfTheHiddenSize_areNoGates() {
    Tensor odd = Tensor.ofFloats("x.weight_hh_l0", Shape.of(10, 5), new float[50]);
    Tensor empty = Tensor.ofFloats("y.weight_hh_l0", Shape.of(0, 0), new float[0]);
    Tensor vector = Tensor.ofFloats("z.weight_hh_l0", Shape.of(5), new float[5]);
    Checkpoint model = checkpoint(List.of(odd, empty, vector));
    assertThat(model.withGates().tensors()).hasSize(3);
  }

  @Test
  void withGates_blockThatWouldHideATensor_leavesTheWholeAlone() {
    List<Tensor> tensors = new ArrayList<>(torch("rnn.", 1, 2, 5));
    tensors.add(Tensor.ofFloats("rnn/W_hh", Shape.of(1), new float[] {42}));
    Checkpoint model = checkpoint(tensors);
    assertThat(model.tensor("rnn/W_hh").toFloats()).containsExactly(42);
    assertThat(model.withGates().tensors())
        .extracting(Tensor::address)
        .containsExactly("rnn/W_ih", "rnn.weight_hh_l0", "rnn/b_ih", "rnn/b_hh", "rnn/W_hh");
  }

  /** WebNN's RNNoise: ONNX's layout as plain arrays. */
  @Test
  void arrays_inOnnxLayout_areSplit() {
    Checkpoint rnnoise = Checkpoint.open(SharedData.path("checkpoints/rnnoise-npy"));
    Tensor whole = rnnoise.tensor("noise_gru_W");
    Tensor reset = rnnoise.tensor("noise_gru/W_ir");
    assertThat(reset.shape()).isEqualTo(Shape.of(48, 90));
    assertThat(reset.toFloats()).isEqualTo(whole.slice(1, 48, 96).toFloats());
    assertThat(rnnoise.tensor("noise_gru/b_hn").toFloats())
        .isEqualTo(rnnoise.tensor("noise_gru_B").slice(1, 240, 288).toFloats());
    assertThat(rnnoise.withGates().tensors()).hasSize(13 - 9 + 3 * 12);
  }

  @Test
  void withGates_keepsMetadata_andWritesAsAFile(@TempDir Path folder) throws Exception {
    Checkpoint model = Checkpoint.of(Path.of("m.pt"), torch("rnn.", 4, 2, 5), Map.of("epoch", "3"));
    model.withGates().write(folder.resolve("gates.safetensors"));
    Checkpoint back = Checkpoint.open(folder.resolve("gates.safetensors"));
    assertThat(back.metadata()).containsEntry("epoch", "3");
    assertThat(back.tensor("rnn/W_io").toFloats()).isEqualTo(model.tensor("rnn/W_io").toFloats());
  }

  private static Checkpoint checkpoint(List<Tensor> tensors) {
    return Checkpoint.of(Path.of("m.pt"), tensors, Map.of());
  }

  private static List<Tensor> torch(String prefix, int gates, int inputs, int hidden) {
    int rows = gates * hidden;
    return List.of(
        random(prefix + "weight_ih_l0", rows, inputs),
        random(prefix + "weight_hh_l0", rows, hidden),
        random(prefix + "bias_ih_l0", rows),
        random(prefix + "bias_hh_l0", rows));
  }

  private static Tensor random(String address, long... extents) {
    Shape shape = Shape.of(extents);
    float[] values = new float[(int) shape.count()];
    Random random = new Random(address.hashCode());
    for (int i = 0; i < values.length; i++) values[i] = random.nextFloat();
    return Tensor.ofFloats(address, shape, values);
  }
}
