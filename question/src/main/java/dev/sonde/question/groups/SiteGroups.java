package dev.sonde.question.groups;

import dev.sonde.question.Work;
import dev.sonde.question.networks.similarity.SimilarityAnswer;
import dev.sonde.question.networks.similarity.SimilarityQuestion;
import dev.sonde.question.networks.similarity.SimilaritySettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Groups of networks at sites: the distances of {@code similarity}, 1 − likeness. */
final class SiteGroups {

  private SiteGroups() {}

  static CompareAnswer.OfSites of(CompareSettings settings, Work work) throws IOException {
    SimilaritySettings alike =
        new SimilaritySettings(
            List.of(),
            settings.data(),
            settings.group(),
            settings.site(),
            settings.measure(),
            settings.places(),
            settings.variance(),
            settings.bandwidth(),
            settings.how().permutations(),
            settings.how().alpha(),
            settings.threads(),
            settings.how().seed());
    SimilarityAnswer answer = new SimilarityQuestion().answer(alike, work);
    Map<String, List<String>> files = new LinkedHashMap<>();
    for (SimilarityAnswer.Compared one : answer.networks()) {
      files.computeIfAbsent(one.group(), _ -> new ArrayList<>()).add(one.file());
    }
    List<CompareAnswer.Networks> groups = new ArrayList<>();
    files.forEach((name, of) -> groups.add(new CompareAnswer.Networks(name, of)));
    return new CompareAnswer.OfSites(
        groups,
        answer.inputs(),
        Objects.requireNonNull(answer.test(), "a test of groups"),
        answer.sites().stream()
            .map(SiteGroups::site)
            .sorted(
                Comparator.comparingDouble(CompareAnswer.Site::pAdjusted)
                    .thenComparingDouble(site -> -site.effect()))
            .toList(),
        answer.notes());
  }

  private static CompareAnswer.Site site(SimilarityAnswer.SiteTest test) {
    return new CompareAnswer.Site(
        test.site(),
        test.measure().toString(),
        1 - test.within(),
        1 - test.between(),
        test.effect(),
        test.p(),
        test.pAdjusted(),
        test.differs());
  }
}
