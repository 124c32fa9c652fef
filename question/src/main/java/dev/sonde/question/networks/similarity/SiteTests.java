package dev.sonde.question.networks.similarity;

import dev.sonde.analysis.groups.FalseDiscovery;
import dev.sonde.analysis.groups.Relabellings;
import dev.sonde.analysis.groups.RunSeparation;
import dev.sonde.analysis.kernel.Points;
import dev.sonde.analysis.kernel.Workers;
import dev.sonde.analysis.similarity.Similarity;
import dev.sonde.analysis.similarity.SimilarityMeasure;
import dev.sonde.question.Work;
import dev.sonde.question.networks.Representations;
import dev.sonde.question.networks.Subject;
import dev.sonde.settings.SettingsException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Each site that all networks have, compared over the networks of groups.
 *
 * @param leftOut sites that not every network has
 */
record SiteTests(
    List<SimilarityAnswer.SiteTest> tests, SimilarityAnswer.Test test, List<String> leftOut) {

  /**
   * @param networks ordered by group
   * @param sizes number of networks of each group
   */
  static SiteTests of(
      List<Representations> networks, int[] sizes, SimilaritySettings settings, Work work) {
    List<String> common = new ArrayList<>(networks.getFirst().addresses());
    List<String> leftOut = new ArrayList<>();
    for (Representations network : networks) {
      for (String site : network.addresses()) {
        boolean all = networks.stream().allMatch(n -> n.addresses().contains(site));
        if (!all && !leftOut.contains(site)) leftOut.add(site);
      }
      common.retainAll(network.addresses());
    }
    if (common.isEmpty()) {
      throw new SettingsException("group", "the networks have no site of the same name in common");
    }
    Relabellings relabellings = Relabellings.of(sizes, settings.permutations(), settings.seed());
    Map<SimilarityMeasure, List<RunSeparation>> found = new LinkedHashMap<>();
    var how = new Similarity.Settings(settings.variance(), settings.bandwidth());
    try (Workers workers = Workers.of(settings.threads());
        Work.Stage stage = work.stage("comparing", "sites", common.size())) {
      var progress = Subject.stopping(stage, work);
      for (String site : common) {
        List<Points> runs = networks.stream().map(network -> points(network, site)).toList();
        for (Similarity alike : Similarity.of(settings.measure(), runs, how, workers)) {
          found
              .computeIfAbsent(alike.measure(), _ -> new ArrayList<>())
              .add(RunSeparation.of(symmetric(alike.values()), sizes, relabellings));
        }
        progress.accept(1);
      }
    }
    List<SimilarityAnswer.SiteTest> tests = new ArrayList<>();
    found.forEach(
        (measure, separations) -> {
          double[] adjusted =
              FalseDiscovery.adjust(separations.stream().mapToDouble(RunSeparation::p).toArray());
          for (int s = 0; s < common.size(); s++) {
            RunSeparation one = separations.get(s);
            tests.add(
                new SimilarityAnswer.SiteTest(
                    common.get(s),
                    measure,
                    one.within(),
                    one.between(),
                    one.effect(),
                    one.p(),
                    adjusted[s],
                    adjusted[s] <= settings.alpha()));
          }
        });
    return new SiteTests(
        tests,
        new SimilarityAnswer.Test(
            relabellings.count() + 1, relabellings.exact(), relabellings.smallestP()),
        leftOut);
  }

  private static Points points(Representations network, String site) {
    return network.sites().stream()
        .filter(s -> s.address().equals(site))
        .findFirst()
        .orElseThrow()
        .points();
  }

  /** PWCCA is not symmetric: the mean of both directions is used. */
  private static double[][] symmetric(List<List<Double>> values) {
    int n = values.size();
    double[][] mean = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        mean[i][j] = (values.get(i).get(j) + values.get(j).get(i)) / 2;
      }
    }
    return mean;
  }
}
