package dev.sonde.question.transformers;

import dev.sonde.settings.Adjustable;
import dev.sonde.settings.Nested;
import dev.sonde.settings.Setting;

/** How text is generated; see each component. */
public record GenerateSettings(
    @Nested ModelSettings how,
    @Setting(help = "The text that the model continues") String prompt,
    @Setting(
            help = "Largest number of tokens to generate",
            initial = "100",
            min = 0,
            max = 1_000_000)
        int tokens,
    @Setting(
            help = "Sampling temperature; 0: always the most probable token (greedy)",
            initial = "0",
            min = 0,
            max = 100)
        double temperature,
    @Setting(
            help = "Sample only from this many most probable tokens (top-k); 0: from all",
            initial = "0",
            min = 0)
        int topK,
    @Setting(
            help =
                "Sample only from the most probable tokens whose probabilities sum to this (top-p);"
                    + " 1: from all",
            initial = "1",
            above = 0,
            max = 1)
        double topP,
    @Setting(help = "Seed of the sampling", initial = "0") long seed)
    implements Adjustable<GenerateSettings> {}
