package dev.sonde.question.machines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sonde.checkpoint.SharedData;
import dev.sonde.figure.page.HtmlPage;
import dev.sonde.file.InputException;
import dev.sonde.question.Work;
import dev.sonde.settings.SettingsCodec;
import dev.sonde.study.states.Extraction;
import dev.sonde.study.states.StateAnalysis;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnyNetworkStatesTest {

  private final StatesQuestion question = new StatesQuestion();

  private static StatesSettings settings(Path model, String... pairs) {
    Map<String, List<String>> texts = new TreeMap<>();
    texts.put("model", List.of(model.toString()));
    for (int i = 0; i < pairs.length; i += 2) texts.put(pairs[i], List.of(pairs[i + 1].split(",")));
    return SettingsCodec.of(StatesSettings.class).readAll(texts);
  }

  /** A GRU that PyTorch trained on parity: two states, told apart by linear discriminants. */
  @Test
  void exportedNetwork_withoutAMachine() throws Exception {
    Path model = SharedData.beside("networks/pt2/gru-parity.pt2");
    StatesSettings settings = settings(model, "words", "100", "clusterings", "lda,k-means 2n");
    StatesAnswer answer = question.answer(settings, Work.silent());
    StateAnalysis found = answer.details().analysis();
    assertThat(found.states()).isEqualTo(2);
    assertThat(found.accuracy()).isEqualTo(1);
    assertThat(found.clusterings().getFirst().weighted()).isEqualTo(0, within(.01));
    assertThat(HtmlPage.of(question.page(settings, answer, Work.silent())))
        .contains("read out of the network", "Fidelity");
    assertThat(question.document(settings, answer).toString()).contains("machine=");
  }

  /** What Sonde's own reading of a file says is said of it as of any network. */
  @Test
  void ownKind_hasTheSameVectorsAsAnyNetwork() throws Exception {
    Path model = SharedData.path("rnn-fsm/tomita3_gru_1_20_1_gpu.pt");
    StatesSettings plain =
        settings(model, "machine", "tomita3", "words", "60", "clusterings", "lda,k-means n");
    StatesSettings any = plain.with("alphabet", "0 1");
    StateAnalysis own = question.answer(plain, Work.silent()).details().analysis();
    StateAnalysis other = question.answer(any, Work.silent()).details().analysis();
    assertThat(other.vectors()).isEqualTo(own.vectors());
    assertThat(other.dimensions()).isEqualTo(own.dimensions());
    assertThat(other.accuracy()).isEqualTo(own.accuracy(), within(.001));
    for (int c = 0; c < own.clusterings().size(); c++) {
      assertThat(other.clusterings().get(c).weighted())
          .isEqualTo(own.clusterings().get(c).weighted(), within(1e-3));
    }
  }

  /** Nobody says how many states parity has: the answers to the words do. */
  @Test
  void clusters_withoutAMachine_giveParity() throws Exception {
    Path model = SharedData.beside("networks/pt2/gru-parity.pt2");
    ExtractSettings settings =
        SettingsCodec.of(ExtractSettings.class)
            .readAll(
                Map.of(
                    "model", List.of(model.toString()),
                    "method", List.of("clusters"),
                    "clustering", List.of("k-means 2n"),
                    "words", List.of("150")));
    Extraction found = new ExtractQuestion().answer(settings, Work.silent());
    assertThat(found.method()).contains("n = 2 states of a machine merged from the words");
    assertThat(found.machine().outputs(new int[] {1, 1, 1, 0})).containsExactly(1, 0, 1, 1);
    assertThat(found.states()).isLessThanOrEqualTo(4);
  }

  @Test
  void texts_areTheWordsThatAreRead(@TempDir Path folder) throws Exception {
    Path model = SharedData.beside("networks/pt2/gru-parity.pt2");
    Path words = Files.write(folder.resolve("w.txt"), List.of("1 0 1", "1 1", "0", "1 0 1"));
    StatesAnswer answer =
        question.answer(
            settings(model, "texts", words.toString(), "clusterings", "lda"), Work.silent());
    assertThat(answer.details().analysis().words()).isEqualTo(3);
    assertThat(answer.details().analysis().vectors()).isEqualTo(6);
    assertThatThrownBy(
            () ->
                question.answer(
                    settings(model, "texts", words.toString(), "alphabet", "0"), Work.silent()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("not in the alphabet");
  }
}
