package dev.sonde.network.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sonde.network.model.Network;
import dev.sonde.network.model.RnnClassifier;
import dev.sonde.network.probe.Tap;
import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Functional;
import dev.sonde.network.torch.Generator;
import dev.sonde.network.torch.Scope;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A recurrent layer that nobody looks into computes what the step-by-step one does. */
class FusedTest {

  @ParameterizedTest
  @EnumSource(Cell.class)
  void sequence_tappedInside_sameBitsForwardAndSameGradients(Cell cell) {
    var model = new RnnClassifier(cell, 3, 33, 2, 4, 0.1);
    try (Scope _ = new Scope();
        var network = Network.create(model, new Initialiser.Framework(), 5);
        Generator generator = new Generator(0)) {
      int[][] words = {{0, 1, 2, 1, 0}, {2, 2, 1, 0, 1}, {1, 0, 0, 1, 2}};
      Array x = model.words(words);
      List<float[]> logits = new ArrayList<>();
      List<List<float[]>> gradients = new ArrayList<>();
      for (boolean tapped : new boolean[] {false, true}) {
        generator.seed(8);
        Tap[] taps = tapped ? new Tap[] {Tap.values("rnn@t=2/h_l1")} : new Tap[0];
        try (Pass pass = network.train(generator, taps)) {
          Array out = network.forward(pass, x).logits();
          logits.add(out.toFloats());
          Array classes = Array.ofIndices(new int[] {0, 3, 1}, 3);
          Gradients g = pass.backward(Functional.crossEntropy(out, classes));
          gradients.add(network.parameters().all().stream().map(g::toFloats).toList());
        }
      }
      assertThat(logits.get(1)).containsExactly(logits.get(0));
      for (int i = 0; i < gradients.get(0).size(); i++) {
        assertThat(gradients.get(1).get(i)).containsExactly(gradients.get(0).get(i), within(1e-6f));
      }
    }
  }
}
