package dev.sonde.question.transformers;

import dev.sonde.network.transformer.patching.PatchGrid;
import dev.sonde.settings.Adjustable;
import dev.sonde.settings.Nested;
import dev.sonde.settings.Setting;

/** Which two texts are patched into each other; see each component. */
public record PatchSettings(
    @Nested ModelSettings how,
    @Setting(help = "The text whose values are put in") String clean,
    @Setting(help = "The text that they are put into, of as many tokens") String corrupted,
    @Setting(help = "The token that is right after the clean text", label = "TOKEN") String answer,
    @Setting(help = "The token that is right after the corrupted text", label = "TOKEN")
        String wrong,
    @Setting(
            help =
                "What is put in: a head's output, the residual stream before a block, or what"
                    + " attention or the MLP adds",
            initial = "head")
        PatchGrid.Part part)
    implements Adjustable<PatchSettings> {}
