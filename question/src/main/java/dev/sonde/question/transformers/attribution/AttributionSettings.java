package dev.sonde.question.transformers.attribution;

import dev.sonde.question.transformers.ModelSettings;
import dev.sonde.settings.Adjustable;
import dev.sonde.settings.Nested;
import dev.sonde.settings.Setting;
import dev.sonde.settings.SettingsCodec;
import org.jspecify.annotations.Nullable;

/** Which logit is decomposed; see each component. */
public record AttributionSettings(
    @Nested ModelSettings how,
    @Setting(help = "The text that the model reads") String text,
    @Setting(
            help =
                "The token whose logit is decomposed; default: the model's prediction at that"
                    + " position",
            label = "TOKEN")
        @Nullable String correct,
    @Setting(help = "A token whose logit is subtracted; default: none", label = "TOKEN")
        @Nullable String against,
    @Setting(
            help = "The position at which logits are read, from 0; −1: the last",
            initial = "-1",
            min = -1,
            max = 1 << 24)
        int position)
    implements Adjustable<AttributionSettings> {

  public AttributionSettings {
    SettingsCodec.check(AttributionSettings.class, how, text, correct, against, position);
  }
}
