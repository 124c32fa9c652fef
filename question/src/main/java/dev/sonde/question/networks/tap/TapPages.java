package dev.sonde.question.networks.tap;

import dev.sonde.analysis.weights.Summary;
import dev.sonde.figure.Numbers;
import dev.sonde.figure.page.Finding;
import dev.sonde.figure.page.Finding.Tone;
import dev.sonde.figure.page.Page;
import dev.sonde.figure.table.Columns;
import dev.sonde.figure.table.Table;
import dev.sonde.figure.weights.Distribution;
import dev.sonde.figure.weights.RidgelineFigure;
import dev.sonde.figure.weights.SummaryColumns;
import dev.sonde.file.Printable;
import java.util.ArrayList;
import java.util.List;

/** Findings, tables and figures about values at sites. */
final class TapPages {

  /** With more ridges the figure is unreadable. */
  private static final int DRAWN = 40;

  private TapPages() {}

  static Page summary(TapSettings settings, TapAnswer answer) {
    List<Page.Section> sections = new ArrayList<>();
    sections.add(Page.Section.of("Sites", sites(answer)));
    if (!answer.differences().isEmpty()) {
      sections.add(Page.Section.of("Compared with " + answer.other(), differences(answer)));
    }
    return new Page(
        settings.gradient() ? "Gradients at sites" : "Values at sites",
        String.valueOf(settings.model().getFileName()),
        findings(settings, answer),
        sections,
        "sites");
  }

  static Page page(TapSettings settings, TapAnswer answer) {
    Page summary = summary(settings, answer);
    List<Distribution> drawn =
        answer.sites().stream()
            .filter(site -> site.statistics().std() > 0)
            .limit(DRAWN)
            .map(site -> new Distribution(site.site(), site.measured().histogram()))
            .toList();
    if (drawn.isEmpty()) return summary;
    String title = settings.gradient() ? "Gradients at each site" : "Values at each site";
    List<Page.Section> sections = new ArrayList<>(summary.sections());
    sections.add(Page.Section.of("Distributions", RidgelineFigure.eachItsOwn(title, drawn)));
    return summary.with(sections);
  }

  private static List<Finding> findings(TapSettings settings, TapAnswer answer) {
    List<Finding> findings = new ArrayList<>();
    findings.add(
        Finding.plain(
            "%s at %s, for %s."
                .formatted(
                    settings.gradient() ? gradients(settings) : "Values",
                    Numbers.count(answer.sites().size(), "site", "sites"),
                    Numbers.count(answer.examples(), "example", "examples"))));
    for (TapAnswer.Site site : answer.sites()) {
      Summary s = site.statistics();
      long odd = s.nan() + s.inf();
      if (odd > 0) {
        findings.add(
            new Finding(
                Tone.NOTABLE,
                "%s has %s that are NaN or infinite."
                    .formatted(site.site(), Numbers.count(odd, "value", "values")),
                List.of(site.site())));
      } else if (s.zeros() == s.count()) {
        findings.add(
            new Finding(Tone.NOTABLE, site.site() + " is zero everywhere.", List.of(site.site())));
      }
    }
    for (OutputDifference one : answer.differences()) {
      findings.add(
          new Finding(
              one.agrees() ? Tone.PLAIN : Tone.NOTABLE,
              "Output %s differs from that of %s by at most %s (largest value %s)%s."
                  .formatted(
                      Printable.of(one.output()),
                      answer.other(),
                      Numbers.of(one.difference()),
                      Numbers.of(one.largest()),
                      one.unlike() == 0
                          ? ""
                          : "; "
                              + Numbers.count(one.unlike(), "element is", "elements are")
                              + " not finite and different"),
              List.of()));
    }
    answer.notes().forEach(note -> findings.add(Finding.plain(note)));
    return findings;
  }

  private static String gradients(TapSettings settings) {
    return settings.target() == null
        ? "Gradients of each example's largest output"
        : "Gradients of the output of class " + settings.target();
  }

  private static Table sites(TapAnswer answer) {
    Columns<TapAnswer.Site> columns =
        Columns.<TapAnswer.Site>empty().text("site", TapAnswer.Site::site);
    columns = columns.and(SummaryColumns.VALUES.over(TapAnswer.Site::statistics));
    if (answer.sites().stream().anyMatch(site -> site.file().isPresent())) {
      columns = columns.text("file", site -> site.file().orElse("")).ranked(8);
    }
    return columns.table("sites", "In the order of computation", answer.sites());
  }

  private static Table differences(TapAnswer answer) {
    return Columns.<OutputDifference>empty()
        .text("output", OutputDifference::output)
        .real("difference", "largest difference", OutputDifference::difference)
        .real("largest", "largest value", OutputDifference::largest)
        .integer("unlike", OutputDifference::unlike)
        .explained("number of elements that are not finite in one or both, and differ")
        .text("agrees", one -> one.agrees() ? "yes" : "no")
        .explained("largest difference at most a thousandth of the largest value")
        .table(
            "differences",
            "Our outputs compared with those of " + answer.other(),
            answer.differences());
  }
}
