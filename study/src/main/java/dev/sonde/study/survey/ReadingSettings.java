package dev.sonde.study.survey;

import dev.sonde.settings.Setting;
import dev.sonde.settings.SettingsCodec;

/** What is asked of every file. */
public record ReadingSettings(
    @Setting(
            help =
                "Add spectra: norms, ranks, and a power law fitted to the largest singular values")
        boolean spectrum,
    @Setting(help = "Largest |value| that counts as near zero", initial = "0.001", min = 0)
        double nearZero) {

  public ReadingSettings {
    SettingsCodec.check(ReadingSettings.class, spectrum, nearZero);
  }
}
