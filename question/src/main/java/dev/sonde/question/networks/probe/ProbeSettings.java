package dev.sonde.question.networks.probe;

import dev.sonde.question.networks.DataSettings;
import dev.sonde.question.networks.Places;
import dev.sonde.settings.Adjustable;
import dev.sonde.settings.Nested;
import dev.sonde.settings.Setting;
import dev.sonde.settings.SettingsCodec;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which sites are probed, and how; see each component. */
public record ProbeSettings(
    @Setting(help = "A trained network", position = 0, label = "MODEL", input = true) Path model,
    @Nested DataSettings data,
    @Setting(
            help = "Sites, by name or pattern; default: the outputs of modules",
            separator = "",
            label = "SITE")
        List<String> site,
    @Setting(
            help =
                """
                The type of each example (such as a word), for a control task that gives each type \
                one random label; default: the control task shuffles labels\
                """,
            label = "FILE")
        @Nullable String types,
    @Setting(
            help =
                "Positions of maps and steps of sequences: mean (over them) or all (concatenated)",
            initial = "mean")
        Places places,
    @Setting(
            help = "Share of each class that is held out for testing",
            initial = "0.3",
            above = 0,
            below = 1)
        double heldOut,
    @Setting(
            help = "L2 penalty: the probe minimises mean loss + penalty/2 · sum of squared weights",
            initial = "0.001",
            above = 0)
        double penalty,
    @Setting(help = "Largest number of optimiser steps", initial = "300", min = 1, max = 100_000)
        int iterations,
    @Setting(
            help = "Number of label shuffles, and of control tasks, at each site",
            initial = "19",
            min = 1,
            max = 9999)
        int shuffles,
    @Setting(
            help = "Random networks of the same architecture, as a baseline; 0: none",
            initial = "1",
            min = 0,
            max = 100)
        int random,
    @Setting(
            help = "Largest adjusted p at which labels count as readable",
            initial = "0.05",
            above = 0,
            below = 1)
        double alpha,
    @Setting(help = "Threads", initial = "2", min = 1, max = 256, affectsResult = false)
        int threads,
    @Setting(help = "Seed of the split, shuffles, control tasks and random networks", initial = "0")
        long seed)
    implements Adjustable<ProbeSettings> {

  public ProbeSettings {
    site = List.copyOf(site);
    SettingsCodec.check(
        ProbeSettings.class,
        model,
        data,
        site,
        types,
        places,
        heldOut,
        penalty,
        iterations,
        shuffles,
        random,
        alpha,
        threads,
        seed);
  }
}
