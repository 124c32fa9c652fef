package dev.sonde.question.projection;

import dev.sonde.question.networks.DataSettings;
import dev.sonde.settings.Adjustable;
import dev.sonde.settings.Nested;
import dev.sonde.settings.Setting;
import dev.sonde.settings.SettingsException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Which vectors are projected, and how; see each component. */
public record ProjectSettings(
    @Setting(
            help = "Vectors: .npy, .csv, .tsv, .txt or a checkpoint; with a site, a network",
            position = 0,
            label = "VECTORS",
            input = true)
        Path source,
    @Setting(help = "One tensor of a checkpoint", label = "ADDRESS") @Nullable String tensor,
    @Setting(help = "The site of a network whose values are projected", label = "SITE")
        @Nullable String site,
    @Nested DataSettings data,
    @Nested TextLayout text,
    @Nested PictureSettings picture)
    implements Adjustable<ProjectSettings> {

  public ProjectSettings {
    if ((site == null) != data.input().isEmpty()) {
      throw new SettingsException("site", "needs inputs to run the network on");
    }
    if (data.labels() != null && text.labelColumn() != null) {
      throw new SettingsException("labels", "come from a file or a column, not from both");
    }
  }
}
