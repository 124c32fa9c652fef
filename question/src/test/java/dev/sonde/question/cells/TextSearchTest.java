package dev.sonde.question.cells;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.checkpoint.SharedData;
import dev.sonde.file.InputException;
import dev.sonde.network.recurrent.RecurrentStates;
import dev.sonde.network.recurrent.TextReader;
import dev.sonde.question.Work;
import dev.sonde.settings.SettingsCodec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextSearchTest {

  @TempDir private Path folder;

  private SearchSettings settings(Path model, Object... pairs) {
    Map<String, List<String>> texts = new TreeMap<>();
    texts.put("model", List.of(model.toString()));
    texts.put("index", List.of(folder.resolve("states.idx").toString()));
    for (int i = 0; i < pairs.length; i += 2) {
      texts.put(pairs[i].toString(), List.of(pairs[i + 1].toString()));
    }
    return SettingsCodec.of(SearchSettings.class).readAll(texts);
  }

  private static SearchAnswer answer(SearchSettings settings) throws Exception {
    return new SearchQuestion().answer(settings, Work.silent());
  }

  /**
   * PyTorch's GRU, texts of up to 12 symbols: each match is held against the states themselves, and
   * texts with one beginning count once.
   */
  @Test
  void matches_areWhereTheUnitsAreOn() throws Exception {
    Path model = SharedData.beside("networks/pt2/gru-parity.pt2");
    Path texts =
        Files.write(
            folder.resolve("texts.txt"),
            List.of("1 0 1 1 0 0", "1 0 1 1 1", "0 1 1 0", "0 0 0 0 0 0", "1 1 1", "0 1 0 0 1 1"));
    SearchSettings settings =
        settings(model, "texts", texts, "text", "1 0 0 0", "steps", "1..2", "threshold", "0.3");
    SearchAnswer found = answer(settings);
    assertThat(found.units()).isNotEmpty();
    assertThat(found.searched()).isEqualTo(6);
    assertThat(found.text()).isEqualTo("1[00]0");
    try (TextReader reader = TextReader.open(model, TextReader.Settings.defaults())) {
      for (SearchAnswer.Match match : found.matches()) {
        String text = match.text().replaceAll("[\\[\\]]", "").replaceAll("(?s).", "$0 ").strip();
        RecurrentStates states = reader.states(reader.numbers(text)).getLast();
        float[] h = Objects.requireNonNull(states.parts().get("h"));
        long on =
            found.units().stream()
                .filter(
                    unit -> {
                      for (int t = match.from(); t <= match.to(); t++) {
                        if (h[t * states.units() + unit] <= .3) return false;
                      }
                      return true;
                    })
                .count();
        assertThat(on).as(match.text()).isEqualTo(match.shared());
      }
    }
    List<String> contexts =
        found.matches().stream().map(m -> m.text().substring(0, m.text().indexOf(']'))).toList();
    assertThat(contexts).doesNotHaveDuplicates();
    assertThat(answer(settings).matches()).isEqualTo(found.matches());
  }

  @Test
  void anotherNetworksIndex_isRefused() throws Exception {
    Path model = SharedData.beside("networks/pt2/gru-parity.pt2");
    Path texts = Files.write(folder.resolve("texts.txt"), List.of("1 0 1", "0 1"));
    answer(settings(model, "texts", texts, "text", "1 0", "steps", "0..0"));
    Path other = SharedData.beside("networks/pt2/lstm-classifier.pt2");
    assertThatThrownBy(() -> answer(settings(other, "text", "1 0", "steps", "0..0")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("another network");
    Path changed = Files.write(folder.resolve("more.txt"), List.of("1 0 1"));
    assertThatThrownBy(
            () -> answer(settings(model, "texts", changed, "text", "1 0", "steps", "0..0")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("other texts");
  }

  @Test
  void whatIsMissing_isSaid() {
    Path model = SharedData.beside("networks/pt2/gru-parity.pt2");
    assertThatThrownBy(() -> answer(settings(model, "text", "1 0", "steps", "0..0")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("is not there yet");
    assertThatThrownBy(() -> settings(model, "text", "1", "input", "1+1", "steps", "0..0"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("one of them");
  }
}
