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
            help = "One or two networks; for groups, see group",
            label = "FILE",
            separator = "",
            input = true,
            position = 0)
        List<Path> model,
    @Nested DataSettings data,
    @Setting(
            help = "A group and its networks, NAME=FILES as in 'compare'; can be repeated",
            label = "NAME=FILES",
            separator = "")
        List<String> group,
    @Setting(
            help = "Sites, by name or pattern; default: the outputs of modules",
            separator = "",
            label = "SITE")
        List<String> site,
    @Setting(
            help = "Measures of similarity: linear-cka, rbf-cka, svcca, pwcca, procrustes",
            initial = "linear-cka,rbf-cka,svcca,pwcca,procrustes")
        List<SimilarityMeasure> measure,
    @Setting(
            help =
                "Positions of maps and steps of sequences: mean (each unit's mean over them),"
                    + " all (concatenated), each (every position is an input)",
            initial = "mean")
        Places places,
    @Setting(
            help = "Share of the variance in the principal components that SVCCA and PWCCA keep",
            initial = "0.99",
            above = 0,
            max = 1)
        double variance,
    @Setting(
            help = "Width of the RBF kernel, as a multiple of the median distance",
            initial = "1",
            above = 0,
            max = 1000)
        double bandwidth,
    @Setting(
            help = "Largest number of permutations of the networks over the groups",
            initial = "9999",
            min = 1,
            max = 1_000_000)
        int permutations,
    @Setting(
            help = "Largest adjusted p at which groups count as different",
            initial = "0.05",
            above = 0,
            below = 1)
        double alpha,
    @Setting(help = "Threads", initial = "2", min = 1, max = 256, affectsResult = false)
        int threads,
    @Setting(help = "Seed of shuffled inputs and permutations", initial = "0") long seed)
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
