package dev.sonde.question.networks.similarity;

import dev.sonde.analysis.similarity.SimilarityMeasure;
import dev.sonde.question.networks.DataSettings;
import dev.sonde.question.networks.Places;
import dev.sonde.settings.Adjustable;
import dev.sonde.settings.Nested;
import dev.sonde.settings.Setting;
import dev.sonde.settings.SettingsCodec;
import java.nio.file.Path;
import java.util.List;

/** Which networks are compared, on what and how; see each component. */
public record SimilaritySettings(
    @Setting(
            help = "A network, or two; or groups of them, see group",
            label = "FILE",
            separator = "",
            input = true,
            position = 0)
        List<Path> model,
    @Nested DataSettings data,
    @Setting(
            help =
                "A group and its networks, NAME=FILES as compare has it: within groups beside"
                    + " between them, tested over networks",
            label = "NAME=FILES",
            separator = "")
        List<String> group,
    @Setting(
            help = "Sites compared, by name or pattern; the outputs of modules where none is given",
            separator = "",
            label = "SITE")
        List<String> site,
    @Setting(
            help = "How likeness is measured: linear-cka, rbf-cka, svcca, pwcca, procrustes",
            initial = "linear-cka,rbf-cka,svcca,pwcca,procrustes")
        List<SimilarityMeasure> measure,
    @Setting(
            help =
                "Places of maps and steps of sequences: mean (each unit's mean over them), all"
                    + " (side by side), each (every place is an input)",
            initial = "mean")
        Places places,
    @Setting(
            help = "Share of the variance of the components that SVCCA and PWCCA keep",
            initial = "0.99",
            above = 0,
            max = 1)
        double variance,
    @Setting(
            help = "Width of RBF CKA's kernel, in median distances",
            initial = "1",
            above = 0,
            max = 1000)
        double bandwidth,
    @Setting(
            help = "Relabellings of the networks of groups, at most",
            initial = "9999",
            min = 1,
            max = 1_000_000)
        int permutations,
    @Setting(
            help = "Adjusted p up to which groups count as different",
            initial = "0.05",
            above = 0,
            below = 1)
        double alpha,
    @Setting(help = "Threads", initial = "2", min = 1, max = 256, affectsResult = false)
        int threads,
    @Setting(help = "Seed of shuffled inputs and relabellings", initial = "0") long seed)
    implements Adjustable<SimilaritySettings> {

  public SimilaritySettings {
    model = List.copyOf(model);
    group = List.copyOf(group);
    site = List.copyOf(site);
    measure = List.copyOf(measure);
    SettingsCodec.check(
        SimilaritySettings.class,
        model,
        data,
        group,
        site,
        measure,
        places,
        variance,
        bandwidth,
        permutations,
        alpha,
        threads,
        seed);
  }
}
