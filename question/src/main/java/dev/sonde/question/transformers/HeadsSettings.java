package dev.sonde.question.transformers;

import dev.sonde.settings.Adjustable;
import dev.sonde.settings.Nested;
import dev.sonde.settings.Setting;
import dev.sonde.settings.SettingsCodec;

/** Which model's heads are scored, on which texts; see each component. */
public record HeadsSettings(
    @Nested ModelSettings how,
    @Nested TextsSettings read,
    @Setting(
            help =
                "Length of each random sequence, in tokens; it is repeated once for the"
                    + " duplicate-token and induction scores",
            initial = "40",
            min = 2,
            max = 100_000)
        int half,
    @Setting(help = "Number of random sequences", initial = "10", min = 1, max = 10_000)
        int sequences,
    @Setting(
            help =
                "Also compute composition scores: which later heads read which earlier ones, from"
                    + " the weights",
            initial = "true")
        boolean composition,
    @Setting(help = "Seed of the random tokens and matrices", initial = "0") long seed)
    implements Adjustable<HeadsSettings> {

  public HeadsSettings {
    SettingsCodec.check(HeadsSettings.class, how, read, half, sequences, composition, seed);
  }
}
