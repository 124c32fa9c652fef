package dev.sonde.network.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.network.SharedTransformers;
import dev.sonde.network.json.Json;
import dev.sonde.network.probe.Capture;
import dev.sonde.network.probe.Tap;
import dev.sonde.network.text.Tokenizer;
import dev.sonde.tensor.Tensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The story model as GGUF files: llama.cpp's figures, the folder's sites. */
class GgufModelTest {

  private static Path file(String type) {
    return SharedTransformers.path("gguf/stories260k-" + type + ".gguf");
  }

  private static int[] story() {
    return SharedGoldenTest.ints(
        SharedGoldenTest.json(SharedTransformers.path("stories260k/golden.json")).at("token_ids"));
  }

  @ParameterizedTest
  @CsvSource({"F32,.457346", "Q8_0,.458894", "Q4_0,.518694"})
  void quantisedFiles_haveTheRecordedLoss(String type, double wanted) {
    int[] ids = story();
    try (Transformer model = Transformer.open(file(type))) {
      double found =
          model.compute(Input.Tokens.of(ids), logits -> SharedGoldenTest.crossEntropy(logits, ids));
      assertThat(found).isCloseTo(wanted, within(2e-6));
    }
  }

  static Stream<String> families() throws IOException {
    try (Stream<Path> all = Files.list(FamilyGoldenTest.folder("gguf"))) {
      return all
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> name.endsWith(".gguf"))
          .map(name -> name.substring(0, name.length() - ".gguf".length()))
          .sorted()
          .toList()
          .stream();
    }
  }

  private static Checkpoint golden(String name) {
    Path own = FamilyGoldenTest.folder("gguf").resolve(name + ".safetensors");
    if (Files.exists(own)) return Checkpoint.open(own);
    return Checkpoint.open(FamilyGoldenTest.folder(name).resolve("golden.safetensors"));
  }

  /** llama.cpp's converter made the files, transformers the values: of the model before. */
  @ParameterizedTest
  @MethodSource("families")
  void everyFamily_isTheReference(String name) {
    Checkpoint golden = golden(name);
    Input input = FamilyGoldenTest.input(golden);
    Path file = FamilyGoldenTest.folder("gguf").resolve(name + ".gguf");
    for (long resident : new long[] {0, Long.MAX_VALUE}) {
      try (Transformer model =
              Transformer.open(file, Transformer.Settings.defaults().resident(resident));
          Call call = model.call(input, FamilyGoldenTest.taps(true))) {
        float[] last = call.forward().toFloats();
        FamilyGoldenTest.sites(call.capture(), golden, input);
        Tensor wanted = golden.tensor(golden.has("logits") ? "logits" : "last");
        FamilyGoldenTest.same("logits", last, wanted, input, 1, 2e-5);
      }
    }
  }

  @Test
  void sites_areThoseOfTheFolder() {
    int[] ids = java.util.Arrays.copyOf(story(), 20);
    Tap[] taps = {Tap.values("blocks.*.attn.{q,rot_k,pattern}"), Tap.values("blocks.*.resid_post")};
    try (Transformer folder = Transformer.open(SharedTransformers.path("stories260k"));
        Transformer gguf = Transformer.open(file("F32"))) {
      Capture one = folder.run(Input.Tokens.of(ids), taps);
      Capture other = gguf.run(Input.Tokens.of(ids), taps);
      assertThat(other.addresses()).isEqualTo(one.addresses()).hasSize(20);
      for (String site : one.addresses()) {
        assertThat(other.values(site).toFloats())
            .as(site)
            .containsExactly(one.values(site).toFloats(), within(2e-5f));
      }
    }
  }

  @Test
  void tokenizer_isTheFoldersOwn() {
    Tokenizer tokenizer = Tokenizer.open(file("Q5_0"));
    Json cases = SharedGoldenTest.json(SharedTransformers.path("stories260k/tokenizer_cases.json"));
    for (Json one : cases.list()) {
      String text = one.at("text").text();
      if (text.contains("<s>") || text.contains("</s>") || text.contains("<unk>")) continue;
      int[] ids = SharedGoldenTest.ints(one.at("ids"));
      assertThat(tokenizer.encode(text)).as(text).containsExactly(ids);
    }
  }

  /** One name in a file's settings replaced by another of the same length. */
  private static Path changed(String model, String from, String to, Path folder)
      throws IOException {
    byte[] bytes = Files.readAllBytes(FamilyGoldenTest.folder("gguf").resolve(model + ".gguf"));
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    assertThat(text).contains(from);
    assertThat(to).hasSameSizeAs(from);
    return Files.write(
        folder.resolve("m.gguf"), text.replace(from, to).getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  void architectureThatIsNotRun_isOneLine(@TempDir Path folder) throws IOException {
    Path file = changed("gemma2", "gemma2", "mamba2", folder);
    assertThatThrownBy(() -> Transformer.open(file))
        .isInstanceOf(TransformerException.class)
        .hasMessageStartingWith(file + ": 'mamba2' is no architecture of GGUF files that is run;")
        .hasMessageContaining("gemma, gemma2, gemma3, gpt2, gptneox, llama")
        .hasMessageEndingWith("its tensors can be read (stats, diff, hist, heatmap)");
    assertThat(Checkpoint.open(file).tensors()).isNotEmpty();
  }

  @Test
  void unknownWords_leaveTheSummary(@TempDir Path folder) throws IOException {
    Path file = changed("gpt2", "gpt-2", "gpt-9", folder);
    try (Transformer model = Transformer.open(file)) {
      TransformerSummary summary = TransformerSummary.of(model);
      assertThat(summary.tokenizer()).isNull();
      assertThat(summary.note())
          .startsWith("Its tokenizer cannot be read: " + file)
          .contains("'gpt-9', which is not known");
    }
  }

  @Test
  void wholeStory_fromF16() {
    int[] ids = story();
    try (Transformer model = Transformer.open(file("F16"))) {
      Generation written =
          Generation.of(model, new int[] {1}, Generation.Settings.greedy(256), id -> true);
      assertThat(written.tokens()).isEqualTo(java.util.Arrays.stream(ids).boxed().toList());
    }
  }
}
