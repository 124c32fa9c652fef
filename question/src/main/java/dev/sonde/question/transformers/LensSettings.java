package dev.sonde.question.transformers;

import dev.sonde.network.transformer.lens.LogitLens;
import dev.sonde.settings.Adjustable;
import dev.sonde.settings.Nested;
import dev.sonde.settings.Setting;
import dev.sonde.settings.SettingsCodec;
import dev.sonde.settings.SettingsException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Which text is read, and through which lens; see each component. */
public record LensSettings(
    @Nested ModelSettings how,
    @Setting(help = "The text that the model reads") String text,
    @Setting(
            help = "Most probable tokens listed for each layer and position",
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
                "A tuned lens (.safetensors) to read the layers through; with texts to fit it"
                    + " on, the file is written, or fitting continues from it",
            label = "FILE",
            input = true)
        @Nullable Path tuned,
    @Setting(help = "Texts to fit the tuned lens on, one per line", label = "FILE", input = true)
        @Nullable Path fit,
    @Setting(
            help = "Optimiser steps of the fit, for each layer",
            initial = "500",
            min = 1,
            max = 1_000_000)
        int steps,
    @Setting(help = "Tokens per step of the fit", initial = "256", min = 1, max = 1 << 20)
        int batch,
    @Setting(help = "Learning rate of the first step; it decays to 0", initial = "0.001", above = 0)
        double rate,
    @Setting(help = "Seed of the fit", initial = "0") long seed)
    implements Adjustable<LensSettings> {

  public LensSettings {
    SettingsCodec.check(
        LensSettings.class, how, text, top, norm, tuned, fit, steps, batch, rate, seed);
    if (fit != null && tuned == null) {
      throw new SettingsException("fit", "needs a file to keep the fitted lens in")
          .mendedBy("tuned");
    }
    if (tuned != null && norm == LogitLens.Norm.CACHED) {
      throw new SettingsException(
          "norm", "a tuned lens needs the recomputed norm; leave out 'cached'");
    }
  }
}
