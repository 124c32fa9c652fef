package dev.sonde.question.transformers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sonde.checkpoint.SharedData;
import dev.sonde.figure.page.HtmlPage;
import dev.sonde.figure.page.Page;
import dev.sonde.file.InputException;
import dev.sonde.question.Question;
import dev.sonde.question.Questions;
import dev.sonde.question.Work;
import dev.sonde.question.transformers.attention.AttentionAnswer;
import dev.sonde.question.transformers.attribution.AttributionAnswer;
import dev.sonde.question.transformers.changed.ChangedAnswer;
import dev.sonde.question.transformers.neurons.NeuronsAnswer;
import dev.sonde.question.transformers.paths.PathsAnswer;
import dev.sonde.question.transformers.perplexity.PerplexityAnswer;
import dev.sonde.question.transformers.residual.ResidualAnswer;
import dev.sonde.question.transformers.steer.SteerAnswer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each question on a small model that is made here, and on the story model where it is. */
class TransformerQuestionsTest {

  @TempDir Path folder;

  private Path texts = Path.of("");
  private Path others = Path.of("");

  @BeforeEach
  void texts() throws IOException {
    texts = folder.resolve("texts.txt");
    Files.writeString(texts, "w3 w7 w12 w5 w9 w3 w8\nw9 w2 w9 w4 w4 w1 w30\n\n");
    others = folder.resolve("others.txt");
    Files.writeString(others, "w30 w31 w12 w5\nw40 w41 w42 w43\n");
  }

  /** Asks, renders summary and page, and gives both. */
  private record Told<A>(A answer, Page summary, String page) {}

  @SuppressWarnings("unchecked") // the caller names the answer's type
  private static <S extends Record, A> Told<A> ask(String name, Map<String, String> settings)
      throws Exception {
    Question<S, A> question =
        (Question<S, A>)
            Questions.all().stream()
                .filter(q -> q.about().name().equals(name))
                .findFirst()
                .orElseThrow();
    S asked = question.about().codec().read(settings);
    A answer = question.answer(asked, Work.silent());
    A again = question.answer(asked, Work.silent());
    assertThat(again).as("asked twice").isEqualTo(answer);
    Page page = question.page(asked, answer, Work.silent());
    String html = HtmlPage.of(page);
    assertThat(html.contains("</html>") && !html.contains(">null<")).isTrue();
    Page summary = question.summary(asked, answer);
    assertThat(summary.findings()).isNotEmpty();
    return new Told<>(answer, summary, html);
  }

  private static Map<String, String> with(Path model, String... pairs) {
    Map<String, String> settings = new TreeMap<>();
    settings.put("model", model.toString());
    for (int i = 0; i < pairs.length; i += 2) settings.put(pairs[i], pairs[i + 1]);
    return settings;
  }

  private static String sentences(Told<?> told) {
    return String.join("\n", told.summary().findings().stream().map(f -> f.sentence()).toList());
  }

  @ParameterizedTest
  @CsvSource({"gpt2", "llama", "bert"})
  void attention_drawsEveryHeadWithItsTokens(String family) throws Exception {
    Path model = TinyTransformer.in(folder, family);
    Told<AttentionAnswer> told =
        ask("attention", with(model, "texts", texts.toString(), "head", "1.2"));
    assertThat(told.answer().texts()).isEqualTo(2);
    assertThat(told.answer().tokens()).containsExactly("w3", "w7", "w12", "w5", "w9", "w3", "w8");
    assertThat(told.answer().heads()).hasSize(6);
    assertThat(told.page().contains("Head 1.2")).isTrue();
    assertThat(told.page()).containsPattern("w12.{0,8} →");
    assertThat(sentences(told)).contains("Random").contains("Uniform");
  }

  @ParameterizedTest
  @CsvSource({"gpt2", "llama"})
  void heads_areScoredAndCompared(String family) throws Exception {
    Path model = TinyTransformer.in(folder, family);
    Told<HeadsAnswer> told =
        ask("heads", with(model, "texts", texts.toString(), "half", "8", "sequences", "2"));
    assertThat(told.answer().heads()).hasSize(6);
    assertThat(told.answer().even()).isBetween(.1, .5);
    HeadsAnswer.Pairs pairs = told.answer().composition();
    assertThat(pairs == null ? 0 : pairs.pairs()).isEqualTo(27);
    assertThat(sentences(told)).contains("composition").contains("random matrices");
  }

  @ParameterizedTest
  @CsvSource({"gpt2", "llama"})
  void attribution_sumsToTheLogit(String family) throws Exception {
    Path model = TinyTransformer.in(folder, family);
    Told<AttributionAnswer> told =
        ask("attribution", with(model, "text", "w3 w7 w12 w5", "correct", "w9", "against", "w4"));
    AttributionAnswer answer = told.answer();
    assertThat(answer.sum()).isCloseTo(answer.total(), within(1e-4));
    assertThat(answer.position()).isEqualTo(3);
    double heads =
        answer.parts().stream()
            .filter(p -> p.kind().equals("head"))
            .mapToDouble(AttributionAnswer.Part::value)
            .sum();
    double sources =
        answer.sources().stream().flatMap(s -> s.values().stream()).mapToDouble(x -> x).sum();
    assertThat(sources).isCloseTo(heads, within(1e-4));
  }

  @Test
  void residualNeuronsAndPerplexity_readAFileOfTexts() throws Exception {
    Path model = TinyTransformer.in(folder, "llama");
    Told<ResidualAnswer> residual = ask("residual", with(model, "texts", texts.toString()));
    assertThat(residual.answer().tokens()).isEqualTo(14);
    assertThat(residual.answer().layers()).hasSize(3);
    assertThat(residual.answer().expectedOutlier()).isBetween(1.0, 3.0);
    Told<NeuronsAnswer> neurons =
        ask("neurons", with(model, "texts", texts.toString(), "neurons", "4", "context", "2"));
    assertThat(neurons.answer().neurons()).hasSize(4);
    for (NeuronsAnswer.Neuron neuron : neurons.answer().neurons()) {
      assertThat(neuron.examples()).hasSize(5);
      assertThat(neuron.writes()).isNotNull();
    }
    Told<PerplexityAnswer> perplexity = ask("perplexity", with(model, "texts", texts.toString()));
    assertThat(perplexity.answer().tokens()).isEqualTo(12);
    assertThat(perplexity.answer().uniform()).isCloseTo(Math.log(53), within(1e-12));
    assertThat(perplexity.answer().perplexity())
        .isCloseTo(Math.exp(perplexity.answer().crossEntropy()), within(1e-9));
  }

  @Test
  void steer_standsBesideNothingAndRandomDirections() throws Exception {
    Path model = TinyTransformer.in(folder, "gpt2");
    Told<SteerAnswer> told =
        ask(
            "steer",
            with(
                model,
                "prompt",
                "w3 w7",
                "towards",
                texts.toString(),
                "away",
                others.toString(),
                "strength",
                "5",
                "tokens",
                "6"));
    assertThat(told.answer().site()).isEqualTo("blocks.1.resid_post");
    assertThat(told.answer().plain().kl()).isZero();
    assertThat(told.answer().steered().kl()).isPositive();
    assertThat(told.answer().random()).hasSize(3);
    assertThat(told.answer().separated()).isBetween(0.0, 1.0);
  }

  @Test
  void changed_ofAModelAndItself_isNothing() throws Exception {
    Path model = TinyTransformer.in(folder, "gpt2");
    Told<ChangedAnswer> same =
        ask("changed", with(model, "other", model.toString(), "texts", texts.toString()));
    assertThat(same.answer().change()).isZero();
    assertThat(same.answer().layers()).allMatch(l -> l.kl() == 0 && l.cka() > 1 - 1e-9);
    assertThat(sentences(same)).isEqualTo("The two models have the same weights.");
  }

  @Test
  void paths_haveOneForEachPartThatComesBefore() throws Exception {
    Path model = TinyTransformer.in(folder, "gpt2");
    Map<String, String> settings =
        with(model, "clean", "w3 w7 w12", "corrupted", "w3 w8 w12", "answer", "w9", "wrong", "w4");
    Told<PathsAnswer> told = ask("paths", settings);
    assertThat(told.answer().paths()).hasSize(9);
    settings.put("to", "1.0.k");
    settings.put("from", "0.1,mlp.0");
    Told<PathsAnswer> two = ask("paths", settings);
    assertThat(two.answer().paths()).hasSize(2);
    settings.put("to", "1.0");
    assertThatThrownBy(() -> ask("paths", settings))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("1.0.q, .k or .v");
  }

  @Test
  void lens_isFittedKeptAndReadThrough() throws Exception {
    Path model = TinyTransformer.in(folder, "gpt2");
    Path file = folder.resolve("lens.safetensors");
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 12; i++) {
      for (int j = 0; j < 16; j++) lines.append('w').append((i * 17 + j * j * 5) % 53).append(' ');
      lines.append('\n');
    }
    Path fit = folder.resolve("fit.txt");
    Files.writeString(fit, lines);
    Map<String, String> settings = with(model, "text", "w3 w7 w12", "tuned", file.toString());
    assertThatThrownBy(() -> ask("lens", settings)).isInstanceOf(InputException.class);
    settings.putAll(Map.of("fit", fit.toString(), "steps", "40", "batch", "32"));
    Told<LensAnswer> fitted = ask("lens", settings);
    assertThat(fitted.answer().tuned()).hasSize(2);
    assertThat(fitted.answer().kl().getLast()).isZero();
    settings.remove("fit");
    Told<LensAnswer> read = ask("lens", settings);
    assertThat(read.answer()).isEqualTo(fitted.answer());
    settings.remove("tuned");
    Told<LensAnswer> plain = ask("lens", settings);
    assertThat(plain.answer().tuned()).isEmpty();
    settings.put("norm", "cached");
    Told<LensAnswer> cached = ask("lens", settings);
    assertThat(cached.answer().kl().getFirst()).isNotEqualTo(plain.answer().kl().getFirst());
  }

  @ParameterizedTest
  @CsvSource({
    "attention, head, 7.0, no such head",
    "attention, texts, none.txt, no such file",
    "attribution, position, 99, numbered from 0",
    "neurons, layer, 9, counted from 0",
    "steer, site, blocks.*.attn.pattern, site"
  })
  void wrongSettings_areOneLine(String question, String setting, String value, String words)
      throws IOException {
    Path model = TinyTransformer.in(folder, "gpt2");
    Map<String, String> settings =
        switch (question) {
          case "attribution" -> with(model, "text", "w3 w7");
          case "steer" ->
              with(model, "prompt", "w3", "towards", texts.toString(), "away", others.toString());
          default -> with(model, "texts", texts.toString());
        };
    settings.put(setting, value);
    assertThatThrownBy(() -> ask(question, settings))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(words)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
  }

  @Test
  void textsThatAreNoText_areOneLine() throws IOException {
    Path model = TinyTransformer.in(folder, "gpt2");
    Files.write(texts, new byte[] {(byte) 0xc3, 0x28, 0});
    assertThatThrownBy(() -> ask("perplexity", with(model, "texts", texts.toString())))
        .hasMessageContaining("not UTF-8 text");
    Files.writeString(texts, "\n \n");
    assertThatThrownBy(() -> ask("perplexity", with(model, "texts", texts.toString())))
        .hasMessageContaining("contains no text");
    Files.writeString(texts, "w1 ".repeat(5000));
    assertThatThrownBy(() -> ask("perplexity", with(model, "texts", texts.toString())))
        .hasMessageContaining("the model reads 1 to");
    assertThatThrownBy(() -> ask("residual", with(model))).hasMessageContaining("no text to read");
  }

  @Test
  void inspectAndPatch_knowATransformersFolder() throws Exception {
    Path model = TinyTransformer.in(folder, "llama");
    Told<Object> inspected = ask("inspect", with(model));
    assertThat(sentences(inspected)).contains("llama").contains("2 layers of 3 heads");
    assertThat(inspected.page().contains("pattern")).isTrue();
    Map<String, String> settings =
        with(model, "clean", "w3 w7 w12", "corrupted", "w3 w8 w12", "answer", "w9", "wrong", "w4");
    Told<Object> patched = ask("patch", settings);
    assertThat(patched.page()).containsPattern("1\\.2 at 2 .{0,8}w12");
  }

  /** Tokens come from files: they are words on a page and never markup. */
  @Test
  void tokensOfAHostileVocabulary_stayText() throws Exception {
    Path model = TinyTransformer.in(folder, "gpt2");
    Path file = model.resolve("tokenizer.json");
    Files.writeString(
        file, Files.readString(file).replace("\"w12\"", "\"<script>alert(1)</script>\\u001b[2J\""));
    Told<AttentionAnswer> told =
        ask("attention", with(model, "text", "w3 <script>alert(1)</script>\u001b[2J w5"));
    assertThat(told.answer().tokens().get(1)).startsWith("<script>");
    assertThat(told.page().contains("<script>alert")).isFalse();
    assertThat(told.page().indexOf(0x1b)).isNegative();
  }

  @Test
  void storyModel_isAsItsGoldenSays() throws Exception {
    Path stories = SharedData.beside("transformers/stories260k");
    Told<PathsAnswer> paths =
        ask(
            "paths",
            with(
                stories,
                "clean",
                "The girl said that",
                "corrupted",
                "The boy said that",
                "answer",
                "she",
                "wrong",
                "he"));
    assertThat(paths.answer().clean()).isPositive();
    assertThat(paths.answer().corrupted()).isNegative();
    Told<HeadsAnswer> heads = ask("heads", with(stories, "sequences", "3"));
    assertThat(sentences(heads))
        .contains("Head 1.3 attends to the previous token")
        .contains("No induction head");
  }
}
