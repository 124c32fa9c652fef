package dev.sonde.question.transformers;

import dev.sonde.settings.Adjustable;
import dev.sonde.settings.Nested;
import dev.sonde.settings.Setting;
import dev.sonde.settings.SettingsCodec;
import java.util.List;

/** Whose heads are scored, on what; see each component. */
public record HeadsSettings(
    @Nested ModelSettings how,
    @Setting(
            help = "Texts that the heads read, beside random tokens; a short one of ours without",
            separator = "")
        List<String> text,
    @Setting(
            help = "Random tokens that come twice, for duplicates and induction",
            initial = "40",
            min = 2,
            max = 100_000)
        int half,
    @Setting(help = "Sequences of them", initial = "10", min = 1, max = 10_000) int sequences,
    @Setting(help = "Seed of the random tokens", initial = "0") long seed)
    implements Adjustable<HeadsSettings> {

  public HeadsSettings {
    text = List.copyOf(text);
    SettingsCodec.check(HeadsSettings.class, how, text, half, sequences, seed);
  }
}
