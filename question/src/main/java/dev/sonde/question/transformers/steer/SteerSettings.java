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

/** Which direction is added, at which site; see each component. */
public record SteerSettings(
    @Nested ModelSettings how,
    @Setting(help = "The text that the model continues") String prompt,
    @Setting(
            help = "Texts that the direction points towards, one per line",
            label = "FILE",
            input = true)
        @Nullable Path towards,
    @Setting(
            help = "Texts that the direction points away from, one per line",
            label = "FILE",
            input = true)
        @Nullable Path away,
    @Setting(
            help = "A file with one vector to add instead of a difference of means",
            label = "FILE",
            input = true)
        @Nullable Path vector,
    @Setting(
            help =
                "The site at which the direction is added; default: the output of the middle block",
            label = "SITE")
        @Nullable String site,
    @Setting(
            help = "Activation of a text: mean over all tokens, or that of the last token",
            initial = "all")
        Direction.Over over,
    @Setting(
            help = "Factor by which the direction is multiplied",
            initial = "1",
            min = -10_000,
            max = 10_000)
        double strength,
    @Setting(help = "Largest number of tokens to generate", initial = "40", min = 1, max = 100_000)
        int tokens,
    @Setting(
            help = "Sampling temperature; 0: always the most probable token (greedy)",
            initial = "0",
            min = 0,
            max = 100)
        double temperature,
    @Setting(
            help = "Number of random directions of the same norm, as a baseline",
            initial = "3",
            min = 1,
            max = 100)
        int controls,
    @Setting(help = "Seed of the sampling and the random directions", initial = "0") long seed)
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
              "no direction: give texts to point towards and away from, or a vector alone")
          .mendedBy("away", "vector");
    }
  }
}
