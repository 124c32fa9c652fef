package dev.sonde.question.transformers;

import dev.sonde.settings.Adjustable;
import dev.sonde.settings.Nested;
import dev.sonde.settings.Setting;
import dev.sonde.settings.SettingsCodec;

/** Whose heads are scored, on what; see each component. */
public record HeadsSettings(
    @Nested ModelSettings how,
    @Nested TextsSettings read,
    @Setting(
            help = "Random tokens that come twice, for duplicates and induction",
            initial = "40",
            min = 2,
            max = 100_000)
        int half,
    @Setting(help = "Sequences of them", initial = "10", min = 1, max = 10_000) int sequences,
    @Setting(
            help = "Whether heads' weights are compared, layer by layer: which head reads which",
            initial = "true")
        boolean composition,
    @Setting(help = "Seed of the random tokens and matrices", initial = "0") long seed)
    implements Adjustable<HeadsSettings> {

  public HeadsSettings {
    SettingsCodec.check(HeadsSettings.class, how, read, half, sequences, composition, seed);
  }
}
