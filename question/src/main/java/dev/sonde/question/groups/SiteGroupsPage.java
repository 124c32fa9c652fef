package dev.sonde.question.groups;

import dev.sonde.figure.Numbers;
import dev.sonde.figure.page.Finding;
import dev.sonde.figure.page.Finding.Tone;
import dev.sonde.figure.page.Page;
import dev.sonde.figure.table.Columns;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What is said of groups of networks at sites. */
record SiteGroupsPage(CompareSettings settings, CompareAnswer.OfSites answer) {

  Page page() {
    return new Page(
        "Where groups behave differently",
        answer.groups().stream()
            .map(g -> g.name() + ": " + Numbers.count(g.files().size(), "network", "networks"))
            .collect(Collectors.joining(", ")),
        findings(),
        List.of(
            Page.Section.of(
                "All sites",
                Columns.<CompareAnswer.Site>empty()
                    .text("site", CompareAnswer.Site::site)
                    .text("measure", CompareAnswer.Site::measure)
                    .ranked(1)
                    .real("within", CompareAnswer.Site::within)
                    .explained("mean distance, 1 − likeness, of networks of one group")
                    .real("between", CompareAnswer.Site::between)
                    .explained("of networks of different groups")
                    .real("effect", CompareAnswer.Site::effect)
                    .explained("share of the squared angles that the groups explain beyond chance")
                    .real("p", CompareAnswer.Site::p)
                    .explained("of the permutation test over networks")
                    .ranked(1)
                    .real("p_adjusted", "p adjusted", CompareAnswer.Site::pAdjusted)
                    .explained("after Benjamini and Hochberg's correction")
                    .text("verdict", s -> s.differs() ? "differs" : "not shown")
                    .table("sites", "Every site, the clearest difference first", answer.sites()))));
  }

  private List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    var test = answer.test();
    findings.add(
        Finding.plain(
            "%s; permutation test over networks: %s labellings%s, so p is at least %s%s"
                .formatted(
                    Numbers.count(answer.inputs(), "input", "inputs"),
                    Numbers.count(test.labellings()),
                    test.exact() ? " (all there are)" : "",
                    Numbers.plain(test.smallestP()),
                    test.smallestP() > settings.how().alpha()
                        ? ": too few networks to tell."
                        : ".")));
    for (var measure : settings.measure()) {
      List<CompareAnswer.Site> all =
          answer.sites().stream().filter(s -> s.measure().equals(measure.toString())).toList();
      List<String> names =
          all.stream().filter(CompareAnswer.Site::differs).map(CompareAnswer.Site::site).toList();
      findings.add(
          new Finding(
              names.isEmpty() ? Tone.PLAIN : Tone.NOTABLE,
              "By %s, %d of %s differ (false discovery rate %s %%)%s."
                  .formatted(
                      measure.words(),
                      names.size(),
                      Numbers.count(all.size(), "site", "sites"),
                      Numbers.plain(100 * settings.how().alpha()),
                      names.isEmpty() ? "" : ": " + Numbers.names(names)),
              names));
    }
    answer.notes().forEach(note -> findings.add(Finding.plain(note)));
    return findings;
  }
}
