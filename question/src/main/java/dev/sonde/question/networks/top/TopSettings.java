package dev.sonde.question.networks.top;

import dev.sonde.question.networks.DataSettings;
import dev.sonde.settings.Adjustable;
import dev.sonde.settings.Nested;
import dev.sonde.settings.Setting;
import dev.sonde.settings.SettingsCodec;
import java.nio.file.Path;
import java.util.List;

/** For which units top inputs are found; see each component. */
public record TopSettings(
    @Setting(help = "A trained network", position = 0, label = "MODEL", input = true) Path model,
    @Nested DataSettings data,
    @Setting(help = "Sites, by name or pattern", separator = "", label = "SITE") List<String> site,
    @Setting(help = "Units, by number from 0; default: all") List<Integer> unit,
    @Setting(help = "Number of top inputs of each unit", initial = "9", min = 1, max = 1000)
        int top,
    @Setting(
            help = "Random draws of as many inputs, the baseline for the share of one class",
            initial = "999",
            min = 1,
            max = 1_000_000)
        int draws,
    @Setting(
            help = "Largest adjusted p at which a unit counts as preferring a class",
            initial = "0.05",
            above = 0,
            below = 1)
        double alpha,
    @Setting(
            help = "Units of each site whose inputs the page shows as pictures",
            initial = "24",
            min = 1,
            max = 1000)
        int shown,
    @Setting(help = "Seed of the random draws", initial = "0") long seed)
    implements Adjustable<TopSettings> {

  public TopSettings {
    site = List.copyOf(site);
    unit = List.copyOf(unit);
    SettingsCodec.check(TopSettings.class, model, data, site, unit, top, draws, alpha, shown, seed);
  }
}
