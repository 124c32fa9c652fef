package dev.sonde.network.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.network.model.FeedForward;
import dev.sonde.network.model.Mlp;
import dev.sonde.network.model.Network;
import dev.sonde.network.model.Stage;
import dev.sonde.network.torch.Array;
import dev.sonde.tensor.DType;
import dev.sonde.tensor.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParametersTest {

  private static final FeedForward MODEL = Mlp.of(4, List.of(3), List.of(), 2);

  private static Network<Array, Array> network(long seed) {
    return Network.create(MODEL, new Initialiser.Framework(), seed);
  }

  @Test
  void create_sameSeed_sameNumbers_otherSeed_others() {
    try (var a = network(1);
        var b = network(1);
        var c = network(2)) {
      float[] weight = a.parameters().get("fc1.weight").toFloats();
      assertThat(b.parameters().get("fc1.weight").toFloats()).containsExactly(weight);
      assertThat(c.parameters().get("fc1.weight").toFloats()).isNotEqualTo(weight);
      assertThat(a.parameters().count()).isEqualTo(4 * 3 + 3 + 3 * 2 + 2);
    }
  }

  @Test
  void saveAndLoad_keepsBitsAndTypes(@TempDir Path folder) throws IOException {
    var model =
        new FeedForward(
            Shape.of(1, 4, 4), List.of(new Stage.Convolve(2, 3, 1), new Stage.NormaliseBatch()));
    Path file = folder.resolve("n.safetensors");
    try (var network = Network.create(model, new Initialiser.Framework(), 3)) {
      network.save(file, Map.of("note", "x"));
      Checkpoint saved = Checkpoint.open(file);
      assertThat(saved.metadata())
          .containsEntry("note", "x")
          .containsEntry("model", "feed-forward");
      assertThat(saved.tensor("bn1.num_batches_tracked").dtype()).isEqualTo(DType.INT64);
      try (var back = Network.load(model, saved)) {
        assertThat(back.parameters().get("conv1.weight").toFloats())
            .containsExactly(network.parameters().get("conv1.weight").toFloats());
      }
    }
  }

  @Test
  void load_mismatch_namesFileTensorAndBothShapes(@TempDir Path folder) {
    try (var network = network(1)) {
      Checkpoint file = network.toCheckpoint(folder.resolve("m.pt"), Map.of());
      assertThatThrownBy(() -> Network.load(Mlp.of(5, List.of(3), List.of(), 2), file))
          .isInstanceOf(CheckpointException.class)
          .hasMessageContainingAll("m.pt", "fc1.weight", "[3, 4]", "[3, 5]");
      assertThatThrownBy(() -> Network.load(Mlp.of(4, List.of(), List.of(), 3), file))
          .isInstanceOf(CheckpointException.class)
          .hasMessageContaining("no parameter 'fc2.weight', 'fc2.bias'");
    }
  }

  @Test
  void transplant_takesTheMatchingPartOnly() {
    try (var donor = network(1);
        var host = network(2)) {
      float[] own = host.parameters().get("fc1.weight").toFloats();
      Checkpoint from = donor.toCheckpoint(Path.of("donor"), Map.of());
      assertThat(host.parameters().transplant(from, "fc2.*"))
          .containsExactly("fc2.weight", "fc2.bias");
      assertThat(host.parameters().get("fc2.weight").toFloats())
          .containsExactly(donor.parameters().get("fc2.weight").toFloats());
      assertThat(host.parameters().get("fc1.weight").toFloats()).containsExactly(own);
      assertThatThrownBy(() -> host.parameters().transplant(from, "decoder.**"))
          .hasMessageContaining("no parameter matches 'decoder.**'")
          .hasMessageContaining("fc1.weight");
    }
  }

  @Test
  void noise_isSeeded() {
    try (var a = network(1);
        var b = network(1)) {
      float[] before = a.parameters().get("fc1.weight").toFloats();
      a.parameters().addNoise("fc1.*", 0.1, 5);
      b.parameters().addNoise("fc1.*", 0.1, 5);
      float[] after = a.parameters().get("fc1.weight").toFloats();
      assertThat(after)
          .isNotEqualTo(before)
          .containsExactly(b.parameters().get("fc1.weight").toFloats());
    }
  }

  @Test
  void orthogonal_rowsAreOrthonormalTimesGain() {
    ParameterSpec spec = ParameterSpec.of("w", Role.WEIGHT, 9, 4, 4, 3, 3);
    float[] w = new float[36];
    new Initialiser.Orthogonal(2).fill(spec, w, new java.util.SplittableRandom(1));
    for (int i = 0; i < 4; i++) {
      for (int j = 0; j < 4; j++) {
        double dot = 0;
        for (int k = 0; k < 9; k++) dot += w[9 * i + k] * w[9 * j + k];
        assertThat(dot).isCloseTo(i == j ? 4 : 0, within(1e-5));
      }
    }
  }
}
