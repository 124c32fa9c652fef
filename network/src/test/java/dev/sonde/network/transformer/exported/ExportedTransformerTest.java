package dev.sonde.network.transformer.exported;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sonde.checkpoint.SharedData;
import dev.sonde.network.model.Hints;
import dev.sonde.network.model.Network;
import dev.sonde.network.model.ProgramModel;
import dev.sonde.network.probe.Capture;
import dev.sonde.network.probe.Tap;
import dev.sonde.network.torch.Array;
import dev.sonde.network.transformer.Input;
import dev.sonde.network.transformer.Transformer;
import dev.sonde.network.transformer.TransformerException;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What PyTorch exported ({@code transformers/exports.py}) has the sites, and at them the values, of
 * the folder that it was exported from. {@code -Dsonde.exports=FOLDER} tries all that the script
 * writes.
 */
class ExportedTransformerTest {

  private static final Path MODELS =
      Path.of(System.getProperty("sonde.root", "."))
          .resolve("network/src/test/resources/transformers");

  /** Where transformers' fused kernel computes something else than the folder: it caps nothing. */
  private static final List<String> OTHER = List.of("gemma2-sdpa", "gemma2-defaults-sdpa");

  static List<Path> exports() {
    Path folder =
        Path.of(System.getProperty("sonde.exports", MODELS.resolve("exports").toString()));
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().filter(file -> !OTHER.contains(name(file))).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String name(Path export) {
    return export.getFileName().toString().replaceAll("\\.\\w+$", "");
  }

  private static String model(Path export) {
    return name(export).replaceAll("-sdpa$", "");
  }

  @ParameterizedTest
  @MethodSource("exports")
  void export_hasTheFoldersValuesAtEverySite(Path export) {
    try (Transformer folder = Transformer.open(MODELS.resolve(model(export)));
        Transformer file = ExportedTransformer.open(export, Transformer.Settings.defaults())) {
      same(folder, file);
    }
  }

  private static void same(Transformer folder, Transformer file) {
    Input input = input(folder);
    Capture wanted = folder.run(input, Tap.values("**"));
    Capture found = file.run(input, Tap.values("**"));
    assertThat(found.addresses()).containsExactlyElementsOf(wanted.addresses());
    for (String site : wanted.addresses()) {
      float[] numbers = wanted.values(site).toFloats();
      float largest = 1;
      for (float number : numbers) if (Float.isFinite(number)) largest = Math.max(largest, number);
      assertThat(found.values(site).toFloats())
          .as(site)
          .containsExactly(numbers, within(1e-4f * largest));
    }
  }

  private static Input input(Transformer model) {
    int vocabulary = model.architecture().sizes().vocabulary();
    SplittableRandom random = new SplittableRandom(3);
    if (vocabulary > 0) return Input.Tokens.of(random.ints(9, 0, vocabulary).toArray());
    float[] pixels = new float[3 * 12 * 12];
    for (int i = 0; i < pixels.length; i++) pixels[i] = (float) random.nextGaussian();
    return new Input.Pixels(Tensor.ofFloats("pixels", Shape.of(1, 3, 12, 12), pixels));
  }

  @Test
  void storiesAsPt2_haveTheSitesOfTheirFolder() {
    Path folder = SharedData.beside("transformers/stories260k");
    Path file = SharedData.beside("networks/pt2/stories260k.pt2");
    try (Transformer wanted = Transformer.open(folder);
        Transformer found = ExportedTransformer.open(file, Transformer.Settings.defaults())) {
      same(wanted, found);
      assertThat(found.tokenizer()).isEmpty();
      assertThat(found.withTokenizer(folder).tokenizer()).isPresent();
    }
  }

  /** No folder of it exists: the file's own values are what the sites are held against. */
  @Test
  void tinyVit_namedAsNobodyElseDoes_patternIsTheProgramsOwn() {
    for (String name : List.of("pt2/tiny-vit.pt2", "torchscript/tiny-vit.traced.t113.pt")) {
      Path file = SharedData.beside("networks/" + name);
      float[] pixels = new float[3 * 32 * 32];
      SplittableRandom random = new SplittableRandom(3);
      for (int i = 0; i < pixels.length; i++) pixels[i] = (float) random.nextGaussian();
      Tensor image = Tensor.ofFloats("pixels", Shape.of(1, 3, 32, 32), pixels);
      try (Transformer model = ExportedTransformer.open(file, Transformer.Settings.defaults());
          Network<Map<String, Array>, Map<String, Array>> own =
              Network.open(file, ProgramModel.class, Hints.none())) {
        Capture seen = model.run(new Input.Pixels(image), Tap.values("**"));
        assertThat(seen.values("blocks.1.attn.pattern").shape()).isEqualTo(Shape.of(1, 4, 17, 17));
        String input =
            own.model() instanceof ProgramModel p
                ? p.executor().program().inputs().getFirst().name()
                : "";
        Capture all = own.run(Map.of(input, Array.of(image)), Tap.values("**"));
        // The one value of this shape that a softmax gave last is block 1's pattern.
        List<String> softmax = new ArrayList<>();
        for (String site : all.addresses()) if (site.contains("softmax")) softmax.add(site);
        assertThat(softmax).isNotEmpty();
        assertThat(seen.values("blocks.1.attn.pattern").toFloats())
            .containsExactly(all.values(softmax.getLast()).toFloats(), within(1e-5f));
      }
    }
  }

  @Test
  void otherPrograms_areRefusedByWhatTheyAre() {
    Path mlp = SharedData.beside("networks/pt2/mlp.pt2");
    assertThatThrownBy(() -> ExportedTransformer.open(mlp, Transformer.Settings.defaults()))
        .isInstanceOf(TransformerException.class)
        .hasMessageContaining("no transformer of a known family");
  }

  /** A file whose outputs are no numbers agrees with nothing. */
  @Test
  void outputsThatAreNotFinite_agreeWithNoTransformer() {
    try (Transformer model = Transformer.open(MODELS.resolve("gpt2"))) {
      Input input = input(model);
      Tensor own = model.compute(input, logits -> logits.toFloat().toTensor("output"));
      float[] broken = own.toFloats();
      broken[broken.length / 2] = Float.NaN;
      Tensor nan = Tensor.ofFloats("output", own.shape(), broken);
      assertThat(new Trial(input, List.of(own), List.of(), 0).apart(model)).isZero();
      assertThat(new Trial(input, List.of(nan), List.of(), 0).apart(model)).isInfinite();
      broken[0] = Float.POSITIVE_INFINITY;
      Tensor infinite = Tensor.ofFloats("output", own.shape(), broken);
      assertThat(new Trial(input, List.of(infinite), List.of(), 0).apart(model)).isInfinite();
    }
  }
}
