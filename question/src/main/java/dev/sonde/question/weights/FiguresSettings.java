package dev.sonde.question.weights;

import dev.sonde.figure.FigureFile;
import dev.sonde.settings.Adjustable;
import dev.sonde.settings.Setting;
import java.nio.file.Path;

/** Which tensors are drawn, and as what; see each component. */
public record FiguresSettings(
    @Setting(help = "A checkpoint of any known format", position = 0, input = true) Path file,
    @Setting(help = "Only tensors whose address matches", initial = "**", label = "GLOB")
        String match,
    @Setting(help = "Kind of the figures' files", initial = "svg") FigureFile.Format format)
    implements Adjustable<FiguresSettings> {}
