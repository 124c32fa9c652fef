package dev.sonde.question.networks.activity;

import dev.sonde.analysis.projection.ProjectionSequence.Alignment;
import dev.sonde.question.networks.DataSettings;
import dev.sonde.question.networks.Places;
import dev.sonde.settings.Adjustable;
import dev.sonde.settings.Nested;
import dev.sonde.settings.Setting;
import dev.sonde.settings.SettingsCodec;
import java.nio.file.Path;
import java.util.List;

/** Whose hidden activity is shown, and how; see each component. */
public record ActivitySettings(
    @Setting(
            help = "A network, or the checkpoints of one training in the order of epochs",
            label = "FILE",
            separator = "",
            input = true,
            position = 0)
        List<Path> model,
    @Nested DataSettings data,
    @Setting(
            help =
                "Sites, by name or pattern; default: four hidden modules at even steps, the last"
                    + " one included",
            separator = "",
            label = "SITE")
        List<String> site,
    @Setting(
            help =
                "Positions of maps and steps of sequences: mean (each unit's mean over them) or"
                    + " all (concatenated)",
            initial = "mean")
        Places places,
    @Setting(
            help = "Number of examples, drawn at random if there are more; 0: all",
            initial = "1000",
            min = 0,
            max = 1_000_000)
        int sample,
    @Setting(
            help =
                "How the pictures of a sequence are aligned: independent, from-first, chained,"
                    + " joint, dynamic, procrustes",
            initial = "dynamic")
        List<Alignment> alignment,
    @Setting(help = "Perplexity of t-SNE", initial = "30", min = 1, max = 10_000) double perplexity,
    @Setting(help = "Iterations of t-SNE", initial = "750", min = 10, max = 100_000) int iterations,
    @Setting(
            help = "Trees of the random forests that measure units' importance for classes",
            initial = "100",
            min = 1,
            max = 10_000)
        int trees,
    @Setting(help = "Threads", initial = "2", min = 1, max = 256, affectsResult = false)
        int threads,
    @Setting(help = "Seed of the sample, the projections and the forests", initial = "0") long seed)
    implements Adjustable<ActivitySettings> {

  public ActivitySettings {
    model = List.copyOf(model);
    site = List.copyOf(site);
    alignment = List.copyOf(alignment);
    SettingsCodec.check(
        ActivitySettings.class,
        model,
        data,
        site,
        places,
        sample,
        alignment,
        perplexity,
        iterations,
        trees,
        threads,
        seed);
  }
}
