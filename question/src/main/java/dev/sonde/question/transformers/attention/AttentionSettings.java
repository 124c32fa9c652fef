package dev.sonde.question.transformers.attention;

import dev.sonde.question.transformers.ModelSettings;
import dev.sonde.question.transformers.TextsSettings;
import dev.sonde.settings.Adjustable;
import dev.sonde.settings.Nested;
import dev.sonde.settings.Setting;
import org.jspecify.annotations.Nullable;

/** Which model's attention is measured, on which texts; see each component. */
public record AttentionSettings(
    @Nested ModelSettings how,
    @Nested TextsSettings read,
    @Setting(
            help =
                "The head whose pattern is drawn large, LAYER.HEAD counted from 0, such as 1.3;"
                    + " default: the head with the highest share above uniform attention",
            label = "LAYER.HEAD")
        @Nullable String head,
    @Setting(help = "Seed of the random tokens", initial = "0") long seed)
    implements Adjustable<AttentionSettings> {}
