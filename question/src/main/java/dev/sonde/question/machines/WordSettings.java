package dev.sonde.question.machines;

import dev.sonde.automata.Machine;
import dev.sonde.question.cells.text.TextSettings;
import dev.sonde.question.transformers.TextsSettings;
import dev.sonde.settings.Nested;
import dev.sonde.settings.Setting;
import dev.sonde.settings.SettingsCodec;
import dev.sonde.study.states.Extraction;
import dev.sonde.study.states.NetworkFile;
import dev.sonde.study.states.TextNetwork;
import dev.sonde.study.states.WordNetwork;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What words are made of, and how a network reads them; see each component. */
public record WordSettings(
    @Setting(
            help =
                "The symbols that words are made of, written as a text is ('ab', or '4 7' of a"
                    + " network that reads numbers), in the order of the machine's inputs; else the"
                    + " machine's inputs by their names, the symbols of the texts, or all",
            label = "TEXT")
        @Nullable String alphabet,
    @Setting(
            help = "A file of words, one on each line, that are read instead of drawn ones",
            label = "FILE",
            input = true)
        @Nullable Path texts,
    @Nested TextSettings reading) {

  public WordSettings {
    SettingsCodec.check(WordSettings.class, alphabet, texts, reading);
  }

  /** A network, and words whose states are looked at. */
  record Opened(WordNetwork network, List<int[]> words) {}

  /**
   * Opens a network and makes its words.
   *
   * @param total of drawn words, by the quota
   */
  Opened open(Path model, @Nullable Machine machine, int total, long seed) {
    boolean plain = reading.isNone() && alphabet == null && texts == null;
    if (plain && NetworkFile.recognises(model)) {
      return drawn(NetworkFile.open(model, machine), total, seed);
    }
    List<String> lines = texts == null ? List.of() : TextsSettings.lines(texts);
    TextNetwork network = TextNetwork.open(model, reading.reader(), alphabet, lines, machine);
    try {
      if (lines.isEmpty()) return drawn(network, total, seed);
      return new Opened(network, lines.stream().distinct().map(network::word).toList());
    } catch (RuntimeException e) {
      network.close();
      throw e;
    }
  }

  private static Opened drawn(WordNetwork network, int total, long seed) {
    return new Opened(network, Extraction.Subject.quota(network, total, seed));
  }
}
