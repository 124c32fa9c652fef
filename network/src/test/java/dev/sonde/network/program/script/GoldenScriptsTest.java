package dev.sonde.network.program.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.checkpoint.SharedData;
import dev.sonde.checkpoint.reader.Bytes;
import dev.sonde.network.layer.Initialiser;
import dev.sonde.network.layer.Parameters;
import dev.sonde.network.layer.Pass;
import dev.sonde.network.probe.Ablation;
import dev.sonde.network.probe.Tap;
import dev.sonde.network.program.Executor;
import dev.sonde.network.program.GoldenRun;
import dev.sonde.network.program.Limits;
import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Value;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives of PyTorch 1.13 and 2.14 give what PyTorch computed of them; see networks/README.md. */
class GoldenScriptsTest {

  private static Path file(String name) {
    return SharedData.path("../networks/torchscript/" + name);
  }

  private static Map<String, Tensor> part(Map<String, Tensor> all, String prefix) {
    Map<String, Tensor> part = new LinkedHashMap<>();
    all.forEach(
        (name, tensor) -> {
          if (name.startsWith(prefix)) part.put(name, tensor);
        });
    return part;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "resnet20-cifar10.traced.t113",
        "resnet20-cifar10.scripted.t214",
        "lstm-classifier.traced.t113",
        "lstm-classifier.traced.t214",
        "lstm-classifier.scripted.t113",
        "lstm-classifier.scripted.t214",
        "gru-parity.scripted.t113",
        "gru-parity.scripted.t214",
        "tiny-vit.traced.t113",
        "tiny-vit.traced.t214",
        "conv-zoo.traced.t113",
        "conv-zoo.traced.t214",
        "conv-zoo.frozen.t113",
        "conv-zoo.frozen.t214",
        "dict-io.scripted.t113",
        "dict-io.scripted.t214",
        "quantised-dynamic.scripted.t113",
        "quantised-dynamic.scripted.t214"
      })
  void outputsAreThoseOfPyTorch(String name) {
    Map<String, Tensor> golden = GoldenRun.arrays(file(name + ".io.npz"));
    Map<String, Tensor> inputs = part(golden, "in");
    try (var network = GoldenRun.open(file(name + ".pt"))) {
      GoldenRun.requireOutputs(network, inputs, part(golden, "out"));
      Map<String, float[]> plain = GoldenRun.outputs(network, inputs);
      Map<String, float[]> tapped = GoldenRun.outputs(network, inputs, Tap.values("**"));
      plain.forEach((output, wanted) -> assertThat(tapped.get(output)).isEqualTo(wanted));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"traced.t113", "scripted.t214"})
  void sitesHaveThePathsValuesAndGradientsOfTheExportedProgram(String kind) {
    Map<String, Tensor> inputs =
        GoldenRun.arrays(SharedData.path("../networks/pt2/resnet20-cifar10.inputs.npz"));
    Map<String, Tensor> sites =
        GoldenRun.arrays(SharedData.path("../networks/pt2/resnet20-cifar10.sites.npz"));
    try (var network = GoldenRun.open(file("resnet20-cifar10." + kind + ".pt"))) {
      GoldenRun.requireSites(network, inputs, sites);
    }
  }

  @Test
  void anAblatedModuleChangesWhatFollows() {
    Map<String, Tensor> inputs = part(GoldenRun.arrays(file("tiny-vit.traced.t214.io.npz")), "in");
    try (var network = GoldenRun.open(file("tiny-vit.traced.t214.pt"))) {
      float[] plain = output(GoldenRun.outputs(network, inputs));
      assertThat(output(GoldenRun.outputs(network, inputs, Ablation.zero("blocks.0.attn"))))
          .isNotEqualTo(plain);
      // What an ablated head gives is its bias alone.
      float[] none = output(GoldenRun.outputs(network, inputs, Ablation.zero("head")));
      assertThat(none).containsOnly(0f);
    }
  }

  private static float[] output(Map<String, float[]> outputs) {
    return Objects.requireNonNull(outputs.get("out"));
  }

  private static Map<String, Tensor> given(Map<String, Tensor> golden, String name) {
    Map<String, Tensor> given = new LinkedHashMap<>();
    part(golden, name + "/")
        .forEach((key, tensor) -> given.put(key.substring(name.length() + 1), tensor));
    return given;
  }

  private static Tensor numbers(float... numbers) {
    return Tensor.ofFloats("", Shape.of(numbers.length), numbers);
  }

  @ParameterizedTest
  @ValueSource(strings = {"t113", "t214"})
  void loopsBranchesListsAndDictionariesRunAsWritten(String version) {
    Map<String, Tensor> golden =
        GoldenRun.arrays(file("control-flow.scripted." + version + ".io.npz"));
    Map<String, float[]> lengths =
        Map.of(
            "default", new float[] {8, 5, 2},
            "state", new float[] {8, 8, 8},
            "negative", new float[] {4, 3, 1},
            "big", new float[] {8});
    Map<String, Map<String, Float>> options =
        Map.of(
            "state", Map.of("scale", 2f),
            "negative", Map.of("scale", -1f),
            "big", Map.of("other", 1f));
    try (var network = GoldenRun.open(file("control-flow.scripted." + version + ".pt"))) {
      lengths.forEach(
          (name, rows) -> {
            Map<String, Tensor> all = given(golden, name);
            Map<String, Tensor> inputs = new LinkedHashMap<>();
            inputs.put("tokens", all.get("tokens"));
            inputs.put("lengths", numbers(rows));
            if (all.containsKey("state")) inputs.put("state", all.get("state"));
            options
                .getOrDefault(name, Map.of())
                .forEach((key, value) -> inputs.put("options." + key, numbers(value)));
            GoldenRun.requireOutputs(network, inputs, part(all, "out"));
          });
    }
  }

  /** Runs another method of the root than forward. */
  private static float[] method(Path path, String method, Map<String, Tensor> inputs)
      throws IOException {
    Executor executor =
        Executor.of(
            ScriptProgram.read(path, Bytes.map(path), method).orElseThrow(), Limits.defaults());
    try (Parameters parameters = Parameters.of(executor.specs(), new Initialiser.Constant(0), 0)) {
      parameters.load(dev.sonde.checkpoint.Checkpoint.of(path, executor.parameters(), Map.of()));
      try (Pass pass = Pass.evaluating(parameters, List.of())) {
        Map<String, Array> given = new LinkedHashMap<>();
        inputs.forEach((name, tensor) -> given.put(name, Array.of(tensor)));
        return executor.run(pass, given).values().iterator().next().toFloats();
      }
    }
  }

  @Test
  void otherMethodsOfTheModuleRunToo() throws IOException {
    Map<String, Tensor> golden = GoldenRun.arrays(file("control-flow.scripted.t214.io.npz"));
    float[] found =
        method(
            file("control-flow.scripted.t214.pt"),
            "embed_only",
            Map.of("tokens", Objects.requireNonNull(golden.get("default/tokens"))));
    GoldenRun.requireNear(
        "embed_only", found, Objects.requireNonNull(golden.get("embed_only/out")).toFloats());
  }

  @ParameterizedTest
  @ValueSource(ints = {16000, 8000})
  void silerosStatesAreCarriedFromChunkToChunk(int rate) throws IOException {
    Map<String, Tensor> golden = GoldenRun.arrays(file("silero_vad.io.npz"));
    float[] found =
        method(
            file("silero_vad.jit"),
            "audio_forward",
            Map.of(
                "x", Objects.requireNonNull(golden.get("x" + rate)),
                "sr", numbers(rate)));
    float[] wanted = Objects.requireNonNull(golden.get("p" + rate)).toFloats();
    assertThat(found).hasSameSizeAs(wanted);
    GoldenRun.requireNear("p" + rate, found, wanted);
  }

  @Test
  void aRunLeavesNothingBehindInTheModule() throws IOException {
    Path path = file("silero_vad.jit");
    Executor executor =
        Executor.of(ScriptProgram.read(path, Bytes.map(path)).orElseThrow(), Limits.defaults());
    try (Parameters parameters = Parameters.of(executor.specs(), new Initialiser.Constant(0), 0)) {
      parameters.load(dev.sonde.checkpoint.Checkpoint.of(path, executor.parameters(), Map.of()));
      float[][] twice = new float[2][];
      for (int i = 0; i < 2; i++) {
        try (Pass pass = Pass.evaluating(parameters, List.of())) {
          Map<String, Value> given =
              Map.of("x", Value.of(Array.of(new float[512], 1, 512)), "sr", Value.of(16000));
          Value out = executor.values(pass, given).get("out");
          assertThat(out).isInstanceOf(Value.OfArray.class);
          twice[i] = ((Value.OfArray) Objects.requireNonNull(out)).array().toFloats();
        }
      }
      assertThat(twice[0]).isEqualTo(twice[1]);
    }
  }
}
