package dev.sonde.question.transformers.steer;

import dev.sonde.network.transformer.steering.Direction;
import dev.sonde.question.transformers.ModelSettings;
import dev.sonde.settings.Adjustable;
import dev.sonde.settings.Nested;
import dev.sonde.settings.Setting;
import dev.sonde.settings.SettingsCodec;
import dev.sonde.settings.SettingsException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Which direction is added where; see each component. */
public record SteerSettings(
    @Nested ModelSettings how,
    @Setting(help = "The beginning of the text") String prompt,
    @Setting(
            help = "Texts whose mean the direction leads to, one on each line",
            label = "FILE",
            input = true)
        @Nullable Path towards,
    @Setting(
            help = "Texts whose mean it leads away from, one on each line",
            label = "FILE",
            input = true)
        @Nullable Path away,
    @Setting(
            help = "A file with one vector that is added instead of a difference of means",
            label = "FILE",
            input = true)
        @Nullable Path vector,
    @Setting(
            help = "The site at which it is added; the middle block's output without",
            label = "SITE")
        @Nullable String site,
    @Setting(
            help = "Which tokens stand for a text: the mean over all, or the last one",
            initial = "all")
        Direction.Over over,
    @Setting(
            help = "How many times the direction is added",
            initial = "1",
            min = -10_000,
            max = 10_000)
        double strength,
    @Setting(help = "Tokens that are written at most", initial = "40", min = 1, max = 100_000)
        int tokens,
    @Setting(
            help = "By which logits are divided; 0: always the most probable token",
            initial = "0",
            min = 0,
            max = 100)
        double temperature,
    @Setting(
            help = "Random directions of the same length beside it",
            initial = "3",
            min = 1,
            max = 100)
        int controls,
    @Setting(help = "Seed of draws and random directions", initial = "0") long seed)
    implements Adjustable<SteerSettings> {

  public SteerSettings {
    SettingsCodec.check(
        SteerSettings.class,
        how,
        prompt,
        towards,
        away,
        vector,
        site,
        over,
        strength,
        tokens,
        temperature,
        controls,
        seed);
    boolean texts = towards != null && away != null;
    boolean half = (towards == null) != (away == null);
    if (half || texts == (vector != null)) {
      throw new SettingsException(
              "towards",
              "a direction is needed: from texts to texts away from them, or a vector alone")
          .mendedBy("away", "vector");
    }
  }
}
