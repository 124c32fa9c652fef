package dev.sonde.question.cells;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sonde.checkpoint.SharedData;
import dev.sonde.figure.page.HtmlPage;
import dev.sonde.file.InputException;
import dev.sonde.question.Work;
import dev.sonde.question.cells.text.TextCells;
import dev.sonde.settings.SettingsCodec;
import dev.sonde.settings.SettingsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextCellsTest {

  /** Letters and what follows them in ASCII, a for 1. */
  private static Path alphabet(Path folder, int letters) throws Exception {
    StringBuilder json = new StringBuilder("{");
    for (int i = 0; i < letters; i++) {
      json.append(i == 0 ? "" : ", ").append('"').append((char) ('a' + i)).append("\": ");
      json.append(i + 1);
    }
    return Files.writeString(folder.resolve("letters.json"), json.append('}').toString());
  }

  private static CellsSettings settings(String... pairs) {
    Map<String, List<String>> texts = new TreeMap<>();
    for (int i = 0; i < pairs.length; i += 2) texts.put(pairs[i], List.of(pairs[i + 1]));
    return SettingsCodec.of(CellsSettings.class).readAll(texts);
  }

  private static TextCells cells(CellsSettings settings) {
    CellsAnswer answer = new CellsQuestion().answer(settings, Work.silent());
    return ((CellsAnswer.OfText) answer).cells();
  }

  /**
   * textgenrnn on the symbols 19 28 9 2 5 7 4, against a NumPy forward in float64 with Keras' own
   * conversion of cuDNN's matrices ({@code preprocess_weights_for_loading}).
   */
  @Test
  void textgenrnn_givesWhatNumpyComputes(@TempDir Path folder) throws Exception {
    Path model = SharedData.path("checkpoints/textgenrnn.hdf5");
    Path letters = alphabet(folder, 29);
    StringBuilder text = new StringBuilder();
    for (int number : new int[] {19, 28, 9, 2, 5, 7, 4}) text.append((char) ('a' + number - 1));
    TextCells cells =
        cells(
            settings(
                "model",
                model.toString(),
                "text",
                text.toString(),
                "vocab",
                letters.toString(),
                "top",
                "4"));
    assertThat(cells.numbers()).containsExactly(19, 28, 9, 2, 5, 7, 4);
    assertThat(cells.layers().stream().map(TextCells.Layer::site))
        .containsExactly("rnn_1", "rnn_2");
    double[] h = {0.901200988, 0.00242727977, -8.12697945e-8, -0.00157627287};
    double[] c = {6.42853051, 0.0027064366, -2.03078074e-5, -0.080267179};
    TextCells.Layer top = cells.layers().getLast();
    for (int u = 0; u < h.length; u++) {
      assertThat((double) Objects.requireNonNull(top.parts().get("h")).at(0, 6, u))
          .isCloseTo(h[u], within(2e-5));
      assertThat((double) Objects.requireNonNull(top.parts().get("c")).at(0, 6, u))
          .isCloseTo(c[u], within(6e-5));
    }
    List<Integer> numbers = new ArrayList<>();
    cells.next().forEach(guess -> numbers.add(guess.number()));
    assertThat(numbers).containsExactly(73, 138, 81, 87);
    assertThat(cells.next().getFirst().probability()).isCloseTo(0.71076388, within(1e-5));
    assertThat(cells.next().getLast().probability()).isCloseTo(0.04238198, within(1e-5));
  }

  @Test
  void padding_isReadAndNotShown(@TempDir Path folder) throws Exception {
    Path model = SharedData.path("checkpoints/textgenrnn.hdf5");
    Path letters = alphabet(folder, 20);
    String[] given = {"model", model.toString(), "text", "bad", "vocab", letters.toString()};
    String[] padded = java.util.Arrays.copyOf(given, 8);
    padded[6] = "pad";
    padded[7] = "5";
    TextCells plain = cells(settings(given));
    TextCells filled = cells(settings(padded));
    assertThat(filled.symbols()).containsExactly("b", "a", "d");
    assertThat(filled.layers().getFirst().shown().steps()).isEqualTo(3);
    assertThat(filled.layers().getFirst().shown().at(0, 0, 0))
        .isNotEqualTo(plain.layers().getFirst().shown().at(0, 0, 0));
  }

  /** A recurrent network of another kind of file, its page and its document. */
  @Test
  void exportedNetwork_isAskedAndShown() throws Exception {
    Path model = SharedData.beside("networks/pt2/gru-parity.pt2");
    CellsSettings settings = settings("model", model.toString(), "text", "1 0 1 1 0", "unit", "3");
    CellsQuestion question = new CellsQuestion();
    CellsAnswer answer = question.answer(settings, Work.silent());
    TextCells cells = ((CellsAnswer.OfText) answer).cells();
    assertThat(cells.layers().getFirst().parts().keySet()).containsExactly("h", "z", "r", "n");
    assertThat(cells.next()).isEmpty();
    String page = HtmlPage.of(question.page(settings, answer, Work.silent()));
    assertThat(page).contains("Units of rnn", "Unit 3 of rnn over the text", "update gate z");
  }

  @Test
  void whatCannotBeAsked_isOneLine() {
    Path lstm = SharedData.beside("networks/pt2/lstm-classifier.pt2");
    assertThatThrownBy(() -> cells(settings("model", lstm.toString(), "text", "abc")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("give a vocabulary");
    Path plain = SharedData.beside("networks/pt2/mlp.pt2");
    assertThatThrownBy(() -> cells(settings("model", plain.toString(), "text", "1 2")))
        .isInstanceOf(InputException.class);
    assertThatThrownBy(() -> settings("model", lstm.toString()))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("give a text (any recurrent network)");
    assertThatThrownBy(() -> settings("model", lstm.toString(), "text", "1", "statistics", "true"))
        .isInstanceOf(SettingsException.class);
  }

  @Test
  void networkOfPictures_isSaidToReadNoTexts() {
    Path model = SharedData.beside("networks/pt2/resnet20-cifar10.pt2");
    assertThatThrownBy(() -> cells(settings("model", model.toString(), "text", "1 2")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("reads no texts: its input 'x' is [?, 3, 32, 32]");
  }

  /** Its TorchScript does not say that it reads rows of two numbers. */
  @Test
  void unknownInput_isSaidHowSymbolsWereGiven() {
    Path model = SharedData.beside("networks/torchscript/gru-parity.scripted.t214.pt");
    assertThatThrownBy(() -> cells(settings("model", model.toString(), "text", "0 1")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("each was given as its number")
        .satisfies(e -> assertThat(((InputException) e).mends()).containsExactly("one_hot"));
    assertThat(cells(settings("model", model.toString(), "text", "0 1", "one_hot", "2")).layers())
        .isNotEmpty();
  }
}
