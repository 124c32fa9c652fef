package dev.sonde.question.report;

import dev.sonde.question.groups.NamedGroups;
import dev.sonde.settings.Adjustable;
import dev.sonde.settings.Setting;
import dev.sonde.settings.SettingsException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a report is about: files, or groups of them; see each component. */
public record ReportSettings(
    @Setting(help = "Checkpoints of any known format", position = 0, input = true) List<Path> files,
    @Setting(help = NamedGroups.HELP, label = "NAME=FILES", separator = "") List<String> group,
    @Setting(help = "Of groups, only tensors whose address matches", label = "GLOB")
        @Nullable String match,
    @Setting(help = "Of groups, leave out tensors that are not in every run with one shape")
        boolean common,
    @Setting(help = "Split recurrent weights into the blocks of their gates, as decoder.rnn/W_hf")
        boolean gates)
    implements Adjustable<ReportSettings> {

  public ReportSettings {
    files = List.copyOf(files);
    group = List.copyOf(group);
    if (files.isEmpty() == group.isEmpty()) {
      throw new SettingsException("", "report: name files, or groups; one of them");
    }
    if (group.isEmpty() && (common || match != null)) {
      throw new SettingsException("", "report: match and common are for groups");
    }
  }
}
