package dev.sonde.question.transformers;

import dev.sonde.settings.Adjustable;
import dev.sonde.settings.Nested;
import dev.sonde.settings.Setting;

/** How a text is gone on with; see each component. */
public record GenerateSettings(
    @Nested ModelSettings how,
    @Setting(help = "The beginning of the text") String prompt,
    @Setting(help = "Tokens that are written at most", initial = "100", min = 0, max = 1_000_000)
        int tokens,
    @Setting(
            help = "By which logits are divided; 0: always the most probable token",
            initial = "0",
            min = 0,
            max = 100)
        double temperature,
    @Setting(
            help = "Draw from so many of the most probable tokens only; 0: from all",
            initial = "0",
            min = 0)
        int topK,
    @Setting(
            help = "Draw from the most probable tokens that together reach this probability",
            initial = "1",
            above = 0,
            max = 1)
        double topP,
    @Setting(help = "Seed of the draws", initial = "0") long seed)
    implements Adjustable<GenerateSettings> {}
