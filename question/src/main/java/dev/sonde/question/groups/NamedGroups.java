package dev.sonde.question.groups;

import dev.sonde.analysis.groups.ModelGroup;
import dev.sonde.settings.SettingsException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Groups of models as a person names them: {@code guided=runs/g*.pt}. */
public final class NamedGroups {

  public static final String HELP =
      "A group and its runs: a quoted pattern such as guided='runs/g*.pt', or several, separated"
          + " by commas; repeat for each group. The same name again adds runs";

  private NamedGroups() {}

  /** Opens all runs of all groups. */
  public static List<ModelGroup> open(List<String> named, boolean gates) {
    if (named.isEmpty()) {
      throw new SettingsException("group", "name the groups, each as NAME=FILES");
    }
    Map<String, ModelGroup> byName = new LinkedHashMap<>();
    for (String group : named) {
      int equals = group.indexOf('=');
      if (equals < 1) {
        throw new SettingsException(
            "group", group + ": expected NAME=FILES, for instance guided='runs/g*.pt'");
      }
      String name = group.substring(0, equals);
      byName.merge(name, ModelGroup.matching(name, group.substring(equals + 1)), ModelGroup::and);
    }
    return byName.values().stream().map(g -> gates ? g.withGates() : g).toList();
  }

  /** The files of all groups. */
  public static List<Path> files(List<String> named) {
    return open(named, false).stream().flatMap(group -> group.files().stream()).toList();
  }
}
