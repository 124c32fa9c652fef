package dev.sonde.question.machines;

import dev.sonde.settings.Adjustable;
import dev.sonde.settings.Setting;
import org.jspecify.annotations.Nullable;

/** Which machine is shown; see each component. */
public record MachineSettings(
    @Setting(help = "A DOT file or a built-in name", position = 0, label = "FILE.dot|NAME")
        String machine,
    @Setting(
            help = "Compare with this machine, and find the shortest distinguishing word",
            label = "FILE.dot|NAME")
        @Nullable String equivalent,
    @Setting(help = "Use the minimal form") boolean minimal)
    implements Adjustable<MachineSettings> {}
