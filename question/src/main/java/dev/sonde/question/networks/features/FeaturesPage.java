package dev.sonde.question.networks.features;

import dev.sonde.figure.Figure;
import dev.sonde.figure.Mark.Point;
import dev.sonde.figure.Numbers;
import dev.sonde.figure.networks.CoursePanels;
import dev.sonde.figure.page.Finding;
import dev.sonde.figure.page.Finding.Tone;
import dev.sonde.figure.page.Page;
import dev.sonde.figure.table.Columns;
import dev.sonde.figure.table.Head;
import dev.sonde.figure.table.Table;
import dev.sonde.question.networks.features.FeaturesAnswer.SiteFeatures;
import dev.sonde.question.networks.features.FeaturesAnswer.State;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Findings, tables and figures of distributions, dead units and duplicates. */
record FeaturesPage(FeaturesSettings settings, FeaturesAnswer answer) {

  /** Panels on one page. */
  private static final int SHOWN = 60;

  private record Line(SiteFeatures site, State state) {}

  private record Duplicate(String site, FeaturesAnswer.Pair pair) {}

  Page summary() {
    return page(List.of(Page.Section.of("Sites", sites())));
  }

  Page page() {
    List<Page.Section> sections = new ArrayList<>();
    sections.add(Page.Section.of("Distributions", figure().caption(caption())));
    sections.add(Page.Section.of("Sites", sites()));
    List<Duplicate> pairs = new ArrayList<>();
    for (SiteFeatures site : answer.sites()) {
      for (FeaturesAnswer.Pair pair : site.duplicates())
        pairs.add(new Duplicate(site.site(), pair));
    }
    if (!pairs.isEmpty()) {
      Table table =
          Columns.<Duplicate>empty()
              .text("site", Duplicate::site)
              .integer("unit", d -> d.pair().unit())
              .integer("other", d -> d.pair().other())
              .real("correlation", "Pearson's r", d -> d.pair().correlation())
              .table("duplicates", "Duplicate units", pairs);
      sections.add(Page.Section.of("Duplicates", table));
    }
    return page(sections);
  }

  private Page page(List<Page.Section> sections) {
    return new Page(
        "Units of a network", String.valueOf(settings.model().getFileName()), findings(), sections);
  }

  private List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    State first = answer.sites().getFirst().states().getFirst();
    long units = answer.sites().stream().mapToLong(SiteFeatures::units).sum();
    findings.add(
        Finding.plain(
            "%s at %s, %s."
                .formatted(
                    Numbers.count(units, "unit", "units"),
                    Numbers.count(answer.sites().size(), "site", "sites"),
                    Numbers.count(first.examples(), "input", "inputs"))));
    findings.add(dead());
    saturated().ifPresent(findings::add);
    findings.add(duplicates());
    for (int s = 1; s < first(answer).states().size(); s++) findings.add(distance(s));
    long notFinite =
        answer.sites().stream()
            .flatMap(site -> site.states().stream())
            .mapToLong(State::notFinite)
            .sum();
    if (notFinite > 0) {
      findings.add(
          new Finding(
              Tone.GRAVE,
              Numbers.count(notFinite, "value is", "values are") + " NaN or infinite; left out."));
    }
    answer.notes().forEach(note -> findings.add(Finding.plain(note)));
    return findings;
  }

  private static SiteFeatures first(FeaturesAnswer answer) {
    return answer.sites().getFirst();
  }

  private Finding dead() {
    List<String> where = new ArrayList<>();
    long dead = 0;
    for (SiteFeatures site : answer.sites()) {
      int here = site.states().getFirst().dead().size();
      dead += here;
      if (here > 0) where.add(site.site() + " (" + here + " of " + site.units() + ")");
    }
    return new Finding(
        dead > 0 ? Tone.NOTABLE : Tone.GOOD,
        dead == 0
            ? "No dead units: every unit changes with the input, and after a rectifier is above 0"
                + " somewhere."
            : "Dead (constant over all inputs, or never above 0 after a rectifier): %s, at %s."
                .formatted(Numbers.count(dead, "unit", "units"), Numbers.names(where)));
  }

  private Optional<Finding> saturated() {
    List<SiteFeatures> bounded = answer.sites().stream().filter(SiteFeatures::bounded).toList();
    if (bounded.isEmpty()) return Optional.empty();
    long units = bounded.stream().mapToLong(SiteFeatures::units).sum();
    long saturated =
        bounded.stream().mapToLong(s -> s.states().getFirst().saturated().size()).sum();
    return Optional.of(
        new Finding(
            saturated > 0 ? Tone.NOTABLE : Tone.GOOD,
            "Saturated (95 %% of values at a bound of tanh, sigmoid or relu6): %d of %s at %s."
                .formatted(
                    saturated,
                    Numbers.count(units, "unit", "units"),
                    Numbers.count(bounded.size(), "bounded site", "bounded sites"))));
  }

  private Finding duplicates() {
    List<String> where = new ArrayList<>();
    List<String> large = new ArrayList<>();
    long pairs = 0;
    for (SiteFeatures site : answer.sites()) {
      if (site.duplicatePairs() < 0) large.add(site.site());
      else if (site.duplicatePairs() > 0) {
        pairs += site.duplicatePairs();
        where.add(site.site() + " (" + Numbers.count(site.duplicatePairs()) + ")");
      }
    }
    String left =
        large.isEmpty() ? "" : " Not compared, more than 4096 units: " + Numbers.names(large) + ".";
    return new Finding(
        pairs > 0 ? Tone.NOTABLE : Tone.PLAIN,
        "Duplicate units, pairs with |r| of %s or more: %s%s.%s"
            .formatted(
                Numbers.plain(settings.duplicate()),
                pairs == 0 ? "none" : Numbers.count(pairs),
                pairs == 0 ? "" : ", at " + Numbers.names(where),
                left));
  }

  /** The distance of a state to the first, with the distance of two halves of the first set. */
  private Finding distance(int s) {
    SiteFeatures most =
        answer.sites().stream()
            .max(Comparator.comparingDouble(site -> or0(site.states().get(s).distance())))
            .orElseThrow();
    State state = most.states().get(s);
    long beyond =
        answer.sites().stream()
            .filter(site -> site.states().get(s).distance() > 2 * site.halves())
            .count();
    long dead = answer.sites().stream().mapToLong(site -> site.states().get(s).dead().size()).sum();
    String name =
        state.network().equals("before") ? "Before training" : "On '" + state.inputs() + "'";
    return new Finding(
        beyond > 0 ? Tone.NOTABLE : Tone.PLAIN,
        "%s: distributions differ most from those on the inputs at %s (Jensen–Shannon distance %s; between two halves of the inputs: %s); more than twice the halves' distance at %d of %s; %s dead."
            .formatted(
                name,
                most.site(),
                Numbers.share(state.distance()),
                Numbers.share(most.halves()),
                beyond,
                Numbers.count(answer.sites().size(), "site", "sites"),
                Numbers.count(dead, "unit", "units")),
        List.of(most.site()));
  }

  private static double or0(double value) {
    return Double.isNaN(value) ? 0 : value;
  }

  private String caption() {
    return "Shares of all values; values that are exactly 0 are left out here and counted in the"
        + " table."
        + (answer.sites().size() > SHOWN
            ? " The first %d of %d sites.".formatted(SHOWN, answer.sites().size())
            : "");
  }

  private Figure figure() {
    List<CoursePanels.Site> panels = new ArrayList<>();
    for (SiteFeatures site : answer.sites().subList(0, Math.min(SHOWN, answer.sites().size()))) {
      List<CoursePanels.Line> lines = new ArrayList<>();
      for (State state : site.states()) {
        double total =
            state.counts().stream().mapToLong(Long::longValue).sum() / (1 - state.zeros());
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < state.counts().size(); i++) {
          double share = total > 0 && Double.isFinite(total) ? state.counts().get(i) / total : 0;
          points.add(new Point(site.low() + (i + .5) * site.width(), share));
        }
        lines.add(
            new CoursePanels.Line(
                state.network().equals("before") ? "before training" : state.inputs(), points));
      }
      panels.add(new CoursePanels.Site(site.site(), lines));
    }
    return CoursePanels.of("Values at each site", panels);
  }

  private Table sites() {
    List<Line> lines = new ArrayList<>();
    for (SiteFeatures site : answer.sites()) {
      for (State state : site.states()) lines.add(new Line(site, state));
    }
    return Columns.<Line>empty()
        .text("site", l -> l.site().site())
        .text("network", l -> l.state().network())
        .ranked(2)
        .text("inputs", l -> l.state().inputs())
        .integer("units", l -> l.site().units())
        .integer("dead", l -> l.state().dead().size())
        .explained("units constant over all inputs, or never above 0 after relu, gelu and similar")
        .and(
            "saturated",
            "saturated",
            Head.Type.INTEGER,
            l -> l.site().bounded() ? (long) l.state().saturated().size() : null)
        .explained("units with 95 % of their values at a bound of their operator")
        .ranked(1)
        .real("mean", l -> l.state().mean())
        .real("std", l -> l.state().std())
        .real("min", l -> l.state().min())
        .ranked(2)
        .real("max", l -> l.state().max())
        .ranked(2)
        .real("zeros", l -> l.state().zeros())
        .explained("share of values that are exactly 0")
        .real("distance", l -> l.state().distance())
        .explained("Jensen–Shannon distance to the network's values on the inputs")
        .real("halves", l -> l.site().halves())
        .explained("the same between two halves of the inputs: the baseline")
        .ranked(1)
        .real("shift", l -> l.state().shift())
        .explained("difference of the mean, in standard deviations on the inputs")
        .ranked(2)
        .table("sites", "Every site on every set of inputs", lines);
  }
}
