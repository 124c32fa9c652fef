package dev.sonde.question.cells;

import dev.sonde.settings.Adjustable;
import dev.sonde.settings.Nested;
import dev.sonde.settings.Setting;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Which two networks are compared, on which sums; see each component. */
public record DisagreeSettings(
    @Setting(help = "The first trained network", position = 0, label = "FIRST", input = true)
        Path first,
    @Setting(help = "The second trained network", position = 1, label = "SECOND", input = true)
        Path second,
    @Setting(
            help =
                "Also draw the errors of both networks by first and second term, to .svg, .png or"
                    + " .pdf",
            label = "FIGURE",
            affectsResult = false)
        @Nullable Path errors,
    @Nested AdditionTask addition)
    implements Adjustable<DisagreeSettings> {}
