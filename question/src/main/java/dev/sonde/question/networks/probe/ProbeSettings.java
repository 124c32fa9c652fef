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

/** Where labels are read off, and how; see each component. */
public record ProbeSettings(
    @Setting(help = "A trained network", position = 0, label = "MODEL", input = true) Path model,
    @Nested DataSettings data,
    @Setting(
            help = "Sites probed, by name or pattern; the outputs of modules where none is given",
            separator = "",
            label = "SITE")
        List<String> site,
    @Setting(
            help =
                """
                A type for each example (a word, an identity) that comes more than once: the \
                control task gives each type one random label; without, labels are shuffled\
                """,
            label = "FILE")
        @Nullable String types,
    @Setting(
            help = "Places of maps and steps of sequences: mean (over them) or all (side by side)",
            initial = "mean")
        Places places,
    @Setting(
            help = "Share of each class that is held out to judge by",
            initial = "0.3",
            above = 0,
            below = 1)
        double heldOut,
    @Setting(
            help = "L2 penalty: the probe minimises mean loss + penalty/2 times squared weights",
            initial = "0.001",
            above = 0)
        double penalty,
    @Setting(help = "Steps of the optimiser at most", initial = "300", min = 1, max = 100_000)
        int iterations,
    @Setting(
            help = "Shuffles of the labels, and control tasks, at each site",
            initial = "19",
            min = 1,
            max = 9999)
        int shuffles,
    @Setting(
            help = "Random networks of the same architecture that are probed too, 0 for none",
            initial = "1",
            min = 0,
            max = 100)
        int random,
    @Setting(
            help = "Adjusted p up to which labels count as readable",
            initial = "0.05",
            above = 0,
            below = 1)
        double alpha,
    @Setting(help = "Threads", initial = "2", min = 1, max = 256, affectsResult = false)
        int threads,
    @Setting(help = "Seed of split, shuffles, control tasks and random networks", initial = "0")
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
