package dev.sonde.question.networks;

import dev.sonde.network.effects.Replacement;
import dev.sonde.network.effects.SiteAblation;
import dev.sonde.network.memory.MemoryLimit;
import dev.sonde.question.cells.AskedSums;
import dev.sonde.settings.Adjustable;
import dev.sonde.settings.Nested;
import dev.sonde.settings.Setting;
import dev.sonde.settings.SettingsException;
import dev.sonde.study.addition.AblationStudy;
import dev.sonde.study.addition.AblationStudy.Side;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which units of which network are ablated; see each component. */
public record AblateSettings(
    @Setting(help = "A trained network", position = 0, label = "MODEL", input = true) Path model,
    @Setting(
            help =
                "The network's task; default: classes or numbers by the labels if inputs are"
                    + " given, else addition")
        @Nullable Task task,
    @Setting(
            help = "Sites whose units are ablated, such as 'layer3.**'; 'sonde inspect' lists them",
            label = "GLOB",
            separator = "")
        List<String> site,
    @Setting(help = "Of an addition network: units of the encoder or of the decoder; default: both")
        @Nullable Side side,
    @Setting(
            help =
                "What ablated units are set to: zero, their mean, or their value for another"
                    + " input (resample)",
            initial = "zero")
        Replacement to,
    @Setting(
            help = "Units to ablate together, such as 3,5,18 or 0-7; can be repeated",
            label = "UNITS",
            separator = "")
        List<String> group,
    @Setting(help = "Ablate no single units, only groups and whole sites") boolean onlyGroups,
    @Setting(
            help =
                "Also ablate so many units of all sites one after another, at each step the one"
                    + " whose ablation raises the loss most",
            label = "N",
            min = 1,
            max = 100_000)
        @Nullable Integer greedy,
    @Setting(help = "With greedy: at each step the unit whose ablation raises the loss least")
        boolean least,
    @Setting(help = "Also ablate each site as a whole; default: yes") @Nullable Boolean whole,
    @Setting(
            help = "Sets of random units that each effect is compared with; default: 10",
            min = 0,
            max = 10000)
        @Nullable Integer controls,
    @Setting(
            help = "The output to evaluate, if there are several; default: the first",
            label = "NAME")
        @Nullable String result,
    @Nested AskedSums sums,
    @Nested DataSettings data)
    implements Adjustable<AblateSettings> {

  private static final int CONTROLS = 10;

  public AblateSettings {
    site = List.copyOf(site);
    group = List.copyOf(group);
    if (task == null && data.input().isEmpty()) task = Task.ADDITION;
    Tasks.check(task, data);
    if (task == Task.ADDITION && !site.isEmpty()) {
      throw new SettingsException("site", "needs inputs").mendedBy("input");
    }
    if (task == Task.ADDITION && to == Replacement.RESAMPLE) {
      throw new SettingsException("to", "resample: not possible for sums; take zero or mean");
    }
    if (task != Task.ADDITION && site.isEmpty()) {
      throw new SettingsException("site", "give sites, such as 'layer3.**'");
    }
    if (least && greedy == null) {
      throw new SettingsException("least", "applies only with greedy").mendedBy("greedy");
    }
    if (task == Task.ADDITION && greedy != null) {
      throw new SettingsException("greedy", "not possible for sums");
    }
    if (onlyGroups && group.isEmpty() && greedy == null && !Boolean.TRUE.equals(whole)) {
      throw new SettingsException("only_groups", "needs a group of units");
    }
    group.forEach(AblateSettings::units);
  }

  boolean addition() {
    return task == Task.ADDITION;
  }

  AblationStudy.Settings study() {
    return new AblationStudy.Settings(
        sumsTo(),
        side == null ? List.of(Side.values()) : List.of(side),
        group.stream().map(AblateSettings::units).toList(),
        !onlyGroups);
  }

  AblationStudy.To sumsTo() {
    return to == Replacement.MEAN ? AblationStudy.To.MEAN : AblationStudy.To.ZERO;
  }

  SiteAblation.Settings sites() {
    long memory = data.hints().memory().orElseGet(MemoryLimit::ofMachine).bytes();
    return new SiteAblation.Settings(
        to,
        !onlyGroups,
        whole == null ? !onlyGroups : whole,
        group.stream().map(AblateSettings::units).toList(),
        controls == null ? CONTROLS : controls,
        sums.seed(),
        data.batch(),
        result == null ? "" : result,
        memory / 2);
  }

  /** {@code 3,5,18} or {@code 0-7}. */
  private static List<Integer> units(String text) {
    List<Integer> units = new ArrayList<>();
    for (String part : Arrays.asList(text.split(",", -1))) {
      if (!part.matches("\\d{1,6}(-\\d{1,6})?")) {
        throw new SettingsException("group", text + ": give units as 3,5,18 or 0-7");
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
