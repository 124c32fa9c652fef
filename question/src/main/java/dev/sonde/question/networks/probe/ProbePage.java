package dev.sonde.question.networks.probe;

import dev.sonde.figure.Axis;
import dev.sonde.figure.Figure;
import dev.sonde.figure.Mark.Point;
import dev.sonde.figure.Numbers;
import dev.sonde.figure.cells.LinesFigure;
import dev.sonde.figure.page.Finding;
import dev.sonde.figure.page.Finding.Tone;
import dev.sonde.figure.page.Page;
import dev.sonde.figure.table.Columns;
import dev.sonde.figure.table.Table;
import dev.sonde.question.networks.probe.ProbeAnswer.SiteProbe;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Findings, a table and a figure of probes. */
record ProbePage(ProbeSettings settings, ProbeAnswer answer) {

  private static final Columns<SiteProbe> COLUMNS =
      Columns.<SiteProbe>empty()
          .text("site", SiteProbe::site)
          .integer("width", SiteProbe::width)
          .explained("input dimensions of the probe")
          .ranked(2)
          .real("accuracy", SiteProbe::accuracy)
          .explained("share of held-out inputs classified correctly")
          .real("low", "95 % from", SiteProbe::low)
          .explained("Wilson's interval")
          .ranked(1)
          .real("high", "to", SiteProbe::high)
          .ranked(1)
          .real("train_accuracy", "training accuracy", SiteProbe::trainAccuracy)
          .ranked(3)
          .real("control_accuracy", "control task", SiteProbe::controlAccuracy)
          .real("selectivity", SiteProbe::selectivity)
          .explained("accuracy − accuracy on the control task")
          .real("shuffled_accuracy", "shuffled", SiteProbe::shuffledAccuracy)
          .explained("accuracy with shuffled labels, mean")
          .ranked(2)
          .real("shuffled_best", "best shuffled", SiteProbe::shuffledBest)
          .ranked(3)
          .real("random_accuracy", "random network", SiteProbe::randomAccuracy)
          .explained("accuracy on the same architecture with shuffled parameters")
          .real("p_adjusted", "p adjusted", SiteProbe::pAdjusted)
          .explained("permutation p, adjusted over the sites (Benjamini and Hochberg)")
          .ranked(1)
          .truth("readable", SiteProbe::readable)
          .truth("converged", SiteProbe::converged)
          .explained("whether the optimiser reached its tolerance")
          .ranked(3);

  Page summary() {
    return page(List.of(Page.Section.of("Sites", table())));
  }

  Page page() {
    return page(
        List.of(Page.Section.of("Over depth", figure()), Page.Section.of("Sites", table())));
  }

  private Table table() {
    return COLUMNS.table("sites", "Every site in the order of computation", answer.sites());
  }

  private Page page(List<Page.Section> sections) {
    return new Page(
        "Linear probes", String.valueOf(settings.model().getFileName()), findings(), sections);
  }

  private List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    findings.add(
        Finding.plain(
            "Linear probes (L2 penalty %s, standardised units) for %s, trained on %s and tested on %s; baseline (always the most frequent class): %s. Control task: %s."
                .formatted(
                    Numbers.plain(settings.penalty()),
                    Numbers.count(answer.classes().size(), "class", "classes"),
                    Numbers.count(answer.train(), "input", "inputs"),
                    Numbers.count(answer.test(), "other", "others"),
                    Numbers.percent(answer.majority()),
                    answer.control())));
    SiteProbe best =
        answer.sites().stream().max(Comparator.comparingDouble(SiteProbe::accuracy)).orElseThrow();
    findings.add(
        new Finding(
            best.readable() ? Tone.NOTABLE : Tone.PLAIN,
            "Highest accuracy at %s: %s (95 %% interval %s to %s), control task %s, selectivity %s%s."
                .formatted(
                    best.site(),
                    Numbers.percent(best.accuracy()),
                    Numbers.percent(best.low()),
                    Numbers.percent(best.high()),
                    Numbers.percent(best.controlAccuracy()),
                    Numbers.share(best.selectivity()),
                    Double.isNaN(best.randomAccuracy())
                        ? ""
                        : ", random network " + Numbers.percent(best.randomAccuracy())),
            List.of(best.site())));
    if (answer.randomNetworks() > 0) findings.add(beyondRandom());
    long readable = answer.sites().stream().filter(SiteProbe::readable).count();
    double least = 1.0 / (1 + settings.shuffles());
    findings.add(
        Finding.plain(
            "Significantly better than with shuffled labels (%s) at %d of %s (false discovery rate %s %%)%s."
                .formatted(
                    Numbers.count(settings.shuffles(), "shuffle", "shuffles"),
                    readable,
                    Numbers.count(answer.sites().size(), "site", "sites"),
                    Numbers.plain(100 * settings.alpha()),
                    least > settings.alpha()
                        ? ": too few shuffles for a decision, p is at least " + Numbers.plain(least)
                        : "")));
    List<String> unfinished =
        answer.sites().stream().filter(s -> !s.converged()).map(SiteProbe::site).toList();
    if (!unfinished.isEmpty()) {
      findings.add(
          Finding.plain(
              "The optimiser stopped after %s without converging: %s; allow more iterations."
                  .formatted(
                      Numbers.count(settings.iterations(), "step", "steps"),
                      Numbers.names(unfinished))));
    }
    answer.notes().forEach(note -> findings.add(Finding.plain(note)));
    return findings;
  }

  /** Sites at which the trained network exceeds random networks. */
  private Finding beyondRandom() {
    List<SiteProbe> beyond =
        answer.sites().stream().filter(s -> s.low() > s.randomAccuracy()).toList();
    SiteProbe most =
        answer.sites().stream()
            .max(Comparator.comparingDouble(s -> s.accuracy() - s.randomAccuracy()))
            .orElseThrow();
    return Finding.plain(
        "Above the mean of %s with the same architecture at %d of %s; largest difference at %s (%s against %s)."
            .formatted(
                Numbers.count(answer.randomNetworks(), "random network", "random networks"),
                beyond.size(),
                Numbers.count(answer.sites().size(), "site", "sites"),
                most.site(),
                Numbers.percent(most.accuracy()),
                Numbers.percent(most.randomAccuracy())));
  }

  private Figure figure() {
    List<LinesFigure.Line> lines = new ArrayList<>();
    lines.add(line("accuracy, held out", SiteProbe::accuracy));
    lines.add(line("control task", SiteProbe::controlAccuracy));
    if (answer.randomNetworks() > 0) lines.add(line("random network", SiteProbe::randomAccuracy));
    List<Axis.Tick> ticks = new ArrayList<>();
    int every = (answer.sites().size() + 29) / 30;
    for (int i = 0; i < answer.sites().size(); i += every) {
      ticks.add(new Axis.Tick(i, String.valueOf(i + 1)));
    }
    return LinesFigure.of(
            "Accuracy of linear probes",
            List.of(
                new LinesFigure.Lines(
                    "",
                    "site, in the order of computation (names in the table)",
                    ticks,
                    LinesFigure.share("accuracy on held-out inputs"),
                    lines)))
        .caption(
            "Baseline (always the most frequent class): "
                + Numbers.percent(answer.majority())
                + ".");
  }

  private LinesFigure.Line line(String name, ToDoubleFunction<SiteProbe> value) {
    List<Point> points =
        IntStream.range(0, answer.sites().size())
            .filter(i -> !Double.isNaN(value.applyAsDouble(answer.sites().get(i))))
            .mapToObj(i -> new Point(i, value.applyAsDouble(answer.sites().get(i))))
            .toList();
    return new LinesFigure.Line(name, points);
  }
}
