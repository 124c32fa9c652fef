package dev.sonde.network.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.network.layer.Cell;
import dev.sonde.network.layer.Pass;
import dev.sonde.network.torch.Array;
import dev.sonde.tensor.Tensor;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Exports of PyTorch (graphs/make.py) beside the state dicts that they were made of. */
class OnnxClassifierTest {

  private static Path resource(String name) throws URISyntaxException {
    URL url = OnnxClassifierTest.class.getResource(name);
    return Path.of(Objects.requireNonNull(url, name).toURI());
  }

  @ParameterizedTest
  @CsvSource({
    "classifier-gru,classifier-gru-1,GRU,1",
    "classifier-lstm,classifier-lstm-2,LSTM,2",
    "classifier-tanh,classifier-tanh-1,TANH,1",
    "classifier-gru-prefixes,classifier-gru-1,GRU,1",
  })
  void exportOfAClassifier_hasItsParameters_bitByBit(
      String graph, String state, Cell cell, int layers) throws Exception {
    Checkpoint read = OnnxClassifier.read(resource("/graphs/" + graph + ".onnx"));
    Checkpoint right = Checkpoint.open(resource("/goldens/" + state + ".pt"));
    assertThat(read.tensors()).hasSameSizeAs(right.tensors());
    for (Tensor tensor : right.tensors()) {
      assertThat(read.tensor(tensor.address()).toFloats())
          .as(tensor.address())
          .containsExactly(tensor.toFloats());
    }
    assertThat(RnnClassifier.like(read, cell))
        .isEqualTo(new RnnClassifier(cell, 3, 5, layers, 4, 0));
    assertThat(read.metadata()).containsEntry("cell", cell.toString());
  }

  @Test
  void plainCellWithoutBias_isReluAsItsNodeSays() throws Exception {
    Path file = resource("/graphs/classifier-relu.onnx");
    Checkpoint read = OnnxClassifier.read(file);
    assertThat(read.metadata()).containsEntry("cell", "relu");
    assertThat(read.tensor("rnn.bias_hh_l0").toFloats()).containsOnly(0);
    RnnClassifier model = RnnClassifier.like(read, Cell.RELU);
    try (var graph = Network.open(file, GraphModel.class);
        var network = Network.load(model, read);
        Pass pass = network.evaluate()) {
      Array words = model.words(new int[][] {{0, 1, 2, 0, 1}, {2, 2, 1, 0, 0}});
      float[] right =
          graph.compute(Map.of("words", words), out -> out.values().iterator().next().toFloats());
      assertThat(network.forward(pass, words).logits().toFloats())
          .containsExactly(right, org.assertj.core.api.Assertions.within(1e-6f));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "classifier-started,on words to try its output is",
    "gru,has direction bidirectional",
    "vgg,its graph has no such node",
  })
  void otherGraph_isRefusedInOneLine(String graph, String why) throws Exception {
    Path file = resource("/graphs/" + graph + ".onnx");
    assertThatThrownBy(() -> OnnxClassifier.read(file))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("a recurrent classifier of words is needed")
        .hasMessageContaining(why)
        .hasMessageNotContaining("\n");
  }
}
