package dev.sonde.question.transformers.residual;

import dev.sonde.question.transformers.ModelSettings;
import dev.sonde.question.transformers.TextsSettings;
import dev.sonde.settings.Adjustable;
import dev.sonde.settings.Nested;
import dev.sonde.settings.Setting;
import dev.sonde.settings.SettingsCodec;

/** Whose residual stream is measured, on which texts; see each component. */
public record ResidualSettings(
    @Nested ModelSettings how,
    @Nested TextsSettings read,
    @Setting(
            help = "Dimensions listed for each layer, the strongest first",
            initial = "5",
            min = 1,
            max = 10_000)
        int outliers,
    @Setting(
            help =
                "Smallest |value| of a massive activation; it must also be over 1000 times the"
                    + " median",
            initial = "100",
            above = 0)
        double massive)
    implements Adjustable<ResidualSettings> {

  public ResidualSettings {
    SettingsCodec.check(ResidualSettings.class, how, read, outliers, massive);
  }
}
