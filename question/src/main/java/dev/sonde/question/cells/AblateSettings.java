package dev.sonde.question.cells;

import dev.sonde.settings.Adjustable;
import dev.sonde.settings.Nested;
import dev.sonde.settings.Setting;
import dev.sonde.settings.SettingsException;
import dev.sonde.study.addition.AblationStudy;
import dev.sonde.study.addition.AblationStudy.Side;
import dev.sonde.study.addition.AblationStudy.To;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which units of which network are silenced; see each component. */
public record AblateSettings(
    @Setting(help = "A trained network", position = 0, label = "MODEL", input = true) Path model,
    @Setting(help = "Whose units; both where none is given") @Nullable Side side,
    @Setting(
            help = "What silenced units are set to: zero, or their mean at that step",
            initial = "zero")
        To to,
    @Setting(
            help = "Units to be silenced together, such as 3,5,18 or 0-7",
            label = "UNITS",
            separator = "")
        List<String> group,
    @Setting(help = "No single units") boolean onlyGroups,
    @Nested AdditionTask addition)
    implements Adjustable<AblateSettings> {

  public AblateSettings {
    group = List.copyOf(group);
    if (onlyGroups && group.isEmpty()) {
      throw new SettingsException("only_groups", "needs a group of units");
    }
    group.forEach(AblateSettings::units);
  }

  AblationStudy.Settings study() {
    return new AblationStudy.Settings(
        to,
        side == null ? List.of(Side.values()) : List.of(side),
        group.stream().map(AblateSettings::units).toList(),
        !onlyGroups);
  }

  /** {@code 3,5,18} or {@code 0-7}. */
  private static List<Integer> units(String text) {
    List<Integer> units = new ArrayList<>();
    for (String part : Arrays.asList(text.split(",", -1))) {
      if (!part.matches("\\d{1,6}(-\\d{1,6})?")) {
        throw new SettingsException("group", text + ": units are written 3,5,18 or 0-7");
      }
      int dash = part.indexOf('-');
      int first = Integer.parseInt(dash < 0 ? part : part.substring(0, dash));
      int last = dash < 0 ? first : Integer.parseInt(part.substring(dash + 1));
      for (int unit = first; unit <= last; unit++) units.add(unit);
    }
    if (units.isEmpty()) throw new SettingsException("group", text + ": no units");
    return units;
  }
}
