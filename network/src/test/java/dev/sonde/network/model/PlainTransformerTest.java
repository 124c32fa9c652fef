package dev.sonde.network.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.network.layer.Initialiser;
import dev.sonde.network.layer.Parameter;
import dev.sonde.network.layer.Pass;
import dev.sonde.network.probe.Capture;
import dev.sonde.network.probe.Tap;
import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Functional;
import dev.sonde.network.torch.Generator;
import dev.sonde.network.transformer.Architecture.Activation;
import dev.sonde.network.transformer.Input;
import dev.sonde.network.transformer.Transformer;
import dev.sonde.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlainTransformerTest {

  private static final PlainTransformer MODEL = new PlainTransformer(2, 8, 2, 3, 12, 7, 6, 5);
  private static final int[][] IDS = {{1, 0, 6, 2}, {3, 3, 5, 4}};

  @TempDir Path folder;

  private static Network<Array, Array> network(PlainTransformer model) {
    return Network.create(model, new Initialiser.Normal(.5), 3);
  }

  /** The loader of state dicts computes the same by another way. */
  @Test
  void saved_opensAsTransformer_withTheSameSites() throws Exception {
    Path file = folder.resolve("model.safetensors");
    try (Network<Array, Array> network = network(MODEL);
        Array ids = Tokens.of(IDS)) {
      network.save(file, Map.of());
      Capture ours = network.run(ids, Tap.values("**"));
      try (Transformer other = Transformer.openStateDict(file, true, Activation.RELU)) {
        Input input = Input.Tokens.of(List.of(IDS), 0);
        Capture theirs = other.run(input, Tap.values("**"));
        for (String site : ours.addresses()) {
          if (site.endsWith(".scores")) continue; // what is masked has no number of its own
          assertThat(theirs.values(site).shape()).as(site).isEqualTo(ours.values(site).shape());
          assertThat(ours.values(site).toFloats())
              .as(site)
              .containsExactly(theirs.values(site).toFloats(), within(1e-5f));
        }
        assertThat(ours.addresses()).contains("blocks.1.attn.pattern", "blocks.1.resid_post");
      }
      try (Network<?, ?> again = Network.open(file, Hints.none())) {
        assertThat(again.model()).isEqualTo(MODEL);
      }
    }
  }

  /** Where nobody looks, block 0 reads products of the tables' rows. */
  @Test
  void logits_areTheSameWhetherSomebodyLooksOrNot() {
    try (Network<Array, Array> network = network(MODEL);
        Array ids = Tokens.of(IDS);
        Pass pass = network.evaluate()) {
      float[] unseen = network.forward(pass, ids).toFloats();
      float[] seen = network.run(ids, Tap.values("logits")).values("logits").toFloats();
      assertThat(unseen).containsExactly(seen, within(1e-5f));
    }
  }

  @Test
  void last_isTheLastPositionOfAll() {
    try (Network<Array, Array> network = network(MODEL);
        Array ids = Tokens.of(IDS);
        Pass pass = network.evaluate()) {
      float[] all = network.forward(pass, ids).select(1, 3).toFloats();
      assertThat(MODEL.last(pass, ids).toFloats()).containsExactly(all, within(1e-5f));
    }
  }

  @Test
  void gradient_isThatOfFiniteDifferences() {
    try (Network<Array, Array> network = network(MODEL);
        Array ids = Tokens.of(IDS);
        Generator generator = new Generator(0)) {
      for (var parameter : network.parameters().all()) {
        float[] slope;
        try (Pass pass = network.train(generator)) {
          slope = pass.backward(loss(pass, ids)).toFloats(parameter);
        }
        float[] values = parameter.toFloats();
        for (int i = 0; i < values.length; i += 1 + values.length / 3) {
          double up = at(network, ids, parameter, values, i, 1e-2f);
          double down = at(network, ids, parameter, values, i, -1e-2f);
          assertThat((double) slope[i])
              .as(parameter.name() + " " + i)
              .isCloseTo((up - down) / 2e-2, within(2e-3));
        }
        set(network, parameter, values);
      }
    }
  }

  private static double at(
      Network<Array, Array> network,
      Array ids,
      Parameter parameter,
      float[] values,
      int i,
      float by) {
    float[] moved = values.clone();
    moved[i] += by;
    set(network, parameter, moved);
    try (Pass pass = network.evaluate()) {
      return loss(pass, ids).item();
    }
  }

  private static void set(Network<Array, Array> network, Parameter parameter, float[] values) {
    Tensor own = Tensor.ofFloats(parameter.name(), parameter.shape(), values);
    network
        .parameters()
        .transplant(Checkpoint.of(Path.of("moved"), List.of(own), Map.of()), parameter.name());
  }

  private static Array loss(Pass pass, Array ids) {
    return Functional.crossEntropy(MODEL.last(pass, ids), Array.ofIndices(new int[] {2, 5}, 2));
  }
}
