package dev.sonde.question.transformers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.checkpoint.SharedData;
import dev.sonde.file.InputException;
import dev.sonde.question.Work;
import dev.sonde.settings.SettingsCodec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenerateRecurrentTest {

  @TempDir private Path folder;

  private final GenerateQuestion question = new GenerateQuestion();

  private GenerateSettings settings(String... pairs) throws Exception {
    Path letters =
        Files.writeString(
            folder.resolve("letters.json"),
            """
            {"W": 19, "h": 28, "a": 9, "t": 2, " ": 5, "i": 7, "s": 4, "e": 14, "b": 55, "<s>": 464}
            """);
    Map<String, List<String>> texts = new HashMap<>();
    texts.put("model", List.of(SharedData.path("checkpoints/textgenrnn.hdf5").toString()));
    texts.put("vocab", List.of(letters.toString()));
    texts.put("pad", List.of("40"));
    for (int i = 0; i < pairs.length; i += 2) texts.put(pairs[i], List.of(pairs[i + 1]));
    return SettingsCodec.of(GenerateSettings.class).readAll(texts);
  }

  /** As the NumPy forward of {@code ContinuationTest}. */
  @Test
  void textgenrnn_writesInItsSymbols() throws Exception {
    GenerateSettings settings = settings("prompt", "What ", "tokens", "11", "stop", "<s>");
    GenerateAnswer answer = question.answer(settings, Work.silent());
    assertThat(answer.text()).isEqualTo("What is the best");
    assertThat(answer.written()).isEqualTo(11);
    assertThat(answer.stopped()).isFalse();
    assertThat(question.summary(settings, answer).findings()).isNotEmpty();
  }

  @Test
  void stopThatIsNoSymbol_isRefused() throws Exception {
    GenerateSettings settings = settings("prompt", "What ", "stop", "x");
    assertThatThrownBy(() -> question.answer(settings, Work.silent()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("'x' is not in the network's vocabulary");
  }
}
