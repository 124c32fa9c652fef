package dev.sonde.question.networks.top;

import dev.sonde.figure.Numbers;
import dev.sonde.figure.networks.PictureRows;
import dev.sonde.figure.page.Finding;
import dev.sonde.figure.page.Finding.Tone;
import dev.sonde.figure.page.Page;
import dev.sonde.figure.table.Columns;
import dev.sonde.figure.table.Head;
import dev.sonde.figure.table.Table;
import dev.sonde.question.networks.InputPictures;
import dev.sonde.question.networks.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Findings, tables and pictures of top inputs. */
record TopPage(TopSettings settings, TopAnswer answer) {

  private record Line(String site, TopAnswer.UnitTop unit) {
    TopAnswer.@Nullable Spread spread() {
      return unit.spread();
    }
  }

  private record Place(String site, int unit, int rank, TopAnswer.Entry entry) {}

  Page summary() {
    return page(List.of(Page.Section.of("Units", units())));
  }

  Page page(Subject subject) {
    List<Page.Section> sections = new ArrayList<>();
    Optional<InputPictures> pictures = InputPictures.of(subject);
    if (pictures.isPresent()) {
      for (TopAnswer.SiteTop site : answer.sites()) sections.add(pictures(site, pictures.get()));
    }
    sections.add(Page.Section.of("Units", units()));
    sections.add(
        Page.Section.folded("Inputs", "Every unit's inputs, the most active first", places()));
    return page(sections);
  }

  private Page page(List<Page.Section> sections) {
    return new Page(
        "Top inputs of units",
        String.valueOf(settings.model().getFileName()),
        findings(),
        sections);
  }

  private List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    for (TopAnswer.SiteTop site : answer.sites()) {
      String first =
          "%s: %s; for each unit the %s of %s with the largest values%s."
              .formatted(
                  site.site(),
                  Numbers.count(site.units().size(), "unit", "units"),
                  Numbers.count(Math.min(settings.top(), answer.inputs())),
                  Numbers.count(answer.inputs(), "input", "inputs"),
                  site.map().isEmpty()
                      ? ""
                      : ", at its most active position of a map of "
                          + site.map().stream()
                              .map(String::valueOf)
                              .collect(Collectors.joining(" × ")));
      findings.add(Finding.plain(first));
      if (!answer.classes().isEmpty()) findings.add(classes(site));
      long silent =
          site.units().stream()
              .filter(u -> !u.top().isEmpty() && u.top().getFirst().value() <= 0)
              .count();
      if (silent > 0) {
        findings.add(
            new Finding(
                Tone.NOTABLE,
                "%s: %s never above 0 on any input."
                    .formatted(site.site(), Numbers.count(silent, "unit is", "units are"))));
      }
    }
    answer.notes().forEach(note -> findings.add(Finding.plain(note)));
    return findings;
  }

  private Finding classes(TopAnswer.SiteTop site) {
    List<TopAnswer.Spread> spreads = new ArrayList<>();
    for (TopAnswer.UnitTop unit : site.units()) {
      TopAnswer.Spread spread = unit.spread();
      if (spread != null) spreads.add(spread);
    }
    long ofClass = spreads.stream().filter(TopAnswer.Spread::ofClass).count();
    double share = spreads.stream().mapToDouble(TopAnswer.Spread::share).average().orElse(0);
    double random = spreads.stream().mapToDouble(TopAnswer.Spread::randomShare).average().orElse(0);
    return new Finding(
        ofClass > 0 ? Tone.NOTABLE : Tone.PLAIN,
        "%s: on average %s of a unit's top inputs have the same class (random draws: %s); %d of %s prefer one class significantly (false discovery rate %s %%)."
            .formatted(
                site.site(),
                Numbers.percent(share),
                Numbers.percent(random),
                ofClass,
                Numbers.count(spreads.size(), "unit", "units"),
                Numbers.plain(100 * settings.alpha())));
  }

  private Page.Section pictures(TopAnswer.SiteTop site, InputPictures pictures) {
    List<PictureRows.Row> rows = new ArrayList<>();
    for (TopAnswer.UnitTop unit : site.units()) {
      if (rows.size() == settings.shown() || unit.top().isEmpty()) break;
      List<PictureRows.Cell> cells = new ArrayList<>();
      for (TopAnswer.Entry entry : unit.top().subList(0, Math.min(9, unit.top().size()))) {
        String label = entry.label() == null ? "" : " " + entry.label();
        cells.add(
            new PictureRows.Cell(
                pictures.picture(entry.input()),
                Numbers.of(entry.value(), 2) + label,
                place(entry, site)));
      }
      rows.add(new PictureRows.Row("unit " + unit.unit(), cells));
    }
    String left =
        site.units().size() > rows.size()
            ? " The first %d of %d units; show more, or choose units, to see others."
                .formatted(rows.size(), site.units().size())
            : "";
    return Page.Section.of(
        site.site(),
        PictureRows.of(site.site(), rows)
            .caption(
                "The most active input first, with its value"
                    + (answer.classes().isEmpty() ? "" : " and class")
                    + " below it"
                    + (site.map().size() == 2
                        ? ". The box is the most active cell of the map, not its receptive field."
                        : ".")
                    + left));
  }

  private static PictureRows.@Nullable Place place(TopAnswer.Entry entry, TopAnswer.SiteTop site) {
    if (site.map().size() != 2 || entry.place().size() != 2) return null;
    double height = site.map().get(0);
    double width = site.map().get(1);
    double row = entry.place().get(0);
    double column = entry.place().get(1);
    return new PictureRows.Place(
        column / width, row / height, (column + 1) / width, (row + 1) / height);
  }

  private Table units() {
    Columns<Line> columns =
        Columns.<Line>empty()
            .text("site", Line::site)
            .integer("unit", l -> l.unit().unit())
            .and(
                "value",
                "largest value",
                Head.Type.REAL,
                l -> first(l).map(TopAnswer.Entry::value).orElse(null))
            .text(
                "inputs",
                l ->
                    l.unit().top().stream()
                        .limit(5)
                        .map(TopAnswer.Entry::name)
                        .collect(Collectors.joining(", ")))
            .explained("the most active first, at most five");
    if (!answer.classes().isEmpty()) {
      columns =
          columns
              .text("class", l -> of(l.spread(), TopAnswer.Spread::strongest))
              .explained("the most frequent class among the top inputs")
              .and("share", "share", Head.Type.REAL, l -> of(l.spread(), TopAnswer.Spread::share))
              .explained("share of the top inputs with that class")
              .and(
                  "effective",
                  "classes",
                  Head.Type.REAL,
                  l -> of(l.spread(), TopAnswer.Spread::effective))
              .explained("effective number of classes: exp of the entropy")
              .and(
                  "random_share",
                  "random share",
                  Head.Type.REAL,
                  l -> of(l.spread(), TopAnswer.Spread::randomShare))
              .explained("mean share in random draws of as many inputs")
              .ranked(2)
              .and(
                  "p_adjusted",
                  "p adjusted",
                  Head.Type.REAL,
                  l -> of(l.spread(), TopAnswer.Spread::pAdjusted))
              .explained("p over the draws, adjusted over all units");
    }
    List<Line> lines = new ArrayList<>();
    for (TopAnswer.SiteTop site : answer.sites()) {
      for (TopAnswer.UnitTop unit : site.units()) lines.add(new Line(site.site(), unit));
    }
    return columns.table("units", "Every unit", lines);
  }

  private static Optional<TopAnswer.Entry> first(Line line) {
    return line.unit().top().stream().findFirst();
  }

  private static <T> @Nullable T of(
      TopAnswer.@Nullable Spread spread, Function<TopAnswer.Spread, T> part) {
    return spread == null ? null : part.apply(spread);
  }

  private Table places() {
    List<Place> all = new ArrayList<>();
    for (TopAnswer.SiteTop site : answer.sites()) {
      for (TopAnswer.UnitTop unit : site.units()) {
        for (int i = 0; i < unit.top().size(); i++) {
          all.add(new Place(site.site(), unit.unit(), i + 1, unit.top().get(i)));
        }
      }
    }
    return Columns.<Place>empty()
        .text("site", Place::site)
        .integer("unit", Place::unit)
        .integer("rank", Place::rank)
        .integer("input", p -> p.entry().input())
        .text("name", p -> p.entry().name())
        .real("value", p -> p.entry().value())
        .text(
            "place",
            p -> p.entry().place().stream().map(String::valueOf).collect(Collectors.joining(", ")))
        .text("class", p -> p.entry().label())
        .table("inputs", "Every unit's inputs", all);
  }
}
