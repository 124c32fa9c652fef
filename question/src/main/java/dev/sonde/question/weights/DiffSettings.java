package dev.sonde.question.weights;

import dev.sonde.settings.Adjustable;
import dev.sonde.settings.Setting;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which two files are compared, and how; see each component. */
public record DiffSettings(
    @Setting(help = "A checkpoint of any known format", position = 0, label = "A", input = true)
        Path a,
    @Setting(
            help = "The checkpoint that it is compared with; the formats may differ",
            position = 1,
            label = "B",
            input = true)
        Path b,
    @Setting(
            help = "Only tensors whose address matches, such as 'decoder.**'",
            initial = "**",
            label = "GLOB",
            separator = "")
        List<String> match,
    @Setting(help = "Split recurrent weights into the blocks of their gates") boolean gates,
    @Setting(
            help = "Show only this many of the largest changes; JSON has all",
            min = 1,
            affectsResult = false)
        @Nullable Integer top,
    @Setting(help = "Threads; default: all processors", min = 1, max = 1024, affectsResult = false)
        @Nullable Integer threads)
    implements Adjustable<DiffSettings> {

  public DiffSettings {
    match = List.copyOf(match);
  }
}
