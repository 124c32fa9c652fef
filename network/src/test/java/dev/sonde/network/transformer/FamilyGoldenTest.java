package dev.sonde.network.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.network.probe.Capture;
import dev.sonde.network.probe.Tap;
import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.ElementType;
import dev.sonde.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Small random models of every family compute what transformers computes with them. */
class FamilyGoldenTest {

  static Path folder(String name) {
    return Path.of(System.getProperty("sonde.root", "."))
        .resolve("network/src/test/resources/transformers")
        .resolve(name);
  }

  /** Those of the tests, or, with {@code -Dsonde.families=FOLDER}, all in a folder of the same. */
  static Stream<String> models() throws IOException {
    String others = System.getProperty("sonde.families");
    if (others != null) {
      try (Stream<Path> all = Files.list(Path.of(others))) {
        return all
            .filter(one -> Files.exists(one.resolve("golden.safetensors")))
            .map(Path::toString)
            .sorted()
            .toList()
            .stream();
      }
    }
    return Stream.of(
        "gpt2",
        "gpt-neox",
        "gpt-neox-serial",
        "llama",
        "llama3-rope",
        "llama-yarn",
        "llama-linear",
        "mistral",
        "qwen2",
        "qwen3",
        "gemma",
        "gemma2",
        "gemma3",
        "phi3",
        "bert",
        "bert-bare",
        "roberta",
        "distilbert",
        "vit",
        "bert-decoder",
        "bert-untied",
        "gemma2-defaults",
        "gemma3-encoder",
        "llama-bare",
        "llama-dynamic",
        "llama-partial",
        "phi3-longrope",
        "qwen2-defaults",
        "vit-wide",
        "vit-bare",
        "gemma3-images",
        "qwen2-vl");
  }

  static Input input(Checkpoint golden) {
    if (golden.has("pixels")) return new Input.Pixels(golden.tensor("pixels"));
    float[] ids = golden.tensor("ids").toFloats();
    float[] mask = golden.tensor("mask").toFloats();
    int positions = (int) golden.tensor("ids").shape().extent(1);
    List<int[]> rows = new ArrayList<>();
    for (int row = 0; row < ids.length / positions; row++) {
      int length = 0;
      while (length < positions && mask[row * positions + length] == 1) length++;
      int[] tokens = new int[length];
      for (int i = 0; i < length; i++) tokens[i] = (int) ids[row * positions + i];
      rows.add(tokens);
    }
    return Input.Tokens.of(rows, 1);
  }

  /** Compares where positions count: those that fill rows up are nobody's. */
  static void same(String what, float[] found, Tensor wanted, Input input, int axis, double error) {
    float[] expected = wanted.toFloats();
    assertThat(found).as(what).hasSameSizeAs(expected);
    long[] shape = wanted.shape().toArray();
    long inner = 1;
    for (int i = axis + 1; i < shape.length; i++) inner *= shape[i];
    for (int i = 0; i < found.length; i++) {
      int row = (int) (i / (found.length / shape[0]));
      long position = i / inner % shape[axis];
      if (input instanceof Input.Tokens tokens && position >= tokens.lengths()[row]) continue;
      assertThat((double) found[i])
          .as("%s, element %d", what, i)
          .isCloseTo(expected[i], within(error * Math.max(1, Math.abs(expected[i]))));
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void streamPatternsAndLogits_areTheReference(String name) {
    Checkpoint golden = Checkpoint.open(folder(name).resolve("golden.safetensors"));
    Input input = input(golden);
    for (boolean looking : new boolean[] {true, false}) {
      for (long resident : new long[] {0, Long.MAX_VALUE}) {
        try (Transformer model =
                Transformer.open(folder(name), Transformer.Settings.defaults().resident(resident));
            Call call = model.call(input, taps(looking))) {
          float[] logits = call.forward().toFloats();
          boolean bare = !golden.has("logits");
          Tensor wanted = bare ? golden.tensor("last") : golden.tensor("logits");
          if (wanted.shape().rank() == 3) same("logits", logits, wanted, input, 1, 2e-5);
          else assertThat(logits).containsExactly(wanted.toFloats(), within(2e-5f));
          if (looking) sites(call.capture(), golden, input);
        }
      }
    }
  }

  static Tap[] taps(boolean looking) {
    if (!looking) return new Tap[0];
    return new Tap[] {
      Tap.values("blocks.*.attn.pattern"),
      Tap.values("blocks.*.resid_pre"),
      Tap.values("blocks.*.attn.result")
    };
  }

  static void sites(Capture seen, Checkpoint golden, Input input) {
    for (int n = 0; golden.has("hidden." + n); n++) {
      float[] stream = seen.values("blocks." + n + ".resid_pre").toFloats();
      same("hidden." + n, stream, golden.tensor("hidden." + n), input, 1, 2e-5);
      float[] pattern = seen.values("blocks." + n + ".attn.pattern").toFloats();
      same("pattern." + n, pattern, golden.tensor("pattern." + n), input, 2, 2e-5);
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void doublePrecision_agreesWithSingle_andHalfNearly(String name) {
    Checkpoint golden = Checkpoint.open(folder(name).resolve("golden.safetensors"));
    Input input = input(golden);
    float[] single = logits(name, input, ElementType.FLOAT32);
    float[] twice = logits(name, input, ElementType.FLOAT64);
    float[] half = logits(name, input, ElementType.BFLOAT16);
    double greatest = 0;
    double far = 0;
    for (int i = 0; i < single.length; i++) {
      assertThat((double) twice[i]).isCloseTo(single[i], within(1e-4));
      greatest = Math.max(greatest, Math.abs(single[i]));
      far = Math.max(far, Math.abs(half[i] - single[i]));
    }
    assertThat(far).isBetween(1e-6, 0.2 * Math.max(1, greatest));
  }

  @ParameterizedTest
  @MethodSource("models")
  void looking_changesNoBit(String name) {
    Input input = input(Checkpoint.open(folder(name).resolve("golden.safetensors")));
    try (Transformer model = Transformer.open(folder(name))) {
      float[] alone = model.compute(input, Array::toFloats);
      float[] seen = model.compute(input, Array::toFloats, Tap.values("**"));
      // Where rows are filled up numbers are nobody's, but they too stay.
      assertThat(seen).containsExactly(alone);
    }
  }

  private static float[] logits(String name, Input input, ElementType type) {
    try (Transformer model =
        Transformer.open(folder(name), Transformer.Settings.defaults().type(type))) {
      return model.compute(input, Array::toFloats);
    }
  }
}
