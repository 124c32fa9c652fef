package dev.sonde.question.weights;

import dev.sonde.figure.weights.SummaryColumns;
import dev.sonde.settings.Adjustable;
import dev.sonde.settings.Setting;
import dev.sonde.settings.SettingsException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How statistics of files of weights are asked for; see each component. */
public record StatsSettings(
    @Setting(help = "Checkpoints of any known format", position = 0, input = true) List<Path> files,
    @Setting(
            help = "Only tensors whose address matches, such as 'decoder.**'",
            initial = "**",
            label = "GLOB",
            separator = "")
        List<String> match,
    @Setting(help = "Split recurrent weights into the blocks of their gates, as decoder.rnn/W_hf")
        boolean gates,
    @Setting(help = "Sort by a column, the largest first; by name, ascending", label = "COLUMN")
        @Nullable String sort,
    @Setting(
            help =
                "Add spectra: norms, ranks, and a power law fitted to the largest singular values")
        boolean spectrum,
    @Setting(
            help = "With spectrum, test the power law with this many synthetic samples (slow)",
            initial = "0",
            min = 0,
            max = 1_000_000)
        int samples,
    @Setting(help = "Seed of the synthetic samples", initial = "1") long seed,
    @Setting(help = "Largest |value| that counts as near zero", initial = "0.001", min = 0)
        double nearZero,
    @Setting(help = "Threads; default: all processors", min = 1, max = 1024, affectsResult = false)
        @Nullable Integer threads)
    implements Adjustable<StatsSettings> {

  public StatsSettings {
    files = List.copyOf(files);
    match = List.copyOf(match);
    if (files.isEmpty()) throw new SettingsException("files", "name at least one checkpoint");
    if (sort != null && !StatsSort.sorts(sort)) {
      throw new SettingsException(
          "sort",
          "'%s' is no column; there are name, %s"
              .formatted(sort, String.join(", ", SummaryColumns.ALL.keys())));
    }
  }
}
