package dev.sonde.question.networks;

import dev.sonde.figure.Axis;
import dev.sonde.figure.Figure;
import dev.sonde.figure.NumberFormat;
import dev.sonde.figure.Numbers;
import dev.sonde.figure.cells.ScatterFigure;
import dev.sonde.figure.page.Finding;
import dev.sonde.figure.page.Finding.Tone;
import dev.sonde.figure.page.Page;
import dev.sonde.figure.table.Columns;
import dev.sonde.figure.table.Head;
import dev.sonde.figure.table.Table;
import dev.sonde.network.effects.SiteAblation;
import dev.sonde.network.effects.SiteAblation.Effect;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Findings, tables and figures about ablated units. */
final class AblatePages {

  /** Number of sites whose names fit below the figure. */
  private static final int NAMED = 30;

  private AblatePages() {}

  /** A site: the effects of its single units, and of the whole site. */
  private record Layer(int layer, String site, List<Effect> single, List<Effect> whole) {
    double mean(double base) {
      return single.stream()
          .mapToDouble(effect -> effect.score().loss() - base)
          .average()
          .orElse(Double.NaN);
    }

    double worst(double base) {
      return single.stream()
          .mapToDouble(effect -> effect.score().loss() - base)
          .max()
          .orElse(Double.NaN);
    }

    String worstUnit() {
      return single.stream()
          .max(Comparator.comparingDouble(effect -> effect.score().loss()))
          .map(AblatePages::units)
          .orElse("");
    }

    double all(double base) {
      return whole.isEmpty() ? Double.NaN : whole.getFirst().score().loss() - base;
    }

    double control(double base) {
      return whole.isEmpty() ? Double.NaN : whole.getFirst().control().loss() - base;
    }
  }

  static Page summary(AblateSettings settings, AblateAnswer.OfNetwork answer) {
    SiteAblation ablation = answer.ablation();
    return new Page(
        "Loss without single units",
        String.valueOf(settings.model().getFileName()),
        findings(settings, answer),
        sections(answer, false),
        ablation.effects().isEmpty() ? "greedy" : "effects");
  }

  static Page page(AblateSettings settings, AblateAnswer.OfNetwork answer) {
    Page summary = summary(settings, answer);
    List<Page.Section> sections = new ArrayList<>();
    boolean single =
        answer.ablation().effects().stream().anyMatch(effect -> effect.units().size() == 1);
    if (single) {
      sections.add(Page.Section.of("Units", drawing(answer.ablation())));
    }
    sections.addAll(sections(answer, true));
    return summary.with(sections);
  }

  private static List<Page.Section> sections(AblateAnswer.OfNetwork answer, boolean drawn) {
    List<Page.Section> sections = new ArrayList<>();
    if (!answer.ablation().effects().isEmpty()) {
      sections.add(Page.Section.of("Effects", effects(answer.ablation())));
      sections.add(Page.Section.of("By site", layers(answer.ablation())));
    }
    answer.greedy().ifPresent(greedy -> sections.add(GreedyPages.section(greedy, drawn)));
    return sections;
  }

  private static List<Finding> findings(AblateSettings settings, AblateAnswer.OfNetwork answer) {
    SiteAblation ablation = answer.ablation();
    List<Finding> findings = new ArrayList<>();
    findings.add(
        Finding.plain(
            "Without ablation: %sloss %s, over %s."
                .formatted(
                    accuracy(ablation.base().accuracy()),
                    Numbers.plain(ablation.base().loss()),
                    Numbers.count(ablation.base().n(), "answer", "answers"))));
    List<Effect> worst = ablation.worst();
    worst.stream()
        .filter(effect -> effect.units().size() == 1)
        .findFirst()
        .ifPresent(effect -> findings.add(told("Largest loss: without unit", effect)));
    worst.stream()
        .filter(effect -> effect.units().size() > 1)
        .findFirst()
        .ifPresent(effect -> findings.add(told("Largest loss of a group: without units", effect)));
    worst.stream()
        .filter(effect -> effect.units().isEmpty())
        .findFirst()
        .ifPresent(effect -> findings.add(told("Largest loss of a whole site: without", effect)));
    answer
        .greedy()
        .ifPresent(greedy -> findings.add(GreedyPages.finding(greedy, settings.least())));
    long harmless =
        ablation.effects().stream()
            .filter(effect -> effect.units().size() == 1)
            .filter(effect -> effect.score().loss() <= ablation.base().loss())
            .count();
    long single = ablation.effects().stream().filter(effect -> effect.units().size() == 1).count();
    if (single > 0) {
      findings.add(
          Finding.plain(
              "%s of %s: ablated one at a time, the loss does not increase."
                  .formatted(Numbers.count(harmless), Numbers.count(single, "unit", "units"))));
    }
    findings.add(
        Finding.plain(
            "Ablated units are set to %s; the output is interpreted as %s."
                .formatted(
                    switch (settings.to()) {
                      case ZERO -> "zero";
                      case MEAN -> "their mean";
                      case RESAMPLE -> "their value for another input";
                    },
                    ablation.reading().words())));
    answer.notes().forEach(note -> findings.add(Finding.plain(note)));
    return findings;
  }

  private static Finding told(String lead, Effect effect) {
    boolean whole = effect.units().isEmpty();
    String what = whole ? effect.site() : units(effect) + " of " + effect.site();
    String control =
        effect.control().n() == 0
            ? "no baseline: the site has too few other units"
            : "baseline, without %s at random: %s%sloss %s (%s, standard deviation %s)"
                .formatted(
                    effect.count() == 1 ? "another unit of the site" : effect.count() + " units",
                    accuracy(effect.control().accuracy()),
                    changed(effect.control().changed()),
                    Numbers.plain(effect.control().loss()),
                    Numbers.count(effect.control().n(), "set", "sets"),
                    Numbers.plain(effect.control().lossDeviation()));
    return new Finding(
        Tone.NOTABLE,
        "%s %s: %s%sloss %s; %s."
            .formatted(
                lead,
                what,
                accuracy(effect.score().accuracy()),
                changed(effect.changed()),
                Numbers.plain(effect.score().loss()),
                control),
        List.of(effect.site()));
  }

  private static String accuracy(@org.jspecify.annotations.Nullable Double accuracy) {
    return accuracy == null ? "" : Numbers.percent(accuracy) + " accuracy, ";
  }

  private static String changed(@org.jspecify.annotations.Nullable Double changed) {
    return changed == null ? "" : Numbers.percent(changed) + " of the answers changed, ";
  }

  private static String units(Effect effect) {
    if (effect.units().isEmpty()) return "all";
    return effect.units().stream().map(String::valueOf).collect(Collectors.joining("+"));
  }

  private static Table effects(SiteAblation ablation) {
    double base = ablation.base().loss();
    return Columns.<Effect>empty()
        .text("site", Effect::site)
        .text("units", AblatePages::units)
        .real("loss", effect -> effect.score().loss())
        .real("added", effect -> effect.score().loss() - base)
        .explained("loss − loss of the whole network")
        .and("accuracy", "accuracy", Head.Type.REAL, effect -> effect.score().accuracy())
        .and("changed", "changed", Head.Type.REAL, Effect::changed)
        .explained("share of answers that are others than the whole network's")
        .real("control", "at random", effect -> effect.control().loss())
        .explained("loss without the same number of random units, mean over sets")
        .real("control_sd", "± at random", effect -> effect.control().lossDeviation())
        .explained("standard deviation over sets of random units")
        .ranked(1)
        .and("control_changed", "changed at random", Head.Type.REAL, e -> e.control().changed())
        .explained("the same share without as many random units, mean over sets")
        .ranked(1)
        .integer("control_n", "sets", effect -> effect.control().n())
        .explained("sets of random units")
        .ranked(2)
        .real("p", effect -> effect.control().p())
        .explained(
            "permutation p: share of the sets, this one included, whose loss is at least as high")
        .ranked(1)
        .table("effects", "The largest loss first", ablation.worst());
  }

  private static Table layers(SiteAblation ablation) {
    double base = ablation.base().loss();
    Map<String, Layer> layers = new LinkedHashMap<>();
    for (Effect effect : ablation.effects()) {
      Layer layer =
          layers.computeIfAbsent(
              effect.site(),
              site -> new Layer(effect.layer(), site, new ArrayList<>(), new ArrayList<>()));
      if (effect.units().isEmpty()) layer.whole().add(effect);
      else if (effect.units().size() == 1) layer.single().add(effect);
    }
    return Columns.<Layer>empty()
        .integer("layer", "order", Layer::layer)
        .text("site", Layer::site)
        .integer("units", layer -> layer.single().size())
        .real("mean_added", "mean added", layer -> layer.mean(base))
        .explained("mean added loss of single units")
        .real("worst_added", "largest added", layer -> layer.worst(base))
        .text("worst_unit", "of unit", Layer::worstUnit)
        .real("whole_added", "whole site", layer -> layer.all(base))
        .explained("added loss without the whole site")
        .real("control_added", "as many in other sites", layer -> layer.control(base))
        .explained("added loss without as many random units of other sites")
        .table("layers", "Sites in the order of computation", layers.values());
  }

  /** The added loss of each unit, by site. */
  static Figure drawing(SiteAblation ablation) {
    double base = ablation.base().loss();
    List<ScatterFigure.Unit> units = new ArrayList<>();
    List<String> sites = ablation.effects().stream().map(Effect::site).distinct().toList();
    String across = "site, in the order of computation";
    Axis x =
        sites.size() <= NAMED
            ? Axis.categories(across, sites)
            : Axis.linear(across, -.7, sites.size() - .3).format(NumberFormat.WHOLE);
    for (Effect effect : ablation.effects()) {
      if (effect.units().size() != 1) continue;
      units.add(
          new ScatterFigure.Unit(
              effect.site() + " " + units(effect),
              "units",
              sites.indexOf(effect.site()),
              effect.score().loss() - base));
    }
    return ScatterFigure.of(
            "Added loss of single units",
            List.of(new ScatterFigure.Scatter("", x, Axis.linear("added loss"), units)))
        .width(760);
  }
}
