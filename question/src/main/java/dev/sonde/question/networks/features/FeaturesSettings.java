package dev.sonde.question.networks.features;

import dev.sonde.question.networks.DataSettings;
import dev.sonde.settings.Adjustable;
import dev.sonde.settings.Nested;
import dev.sonde.settings.Setting;
import dev.sonde.settings.SettingsCodec;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which units are measured, on which inputs; see each component. */
public record FeaturesSettings(
    @Setting(help = "A trained network", position = 0, label = "MODEL", input = true) Path model,
    @Nested DataSettings data,
    @Setting(
            help =
                "Other inputs to compare with, NAME=FILE, such as new data or noise; can be"
                    + " repeated",
            label = "NAME=FILE",
            separator = "")
        List<String> other,
    @Setting(help = "The same network before training", label = "FILE", input = true)
        @Nullable Path before,
    @Setting(
            help = "Sites, by name or pattern; default: the outputs of modules",
            separator = "",
            label = "SITE")
        List<String> site,
    @Setting(
            help = "|Pearson's r| from which two units count as duplicates",
            initial = "0.99",
            above = 0,
            max = 1)
        double duplicate,
    @Setting(help = "Bins of the distributions", initial = "48", min = 2, max = 10_000) int bins,
    @Setting(help = "Threads", initial = "2", min = 1, max = 256, affectsResult = false)
        int threads)
    implements Adjustable<FeaturesSettings> {

  public FeaturesSettings {
    other = List.copyOf(other);
    site = List.copyOf(site);
    SettingsCodec.check(
        FeaturesSettings.class, model, data, other, before, site, duplicate, bins, threads);
  }
}
