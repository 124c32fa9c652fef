package dev.sonde.question.networks;

import dev.sonde.network.effects.Silence;
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

/** Which units of which network are silenced; see each component. */
public record AblateSettings(
    @Setting(help = "A trained network", position = 0, label = "MODEL", input = true) Path model,
    @Setting(
            help =
                "What the network was trained to do; where inputs are given, classes or numbers as"
                    + " the labels are, else addition")
        @Nullable Task task,
    @Setting(
            help =
                "Sites whose units are silenced, such as 'layer3.**'; 'sonde inspect' lists them",
            label = "GLOB",
            separator = "")
        List<String> site,
    @Setting(
            help =
                "Whose units, the encoder's or the decoder's, of a network that adds; both"
                    + " where none is given")
        @Nullable Side side,
    @Setting(
            help =
                "What silenced units are set to: zero, their mean, or their value for another"
                    + " input (resample)",
            initial = "zero")
        Silence to,
    @Setting(
            help = "Units to be silenced together, such as 3,5,18 or 0-7",
            label = "UNITS",
            separator = "")
        List<String> group,
    @Setting(help = "Silence no single units, only groups and whole sites") boolean onlyGroups,
    @Setting(help = "Silence each site as a whole too; done where it is not said")
        @Nullable Boolean whole,
    @Setting(
            help = "How many sets of as many random units each effect is compared with; 10",
            min = 0,
            max = 10000)
        @Nullable Integer controls,
    @Setting(
            help = "Which of several outputs is judged; the first where it is not said",
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
      throw new SettingsException("site", "of networks that are shown something; give inputs")
          .mendedBy("input");
    }
    if (task == Task.ADDITION && to == Silence.RESAMPLE) {
      throw new SettingsException("to", "resample: sums know zero and mean");
    }
    if (task != Task.ADDITION && site.isEmpty()) {
      throw new SettingsException("site", "needed: sites, such as 'layer3.**'");
    }
    if (onlyGroups && group.isEmpty() && !Boolean.TRUE.equals(whole)) {
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
    return to == Silence.MEAN ? AblationStudy.To.MEAN : AblationStudy.To.ZERO;
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
