package dev.sonde.question.transformers.changed;

import dev.sonde.question.transformers.ModelSettings;
import dev.sonde.question.transformers.TextsSettings;
import dev.sonde.settings.Adjustable;
import dev.sonde.settings.Nested;
import dev.sonde.settings.Setting;
import dev.sonde.settings.SettingsCodec;
import dev.sonde.settings.SettingsException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Which two models are compared, on which texts; see each component. */
public record ChangedSettings(
    @Nested ModelSettings how,
    @Setting(
            help =
                "The other model: fine-tuned, or another checkpoint; leave it out to compare"
                    + " with an adapter",
            position = 1,
            label = "OTHER",
            input = true)
        @Nullable Path other,
    @Nested TextsSettings read,
    @Setting(
            help = "Neurons listed, the largest relative change first",
            initial = "20",
            min = 1,
            max = 100_000)
        int neurons,
    @Setting(help = "Seed of the random change", initial = "0") long seed)
    implements Adjustable<ChangedSettings> {

  public ChangedSettings {
    SettingsCodec.check(ChangedSettings.class, how, other, read, neurons, seed);
    if (other == null && how.adapter() == null) {
      throw new SettingsException("other", "give two models, or one model and an adapter")
          .mendedBy("adapter");
    }
  }
}
