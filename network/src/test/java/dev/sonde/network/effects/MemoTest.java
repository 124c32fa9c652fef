package dev.sonde.network.effects;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.checkpoint.Glob;
import dev.sonde.checkpoint.SharedData;
import dev.sonde.network.data.ArrayExamples;
import dev.sonde.network.data.Examples;
import dev.sonde.network.layer.Memo;
import dev.sonde.network.model.ArrayNetwork;
import dev.sonde.network.model.Hints;
import dev.sonde.network.probe.Ablation;
import dev.sonde.network.probe.Sites;
import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Scope;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is taken from an earlier call is what would have been computed, to the last bit. */
class MemoTest {

  @ParameterizedTest
  @CsvSource({
    "data/onnx/resnet20-cifar10.onnx, data/onnx/resnet20-cifar10.input.npy",
    "data/cifar-resnets/resnet20-12fca82f.th, data/onnx/resnet20-cifar10.input.npy",
    "networks/pt2/resnet20-cifar10.pt2, networks/pt2/resnet20-cifar10.inputs.npz",
    "networks/torchscript/resnet20-cifar10.scripted.t214.pt,"
        + " networks/pt2/resnet20-cifar10.inputs.npz",
    "networks/torchscript/resnet20-cifar10.traced.t113.pt,"
        + " networks/pt2/resnet20-cifar10.inputs.npz",
    "networks/pt2/lstm-classifier.pt2, networks/pt2/lstm-classifier.inputs.npz",
    "networks/pt2/gru-parity-core.pt2, networks/pt2/gru-parity.inputs.npz",
    "networks/pt2/tiny-vit.pt2, networks/pt2/tiny-vit.inputs.npz",
    "networks/pt2/transformer-encoder.pt2, networks/pt2/transformer-encoder.inputs.npz",
    "networks/pt2/conv-zoo.pt2, networks/pt2/conv-zoo.inputs.npz",
    "networks/pt2/batchnorm-train.pt2, networks/pt2/batchnorm-train.inputs.npz",
    "networks/pt2/cond.pt2, networks/pt2/cond.inputs.npz",
    "networks/pt2/mlp.pt2, networks/pt2/mlp.inputs.npz",
  })
  void ablationWithMemo_isAblationWithout(String model, String input) {
    try (ArrayNetwork network = open(model);
        Scope _ = new Scope();
        Memo memo = new Memo(Long.MAX_VALUE)) {
      Examples examples = ArrayExamples.of(network, List.of(SharedData.beside(input).toString()));
      Map<String, Array> given = examples.batch(0, Math.min(4, examples.count()));
      float[] whole = network.compute(given, MemoTest::floats);
      assertThat(network.compute(given, MemoTest::floats, memo)).isEqualTo(whole);
      memo.freeze();
      List<UnitSite> sites = UnitSite.of(network, examples, List.of("**"));
      for (int i = 0; i < sites.size(); i += 1 + sites.size() / 12) {
        UnitSite site = sites.get(i);
        Sites selected = new Sites(Glob.exactly(site.address()), List.of(site.units() / 2));
        Ablation ablation = new Ablation(selected, Map.of());
        assertThat(network.compute(given, MemoTest::floats, memo, ablation))
            .as(site.address())
            .isEqualTo(network.compute(given, MemoTest::floats, ablation));
      }
      assertThat(network.compute(given, MemoTest::floats, memo)).isEqualTo(whole);
    }
  }

  @Test
  void memoWithoutRoom_changesNothing() {
    try (ArrayNetwork network = open("networks/pt2/resnet20-cifar10.pt2");
        Scope _ = new Scope();
        Memo memo = new Memo(1 << 20)) {
      Path input = SharedData.beside("networks/pt2/resnet20-cifar10.inputs.npz");
      Map<String, Array> given = ArrayExamples.of(network, List.of(input.toString())).batch(0, 4);
      float[] whole = network.compute(given, MemoTest::floats);
      network.compute(given, MemoTest::floats, memo);
      assertThat(memo.bytes()).isBetween(1L, 1L << 20);
      assertThat(network.compute(given, MemoTest::floats, memo)).isEqualTo(whole);
    }
  }

  private static ArrayNetwork open(String model) {
    return ArrayNetwork.open(SharedData.beside(model), Hints.none());
  }

  private static float[] floats(Map<String, Array> outputs) {
    return outputs.values().iterator().next().toFloats();
  }
}
