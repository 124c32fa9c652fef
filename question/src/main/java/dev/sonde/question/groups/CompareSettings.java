package dev.sonde.question.groups;

import dev.sonde.analysis.groups.Settings;
import dev.sonde.analysis.similarity.SimilarityMeasure;
import dev.sonde.question.networks.DataSettings;
import dev.sonde.question.networks.Places;
import dev.sonde.settings.Adjustable;
import dev.sonde.settings.Nested;
import dev.sonde.settings.Setting;
import dev.sonde.settings.SettingsCodec;
import dev.sonde.settings.SettingsException;
import java.util.List;

/** Which groups are compared, and how; see each component. */
public record CompareSettings(
    @Setting(help = NamedGroups.HELP, label = "NAME=FILES", separator = "") List<String> group,
    @Setting(help = "Split recurrent weights into the blocks of their gates, as decoder.rnn/W_hf")
        boolean gates,
    @Setting(
            help =
                "Compare what the networks do instead, at these sites, by name or pattern ('**':"
                    + " every one), on the inputs that are given",
            label = "SITE",
            separator = "")
        List<String> site,
    @Setting(
            help =
                "How likeness at sites is measured (linear-cka, rbf-cka, svcca, pwcca, procrustes);"
                    + " the distance is 1 less it",
            initial = "linear-cka")
        List<SimilarityMeasure> measure,
    @Setting(
            help =
                "Places of maps and steps of sequences at a site: mean (each unit's mean over"
                    + " them), all (side by side), each (every place is an input)",
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
            help = "Threads of the comparison at sites",
            initial = "2",
            min = 1,
            max = 256,
            affectsResult = false)
        int threads,
    @Nested DataSettings data,
    @Nested Settings how)
    implements Adjustable<CompareSettings> {

  public CompareSettings {
    group = List.copyOf(group);
    site = List.copyOf(site);
    measure = List.copyOf(measure);
    SettingsCodec.check(
        CompareSettings.class,
        group,
        gates,
        site,
        measure,
        places,
        variance,
        bandwidth,
        threads,
        data,
        how);
    if (site.isEmpty() && !data.input().isEmpty()) {
      throw new SettingsException("site", "needed: inputs are shown to compare sites");
    }
    if (!site.isEmpty() && data.input().isEmpty()) {
      throw new SettingsException("input", "needed: what networks do at sites is compared on it");
    }
    if (!site.isEmpty() && gates) {
      throw new SettingsException("gates", "are of tensors, not of sites");
    }
  }
}
