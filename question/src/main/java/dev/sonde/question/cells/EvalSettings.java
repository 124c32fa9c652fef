package dev.sonde.question.cells;

import dev.sonde.settings.Adjustable;
import dev.sonde.settings.Nested;
import dev.sonde.settings.Setting;
import java.nio.file.Path;

/** Which network is asked, and what; see each component. */
public record EvalSettings(
    @Setting(help = "A trained network", position = 0, label = "MODEL", input = true) Path model,
    @Nested AdditionTask addition)
    implements Adjustable<EvalSettings> {}
