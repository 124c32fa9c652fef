package dev.sonde.question.groups;

import dev.sonde.analysis.rows.Settings;
import dev.sonde.settings.Adjustable;
import dev.sonde.settings.Nested;
import dev.sonde.settings.Setting;
import java.util.List;

/** Which groups' rows are classified, and how; see each component. */
public record RowsSettings(
    @Setting(help = NamedGroups.HELP, label = "NAME=FILES", separator = "") List<String> group,
    @Setting(help = "Split recurrent weights into the blocks of their gates, as decoder.rnn/W_hf")
        boolean gates,
    @Nested Settings how)
    implements Adjustable<RowsSettings> {

  public RowsSettings {
    group = List.copyOf(group);
  }
}
