package dev.sonde.question.networks;

import dev.sonde.figure.Axis;
import dev.sonde.figure.Numbers;
import dev.sonde.figure.cells.ScatterFigure;
import dev.sonde.figure.page.Block;
import dev.sonde.figure.page.Finding;
import dev.sonde.figure.page.Finding.Tone;
import dev.sonde.figure.page.Page;
import dev.sonde.figure.table.Columns;
import dev.sonde.figure.table.Table;
import dev.sonde.network.effects.SitePatching;
import dev.sonde.network.effects.SitePatching.Effect;
import dev.sonde.network.effects.SitePatching.Kind;
import dev.sonde.numbers.Sample;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Findings, tables and figures about activation patching. */
final class PatchPages {

  private static final Columns<Effect> COLUMNS =
      Columns.<Effect>empty()
          .text("site", Effect::site)
          .text("kind", "part", effect -> effect.kind().name().toLowerCase(Locale.ROOT))
          .text("number", effect -> effect.part() < 0 ? "" : effect.part() + "")
          .real("value", "logit difference", Effect::value)
          .real("recovered", Effect::recovered)
          .explained("share of the logit difference; 0: corrupted, 1: clean")
          .real("estimated", Effect::estimated)
          .explained("the same by attribution patching: (clean − corrupted) · gradient");

  private PatchPages() {}

  static Page summary(PatchSettings settings, SitePatching patched) {
    List<Effect> parts = parts(patched);
    List<Effect> sorted =
        parts.stream().sorted(Comparator.comparingDouble(e -> -Math.abs(e.recovered()))).toList();
    List<Effect> whole =
        patched.effects().stream().filter(effect -> effect.kind() == Kind.WHOLE).toList();
    Table strongest = COLUMNS.table("parts", "The strongest part first", sorted);
    Table sites = COLUMNS.table("sites", "Whole sites in the order of computation", whole);
    return new Page(
        "Which parts recover the answer",
        String.valueOf(settings.how().model().getFileName()),
        findings(patched, sorted),
        List.of(Page.Section.of("Parts", strongest), Page.Section.of("Sites", sites)),
        "parts");
  }

  private static List<Effect> parts(SitePatching patched) {
    return patched.effects().stream().filter(effect -> effect.kind() != Kind.WHOLE).toList();
  }

  private static List<Finding> findings(SitePatching patched, List<Effect> sorted) {
    List<Finding> findings = new ArrayList<>();
    findings.add(
        Finding.plain(
            "Logit difference (class %s − class %s): %s for the clean input, %s for the corrupted input (mean over %s)."
                .formatted(
                    classes(patched.answers()),
                    classes(patched.wrongs()),
                    Numbers.plain(patched.clean()),
                    Numbers.plain(patched.corrupted()),
                    Numbers.count(patched.answers().size(), "example", "examples"))));
    Optional<Effect> strongest = sorted.stream().findFirst();
    strongest.ifPresent(
        effect ->
            findings.add(
                new Finding(
                    Tone.NOTABLE,
                    "Patching %s %d of %s recovers most: %s of the logit difference; median of %s: %s."
                        .formatted(
                            effect.kind().name().toLowerCase(Locale.ROOT),
                            effect.part(),
                            effect.site(),
                            Numbers.plain(effect.recovered()),
                            Numbers.count(sorted.size(), "part", "parts"),
                            Numbers.plain(median(sorted))),
                    List.of(effect.site()))));
    findings.add(
        Finding.plain(
            "Correlation with the gradient's estimate (attribution patching): %s over %s."
                .formatted(
                    Numbers.plain(patched.correlation()),
                    Numbers.count(sorted.size(), "part", "parts"))));
    return findings;
  }

  private static String classes(List<Integer> numbers) {
    List<Integer> different = numbers.stream().distinct().toList();
    return different.size() == 1 ? different.getFirst() + "" : "that each example is given";
  }

  private static double median(List<Effect> effects) {
    return Sample.median(effects.stream().mapToDouble(Effect::recovered).toArray());
  }

  static Page page(PatchSettings settings, SitePatching patched) {
    Page summary = summary(settings, patched);
    List<Page.Section> sections = new ArrayList<>();
    List<Effect> drawn =
        patched.effects().stream().filter(e -> Double.isFinite(e.estimated())).toList();
    if (!drawn.isEmpty()) {
      List<ScatterFigure.Unit> units = new ArrayList<>();
      for (Effect effect : drawn) {
        String name = effect.site() + (effect.part() < 0 ? "" : " " + effect.part());
        String group = effect.kind() == Kind.WHOLE ? "whole sites" : "parts";
        units.add(new ScatterFigure.Unit(name, group, effect.estimated(), effect.recovered()));
      }
      Block picture =
          new Block.Picture(
              ScatterFigure.of(
                  "Recovered, and estimated by one gradient",
                  List.of(
                      new ScatterFigure.Scatter(
                          "", Axis.linear("estimated"), Axis.linear("recovered"), units))));
      sections.add(new Page.Section("Patched and estimated", List.of(picture)));
    }
    sections.addAll(summary.sections());
    return summary.with(sections);
  }
}
