package dev.sonde.question.cells;

import dev.sonde.settings.Adjustable;
import dev.sonde.settings.Nested;
import dev.sonde.settings.Setting;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Which two networks are asked, and what; see each component. */
public record DisagreeSettings(
    @Setting(help = "A trained network", position = 0, label = "FIRST", input = true) Path first,
    @Setting(help = "Another", position = 1, label = "SECOND", input = true) Path second,
    @Setting(
            help = "Also draw the errors of both by both terms: .svg, .png or .pdf",
            label = "FIGURE",
            affectsResult = false)
        @Nullable Path errors,
    @Nested AdditionTask addition)
    implements Adjustable<DisagreeSettings> {}
