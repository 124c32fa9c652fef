package dev.sonde.question.cells.text;

import dev.sonde.network.recurrent.TextReader;
import dev.sonde.settings.Setting;
import dev.sonde.settings.SettingsCodec;
import dev.sonde.settings.SettingsException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
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
        @Nullable Integer pad,
    @Setting(
            help =
                "Each symbol is a row of so many zeros with a one at its number; else as the"
                    + " network's file says, or the number itself where it says nothing",
            min = 1,
            max = 1 << 20,
            label = "WIDTH")
        @Nullable Integer oneHot) {

  public TextSettings {
    site = List.copyOf(site);
    SettingsCodec.check(TextSettings.class, vocab, site, pad, oneHot);
  }

  /** As a reader takes them. */
  public TextReader.Settings reader() {
    return new TextReader.Settings(
        Optional.ofNullable(vocab), site, optional(pad), optional(oneHot));
  }

  private static OptionalInt optional(@Nullable Integer value) {
    return value == null ? OptionalInt.empty() : OptionalInt.of(value);
  }

  /** Whether nothing is said. */
  public boolean isNone() {
    return vocab == null && site.isEmpty() && pad == null && oneHot == null;
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
    if (oneHot != null) throw onlyTexts("oneHot");
  }

  private static SettingsException onlyTexts(String setting) {
    return new SettingsException(setting, "applies only with a text");
  }
}
