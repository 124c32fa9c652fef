package dev.sonde.network.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sonde.network.Golden;
import dev.sonde.network.layer.Cell;
import dev.sonde.network.layer.Pass;
import dev.sonde.network.probe.Capture;
import dev.sonde.network.probe.Tap;
import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Functional;
import dev.sonde.network.torch.Generator;
import dev.sonde.tensor.Shape;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** State dicts of PyTorch give PyTorch's outputs and gradients. */
class GoldenTest {

  private final Generator generator = new Generator(0);

  @ParameterizedTest
  @CsvSource({"gru,1", "gru,2", "lstm,1", "lstm,2", "tanh,1", "tanh,2", "relu,1", "relu,2"})
  void classifier_pytorchStateDict_sameOutputsAndGradients(String cell, int layers) {
    Golden golden = Golden.of("classifier-" + cell + "-" + layers);
    var model = new RnnClassifier(Cell.valueOf(cell.toUpperCase(Locale.ROOT)), 3, 5, layers, 4, 0);
    try (var network = Network.load(model, golden.state());
        Pass pass = network.train(generator)) {
      RnnClassifier.Output output = network.forward(pass, golden.floats("in/x"));
      golden.requireSame("out/outputs", output.outputs());
      golden.requireSame("out/logits", output.logits());
      Array loss = Functional.crossEntropy(output.logits(), golden.indices("in/y"));
      golden.requireSameGradients(network.parameters(), pass.backward(loss));
    }
  }

  @ParameterizedTest
  @CsvSource({"gru,1", "gru,3", "lstm,1", "lstm,3"})
  void attentive_pytorchStateDict_sameOutputsAndGradients(String cell, int batch) {
    Golden golden = Golden.of("attentive-" + cell + "-" + batch);
    var model = Seq2Seq.attentive(Cell.valueOf(cell.toUpperCase(Locale.ROOT)), 7, 5, 8, 2);
    try (var network = Network.load(model, golden.state());
        Pass pass = network.train(generator)) {
      var output = network.forward(pass, Seq2Seq.Input.free(golden.rows("in/source"), 3));
      golden.requireSame("out/log", output.logProbabilities());
      golden.requireSame("out/attention", output.weights().orElseThrow());
      assertThat(output.decoded()).isDeepEqualTo(golden.rows("out/symbols"));
      Array loss = guidedLoss(output, golden, batch);
      assertThat(loss.item()).isCloseTo(golden.tensor("out/loss").toFloats()[0], within(1e-4));
      golden.requireSameGradients(network.parameters(), pass.backward(loss));
    }
  }

  private static Array guidedLoss(Seq2Seq.Output output, Golden golden, int batch) {
    Array target = golden.indices("in/target").view(-1);
    Array log = output.logProbabilities().view(-1, 5);
    int[] guide = new int[3 * batch];
    for (int i = 0; i < guide.length; i++) guide[i] = i % 3;
    Array guided = output.weights().orElseThrow().gather(2, Array.ofIndices(guide, batch, 3, 1));
    Array attention = guided.atLeast(1e-20).log().sum().multiply(-1.0 / batch);
    return Functional.negativeLogLikelihood(log, target).multiply(3).add(attention);
  }

  @Test
  void adder_pytorchStateDict_sameOutputsAndGradients() {
    Golden golden = Golden.of("adder");
    try (var network = Network.load(Seq2Seq.plain(6, 5, 1), golden.state());
        Pass pass = network.train(generator)) {
      int[][] target = golden.rows("in/target");
      var input = Seq2Seq.Input.taught(golden.rows("in/source"), target, 1);
      var output = network.forward(pass, input);
      golden.requireSame("out/log", output.logProbabilities());
      Array log = output.logProbabilities().view(-1, 6);
      Array loss = Functional.negativeLogLikelihood(log, Tokens.of(target).view(-1));
      golden.requireSameGradients(network.parameters(), pass.backward(loss));
    }
  }

  @Test
  void mlp_pytorchStateDict_sameOutputsAndGradients() {
    Golden golden = Golden.of("mlp");
    try (var network = Network.load(Mlp.of(6, List.of(7, 5), List.of(), 3), golden.state());
        Pass pass = network.train(generator)) {
      Array logits = network.forward(pass, golden.floats("in/x"));
      golden.requireSame("out/logits", logits);
      Array loss = Functional.crossEntropy(logits, golden.indices("in/y"));
      golden.requireSameGradients(network.parameters(), pass.backward(loss));
    }
  }

  @Test
  void cnn_pytorchStateDict_sameOutputsAndFeatures() {
    Golden golden = Golden.of("cnn");
    var model =
        new FeedForward(
            Shape.of(3, 8, 8),
            List.of(
                new Stage.Convolve(4, 3, 1),
                new Stage.NormaliseBatch(),
                new Stage.Relu(),
                new Stage.MaxPool(2),
                new Stage.Convolve(6, 3, 0),
                new Stage.Relu(),
                new Stage.Connect(7),
                new Stage.Relu(),
                new Stage.Connect(5)));
    try (var network = Network.load(model, golden.state());
        Array x = golden.floats("in/x")) {
      Capture seen = network.run(x, Tap.values("conv2@relu"), Tap.values("fc2"));
      assertThat(seen.values("conv2@relu").toFloats())
          .containsExactly(golden.tensor("out/conv2").toFloats(), within(1e-5f));
      assertThat(seen.values("fc2").toFloats())
          .containsExactly(golden.tensor("out/logits").toFloats(), within(1e-5f));
    }
  }
}
