package dev.sonde.checkpoint.keras;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.checkpoint.SharedData;
import dev.sonde.checkpoint.TensorDigest;
import dev.sonde.checkpoint.reader.Bytes;
import dev.sonde.checkpoint.reader.CheckpointReader;
import dev.sonde.tensor.DType;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Storage;
import dev.sonde.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KerasRealFilesTest {

  @Test
  void open_additionNetwork_givesLayersInTheirOrderThenTheOptimizer() {
    Checkpoint network = Checkpoint.open(SharedData.path("addition-keras/2term-2digit-8units.h5"));
    assertThat(network.format()).isEqualTo("keras-h5");
    assertThat(network.tensors())
        .extracting(Tensor::address)
        .startsWith(
            "Encoder_LSTM/kernel",
            "Encoder_LSTM/recurrent_kernel",
            "Encoder_LSTM/bias",
            "Decoder_LSTM/kernel",
            "Decoder_LSTM/recurrent_kernel",
            "Decoder_LSTM/bias",
            "Decoder_Dense/kernel",
            "Decoder_Dense/bias",
            "optimizer_weights/Adam/iter",
            "optimizer_weights/Adam/Encoder_LSTM/kernel/m")
        .hasSize(25);
    assertThat(network.tensor("Encoder_LSTM/kernel").shape()).isEqualTo(Shape.of(14, 32));
    assertThat(network.tensor("optimizer_weights/Adam/iter").dtype()).isEqualTo(DType.INT64);
    assertThat(network.metadata())
        .containsEntry("keras_version", "2.2.4-tf")
        .containsEntry("backend", "tensorflow")
        .containsOnlyKeys("backend", "keras_version", "model_config", "training_config");
    assertThat(network.metadata().get("model_config")).startsWith("{\"class_name\": \"Model\"");
    assertThat(network.notes()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "addition-keras/2term-2digit-1units.h5",
        "addition-keras/2term-2digit-32units.h5",
        "checkpoints/resnet8-cifar10.h5",
        "checkpoints/textgenrnn.hdf5"
      })
  void open_realFile_hasNoComplaintAndStaysMapped(String relative) {
    Checkpoint network = Checkpoint.open(SharedData.path(relative));
    assertThat(network.notes()).isEmpty();
    assertThat(network.tensors())
        .isNotEmpty()
        .allMatch(tensor -> tensor.storage() instanceof Storage.Mapped)
        .noneMatch(tensor -> tensor.address().contains(":0"))
        .noneMatch(tensor -> tensor.address().startsWith("model_weights"));
  }

  @Test
  void open_weightsWithoutModel_givesTheLayersAtTheRoot() {
    Checkpoint network = Checkpoint.open(SharedData.path("checkpoints/textgenrnn.hdf5"));
    assertThat(network.tensors())
        .extracting(Tensor::toString)
        .contains("rnn_1/bias float32 [1024]", "rnn_1/recurrent_kernel float32 [128, 512]")
        .startsWith("embedding/embeddings float32 [465, 100]");
  }

  @Test
  void open_chunkedFile_givesTheNumbersOfTheTruth() throws Exception {
    Checkpoint made = Checkpoint.open(SharedData.path("checkpoints/made/chunked-gzip.h5"));
    Path truth = SharedData.path("checkpoints/made/truth.json");
    TensorDigest.assertAsIn(truth, "chunked-gzip.h5", made);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "checkpoints/made/state-dict-zip.pt",
        "checkpoints/made/arrays.npz",
        "checkpoints/made/small.safetensors",
        "checkpoints/made/objects.npy"
      })
  void recognises_otherFormats_isFalse(String relative) throws IOException {
    Path path = SharedData.path(relative);
    var source = new CheckpointReader.Source(path, false, Bytes.map(path));
    assertThat(new KerasZipReader().recognises(source)).isFalse();
    assertThat(new KerasH5Reader().recognises(source)).isFalse();
  }
}
