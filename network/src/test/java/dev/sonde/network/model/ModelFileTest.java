package dev.sonde.network.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.checkpoint.SharedData;
import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.network.Golden;
import dev.sonde.network.layer.Cell;
import dev.sonde.network.layer.Pass;
import dev.sonde.tensor.Tensor;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A file opens as the network that it holds, or one line says why not. */
class ModelFileTest {

  @TempDir Path folder;

  private static Path saved(String name) throws URISyntaxException {
    URL url = ModelFileTest.class.getResource("/goldens/" + name + ".pt");
    return Path.of(Objects.requireNonNull(url).toURI());
  }

  @ParameterizedTest
  @CsvSource({"classifier-gru-1,GRU,1", "classifier-lstm-2,LSTM,2", "classifier-tanh-1,TANH,1"})
  void classifier_savedByPytorch_sameOutputs(String name, Cell cell, int layers) throws Exception {
    Golden golden = Golden.of(name);
    try (var network = Network.open(saved(name), RnnClassifier.class);
        Pass pass = network.evaluate()) {
      assertThat(network.model()).isEqualTo(new RnnClassifier(cell, 3, 5, layers, 4, 0));
      golden.requireSame("out/logits", network.forward(pass, golden.floats("in/x")).logits());
    }
  }

  @ParameterizedTest
  @CsvSource({"attentive-gru-3,GRU", "attentive-lstm-3,LSTM"})
  void attentive_savedByPytorch_sameOutputs(String name, Cell cell) throws Exception {
    Golden golden = Golden.of(name);
    try (var network = Network.open(saved(name), Seq2Seq.class, Hints.none().start(2));
        Pass pass = network.evaluate()) {
      assertThat(network.model()).isEqualTo(Seq2Seq.attentive(cell, 7, 5, 8, 2));
      var output = network.forward(pass, Seq2Seq.Input.free(golden.rows("in/source"), 3));
      golden.requireSame("out/log", output.logProbabilities());
      golden.requireSame("out/attention", output.weights().orElseThrow());
    }
  }

  @Test
  void adder_savedByPytorch_sameOutputs() throws Exception {
    Golden golden = Golden.of("adder");
    try (var network = Network.open(saved("adder"), Seq2Seq.class, Hints.none().start(1));
        Pass pass = network.evaluate()) {
      assertThat(network.model()).isEqualTo(Seq2Seq.plain(6, 5, 1));
      var input = Seq2Seq.Input.taught(golden.rows("in/source"), golden.rows("in/target"), 1);
      golden.requireSame("out/log", network.forward(pass, input).logProbabilities());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 8, 32})
  void keras_opensAsItsConfigurationSays(int units) {
    Path file = SharedData.path("addition-keras/2term-2digit-" + units + "units.h5");
    try (var network = Network.open(file, Seq2Seq.class, Hints.none().start(11))) {
      assertThat(network.model()).isEqualTo(Seq2Seq.plain(14, units, 11));
      float[] kernel = Checkpoint.open(file).tensor("Decoder_LSTM/kernel").toFloats();
      float[] weight = network.parameters().get("decoder.rnn.weight_ih_l0").toFloats();
      assertThat(weight[3 * 14 + 5]).isEqualTo(kernel[5 * 4 * units + 3]);
    }
  }

  @Test
  void sequenceModel_withoutStartSymbol_isAskedFor() {
    assertThatThrownBy(() -> Network.open(saved("adder"), Seq2Seq.class))
        .isInstanceOf(CheckpointException.class)
        .hasMessageEndingWith("does not say which symbol its decoder reads first; say which");
  }

  @Test
  void plainCell_isTakenFromTheHint_orTheName_orAskedFor() throws Exception {
    Path bare = folder.resolve("bare.pt");
    Files.copy(saved("classifier-tanh-1"), bare);
    assertThatThrownBy(() -> Network.open(bare, RnnClassifier.class))
        .hasMessageEndingWith("may be relu or tanh; say which");
    Hints relu = Hints.none().plain(Cell.RELU);
    try (var network = Network.open(bare, RnnClassifier.class, relu)) {
      assertThat(network.model()).isEqualTo(new RnnClassifier(Cell.RELU, 3, 5, 1, 4, 0));
    }
  }

  @Test
  void otherFiles_areRefusedInOneLine() throws IOException {
    Path other = folder.resolve("other.safetensors");
    write(other, Map.of(), Tensor.ofFloats("a", dev.sonde.tensor.Shape.of(1), new float[1]));
    assertThatThrownBy(() -> Network.open(other, Hints.none()))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContainingAll("other.safetensors", "1 tensors (a)", "encoder.rnn.*");
    Path unknown = folder.resolve("unknown.safetensors");
    write(unknown, Map.of("model", "oracle"));
    assertThatThrownBy(() -> Network.open(unknown, Hints.none()))
        .hasMessageEndingWith("describes an unknown model 'oracle'");
    Path huge = folder.resolve("huge.safetensors");
    write(
        huge,
        Map.of(
            "model",
            "rnn-classifier",
            "cell",
            "gru",
            "inputs",
            "2",
            "hidden",
            "1000000000",
            "layers",
            "1",
            "classes",
            "2",
            "dropout",
            "0"));
    assertThatThrownBy(() -> Network.open(huge, Hints.none()))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("'hidden' is 1000000000");
  }

  @Test
  void missingParameter_isNamed_beforeMemoryIsTaken() throws IOException {
    Path file = folder.resolve("wide.safetensors");
    write(
        file,
        Map.of(
            "model",
            "rnn-classifier",
            "cell",
            "gru",
            "inputs",
            "2",
            "hidden",
            "1000000",
            "layers",
            "1",
            "classes",
            "2",
            "dropout",
            "0"));
    assertThatThrownBy(() -> Network.open(file, Hints.none()))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("no tensor 'rnn.weight_ih_l0'");
  }

  private static void write(Path file, Map<String, String> metadata, Tensor... tensors)
      throws IOException {
    Checkpoint.of(file, new ArrayList<>(List.of(tensors)), metadata).write(file);
  }
}
