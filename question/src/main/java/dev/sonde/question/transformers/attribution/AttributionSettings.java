package dev.sonde.question.transformers.attribution;

import dev.sonde.question.transformers.ModelSettings;
import dev.sonde.settings.Adjustable;
import dev.sonde.settings.Nested;
import dev.sonde.settings.Setting;
import dev.sonde.settings.SettingsCodec;
import org.jspecify.annotations.Nullable;

/** Which logit is taken apart; see each component. */
public record AttributionSettings(
    @Nested ModelSettings how,
    @Setting(help = "What the model reads") String text,
    @Setting(
            help = "The token whose logit is taken apart; the model's own at that position without",
            label = "TOKEN")
        @Nullable String correct,
    @Setting(help = "A token whose logit is subtracted; none without", label = "TOKEN")
        @Nullable String against,
    @Setting(
            help = "The position at which logits are read, from 0; −1 is the last",
            initial = "-1",
            min = -1,
            max = 1 << 24)
        int position)
    implements Adjustable<AttributionSettings> {

  public AttributionSettings {
    SettingsCodec.check(AttributionSettings.class, how, text, correct, against, position);
  }
}
