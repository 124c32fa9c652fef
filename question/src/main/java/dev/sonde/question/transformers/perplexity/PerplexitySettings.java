package dev.sonde.question.transformers.perplexity;

import dev.sonde.question.transformers.ModelSettings;
import dev.sonde.question.transformers.TextsSettings;
import dev.sonde.settings.Adjustable;
import dev.sonde.settings.Nested;
import dev.sonde.settings.Setting;

/** Which texts are read; see each component. */
public record PerplexitySettings(
    @Nested ModelSettings how,
    @Nested TextsSettings read,
    @Setting(help = "Seed of the shuffled control", initial = "0") long seed)
    implements Adjustable<PerplexitySettings> {}
