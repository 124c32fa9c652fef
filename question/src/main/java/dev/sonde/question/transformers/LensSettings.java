package dev.sonde.question.transformers;

import dev.sonde.network.transformer.lens.LogitLens;
import dev.sonde.settings.Adjustable;
import dev.sonde.settings.Nested;
import dev.sonde.settings.Setting;

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
        LogitLens.Norm norm)
    implements Adjustable<LensSettings> {}
