package dev.sonde.question.transformers;

import dev.sonde.network.transformer.lens.LogitLens;
import dev.sonde.settings.Adjustable;
import dev.sonde.settings.Nested;
import dev.sonde.settings.Setting;
import dev.sonde.settings.SettingsCodec;
import dev.sonde.settings.SettingsException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Which text is read through the layers; see each component. */
public record LensSettings(
    @Nested ModelSettings how,
    @Setting(help = "What the model reads") String text,
    @Setting(
            help = "Tokens that are told for each layer and position",
            initial = "5",
            min = 1,
            max = 1000)
        int top,
    @Setting(
            help =
                "The scale of the final norm: recomputed for each layer, as if it were the last, or"
                    + " cached from the last layer",
            initial = "recomputed")
        LogitLens.Norm norm,
    @Setting(
            help =
                "A tuned lens that each layer is read through, a .safetensors file; where texts to"
                    + " fit it on are given, it is written there or fitted on from where it"
                    + " stopped",
            label = "FILE",
            input = true)
        @Nullable Path tuned,
    @Setting(
            help = "Texts that the tuned lens is fitted on, one on each line",
            label = "FILE",
            input = true)
        @Nullable Path fit,
    @Setting(help = "Steps of the fit for each layer", initial = "500", min = 1, max = 1_000_000)
        int steps,
    @Setting(help = "Tokens of one step", initial = "256", min = 1, max = 1 << 20) int batch,
    @Setting(help = "Rate of the first step; it falls to zero", initial = "0.001", above = 0)
        double rate,
    @Setting(help = "Seed of the fit", initial = "0") long seed)
    implements Adjustable<LensSettings> {

  public LensSettings {
    SettingsCodec.check(
        LensSettings.class, how, text, top, norm, tuned, fit, steps, batch, rate, seed);
    if (fit != null && tuned == null) {
      throw new SettingsException("fit", "needs a file where the fitted lens is kept")
          .mendedBy("tuned");
    }
    if (tuned != null && norm == LogitLens.Norm.CACHED) {
      throw new SettingsException(
          "norm", "a tuned lens is fitted through the recomputed norm; leave cached away");
    }
  }
}
