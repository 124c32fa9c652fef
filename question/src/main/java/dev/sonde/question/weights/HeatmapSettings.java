package dev.sonde.question.weights;

import dev.sonde.settings.Adjustable;
import dev.sonde.settings.Setting;
import java.nio.file.Path;

/** Which tensor is drawn as colours, and how; see each component. */
public record HeatmapSettings(
    @Setting(help = "A checkpoint of any known format", position = 0, input = true) Path file,
    @Setting(
            help = "A tensor's address, or a pattern that only one tensor matches",
            position = 1,
            label = "ADDRESS")
        String address,
    @Setting(
            help =
                "Largest number of cells per side; each shows the mean and the largest |value| of"
                    + " its block",
            initial = "1000",
            min = 1,
            max = 4096)
        int cells,
    @Setting(
            help = "Share of the values within the limits of the colour scale",
            initial = "0.995",
            above = 0,
            max = 1)
        double coverage)
    implements Adjustable<HeatmapSettings> {}
