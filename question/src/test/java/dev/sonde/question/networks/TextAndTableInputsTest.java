package dev.sonde.question.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sonde.checkpoint.SharedData;
import dev.sonde.file.InputException;
import dev.sonde.network.effects.Score;
import dev.sonde.question.networks.top.TopQuestion;
import dev.sonde.question.networks.top.TopSettings;
import dev.sonde.settings.SettingsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same answers of arrays, of a table and of texts. */
class TextAndTableInputsTest {

  private static final String CLASSIFIER = "networks/torchscript/lstm-classifier.traced.t214.pt";

  @TempDir private Path folder;

  private static Score score(Object... pairs) throws Exception {
    EvalSettings settings = Asked.settings(EvalSettings.class, pairs);
    return ((EvalAnswer.OfNetworks) Asked.answer(new EvalQuestion(), settings))
        .networks()
        .getFirst()
        .evaluation()
        .score();
  }

  @Test
  void columnsOfATable_areInputs_andOneOfThemTheLabels() throws Exception {
    Path model = MadeNetwork.perceptron(folder, "a.safetensors", 3);
    Random random = new Random(1);
    float[] values = new float[30 * 6];
    int[] labels = new int[30];
    StringBuilder table = new StringBuilder("a,b,c,kind,d,e,f\n");
    for (int i = 0; i < 30; i++) {
      labels[i] = i % 3;
      for (int k = 0; k < 6; k++) {
        values[i * 6 + k] = Math.round(random.nextGaussian() * 1000) / 1000f;
        table.append(String.format(Locale.ROOT, "%s%.3f", k == 0 ? "" : ",", values[i * 6 + k]));
        if (k == 2) table.append(',').append(List.of("ant", "bee", "cow").get(labels[i]));
      }
      table.append('\n');
    }
    Path csv = Files.writeString(folder.resolve("t.csv"), table.toString());
    Path x = MadeNetwork.write(folder.resolve("x.npy"), values, 30, 6);
    Path y = MadeNetwork.labels(folder.resolve("y.npy"), labels);
    assertThat(score("model", model, "input", csv, "labels", csv + ":kind", "batch", 7))
        .isEqualTo(score("model", model, "input", x, "labels", y));
    assertThatThrownBy(() -> score("model", model, "input", csv, "labels", y))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("column 4 ('kind')");
  }

  private Path texts() throws Exception {
    return Files.writeString(folder.resolve("texts.txt"), "a b\nc\nb a c a\n\nc c c\n");
  }

  private Path words() throws Exception {
    return Files.writeString(
        folder.resolve("words.json"),
        "{\"a\": 1, \"b\": 2, \"c\": 3, \"and\": 4, \"or\": 5, \"not\": 6}");
  }

  /** Numbers that float32 does not tell apart: token numbers, and times of day in milliseconds. */
  @Test
  void numbersOfATable_areNotRounded() throws Exception {
    Path table = Files.writeString(folder.resolve("t.csv"), "a,b\n16777216,0.1\n16777217,1e300\n");
    assertThat(new TableInput(null).arrays(table).getFirst().toDoubles())
        .containsExactly(16777216, 0.1, 16777217, 1e300);
  }

  /** Texts are filled at the front with number 0 to the longest. */
  @Test
  void lines_areTokensOfTheVocabulary() throws Exception {
    Path model = SharedData.beside(CLASSIFIER);
    Path vocab =
        Files.writeString(
            folder.resolve("letters.json"), "{\"a\": 1, \"b\": 2, \"c\": 3, \" \": 4}");
    Path lines = Files.writeString(folder.resolve("lines.txt"), "ab\nc\nbaca\n\nccc\n");
    Path y = MadeNetwork.labels(folder.resolve("y.npy"), 0, 1, 1, 0);
    Path x =
        MadeNetwork.longs(
            folder.resolve("x.npy"), 4, 4, 0, 0, 1, 2, 0, 0, 0, 3, 2, 1, 3, 1, 0, 3, 3, 3);
    Score arrays = score("model", model, "input", x, "labels", y);
    assertThat(score("model", model, "input", lines, "labels", y, "vocab", vocab))
        .isEqualTo(arrays);
    assertThat(
            score("model", model, "input", lines, "labels", y, "vocab", vocab, "batch", 3).loss())
        .isCloseTo(arrays.loss(), within(1e-6));
    assertThat(score("model", model, "input", lines, "labels", y, "vocab", vocab, "pad", 9))
        .isNotEqualTo(arrays);
  }

  @Test
  void topInputs_areShownAsTheirTexts() throws Exception {
    TopSettings settings =
        Asked.settings(
            TopSettings.class,
            "model",
            SharedData.beside(CLASSIFIER),
            "input",
            texts(),
            "vocab",
            words(),
            "site",
            List.of("head"),
            "top",
            2);
    var answer = Asked.answer(new TopQuestion(), settings);
    assertThat(Asked.page(new TopQuestion(), settings, answer)).containsAnyOf("b a c a", "c c c");
  }

  @Test
  void symbolOutOfTheVocabulary_andVocabularyWithoutTexts_areRefused() throws Exception {
    Path model = SharedData.beside(CLASSIFIER);
    Path y = MadeNetwork.labels(folder.resolve("y.npy"), 0, 1, 1, 0);
    Path few = Files.writeString(folder.resolve("few.json"), "{\"a\": 1, \"b\": 2}");
    assertThatThrownBy(() -> score("model", model, "input", texts(), "labels", y, "vocab", few))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("is not among the 2 symbols");
    assertThatThrownBy(() -> score("model", model, "input", folder, "labels", y, "vocab", few))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("applies only to texts");
  }

  /** TorchScript does not say shapes; the inputs do. */
  @Test
  void inspect_showsShapesOfTheGivenInputs() throws Exception {
    InspectSettings settings =
        Asked.settings(
            InspectSettings.class,
            "model",
            SharedData.beside(CLASSIFIER),
            "input",
            texts(),
            "vocab",
            words());
    InspectAnswer answer = Asked.answer(new InspectQuestion(), settings);
    assertThat(answer.note()).isEmpty();
    assertThat(answer.at()).isEqualTo(Map.of("x", List.of(1L, 4L)));
    assertThat(answer.sites())
        .filteredOn(row -> row.address().equals("head"))
        .singleElement()
        .satisfies(row -> assertThat(row.shape()).containsExactly(1L, 2L));
    // A row of the table is looked up, not multiplied, also where a module only hands it on.
    assertThat(answer.sites())
        .filteredOn(row -> row.address().equals("embed"))
        .singleElement()
        .satisfies(row -> assertThat(row.multiplications()).isNull());
  }
}
