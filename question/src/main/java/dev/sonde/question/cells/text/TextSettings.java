package dev.sonde.question.cells.text;

import dev.sonde.settings.Setting;
import dev.sonde.settings.SettingsCodec;
import dev.sonde.settings.SettingsException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How texts become what a recurrent network reads, and where its states are; see each component.
 */
public record TextSettings(
    @Setting(
            help =
                "Vocabulary file: JSON with each symbol's number, a JSON list, or one symbol per"
                    + " line; default: the file beside the network (NAME_vocab.json, vocab.json,"
                    + " vocab.txt); without one, texts are numbers separated by spaces",
            label = "FILE",
            input = true)
        @Nullable Path vocab,
    @Setting(
            help =
                "Site whose values are the states, [examples, steps, units]; default: every"
                    + " LSTM, GRU and plain RNN layer that is found",
            label = "SITE")
        List<String> site,
    @Setting(
            help =
                "Length to which texts are padded at the front with symbol 0; default: the"
                    + " length of the network's input, if that is fixed",
            min = 1,
            max = 1 << 20)
        @Nullable Integer pad) {

  public TextSettings {
    site = List.copyOf(site);
    SettingsCodec.check(TextSettings.class, vocab, site, pad);
  }

  /**
   * Checks that none is set, for questions without a text.
   *
   * @throws SettingsException if one is set
   */
  public void requireNone() {
    if (vocab != null) throw onlyTexts("vocab");
    if (!site.isEmpty()) throw onlyTexts("site");
    if (pad != null) throw onlyTexts("pad");
  }

  private static SettingsException onlyTexts(String setting) {
    return new SettingsException(setting, "applies only with a text");
  }
}
