package dev.sonde.question.networks;

import dev.sonde.figure.Axis;
import dev.sonde.figure.Figure;
import dev.sonde.figure.Mark.Point;
import dev.sonde.figure.Numbers;
import dev.sonde.figure.cells.LinesFigure;
import dev.sonde.figure.page.Block;
import dev.sonde.figure.page.Finding;
import dev.sonde.figure.page.Finding.Tone;
import dev.sonde.figure.page.Page;
import dev.sonde.figure.table.Columns;
import dev.sonde.figure.table.Head;
import dev.sonde.figure.table.Table;
import dev.sonde.network.effects.GreedyAblation;
import dev.sonde.network.effects.GreedyAblation.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Findings, a table and a figure about units that were ablated one after another. */
final class GreedyPages {

  private GreedyPages() {}

  static Finding finding(GreedyAblation greedy, boolean least) {
    Step last = greedy.steps().getLast();
    String control =
        last.control().n() == 0
            ? "no baseline: there are too few other units"
            : "baseline, without as many at random: loss %s (%s, standard deviation %s)"
                .formatted(
                    Numbers.plain(last.control().loss()),
                    Numbers.count(last.control().n(), "set", "sets"),
                    Numbers.plain(last.control().lossDeviation()));
    return new Finding(
        Tone.NOTABLE,
        String.format(
            Locale.ROOT,
            "One after another, each time the unit that matters %s: without %s the loss is %s%s;"
                + " %s.",
            least ? "least" : "most",
            Numbers.count(last.count(), "unit", "units"),
            Numbers.plain(last.score().loss()),
            last.score().accuracy() == null
                ? ""
                : ", the accuracy " + Numbers.percent(last.score().accuracy()),
            control),
        List.of(last.site()));
  }

  static Page.Section section(GreedyAblation greedy, boolean drawn) {
    List<Block> blocks = new ArrayList<>();
    if (drawn && greedy.steps().size() > 1) blocks.add(new Block.Picture(drawing(greedy)));
    blocks.add(new Block.TableBlock(table(greedy)));
    return new Page.Section("One after another", blocks);
  }

  private static Table table(GreedyAblation greedy) {
    return Columns.<Step>empty()
        .integer("count", "units", Step::count)
        .explained("units that are ablated together, this one included")
        .text("site", "site", Step::site)
        .integer("unit", "unit", Step::unit)
        .real("loss", "loss", step -> step.score().loss())
        .and("accuracy", "accuracy", Head.Type.REAL, step -> step.score().accuracy())
        .and("changed", "changed", Head.Type.REAL, Step::changed)
        .explained("share of answers that are others than the whole network's")
        .real("control", "at random", step -> step.control().loss())
        .explained("loss without as many random units of all sites, mean over sets")
        .real("control_sd", "± at random", step -> step.control().lossDeviation())
        .explained("standard deviation over sets of random units")
        .ranked(1)
        .real("as_high", "as high at random", step -> step.control().p())
        .explained(
            "share of the sets, this one included, whose loss is at least as high; units were"
                + " chosen by their loss, so it is no test")
        .ranked(2)
        .table("greedy", "Units in the order in which they were ablated", greedy.steps());
  }

  private static Figure drawing(GreedyAblation greedy) {
    List<Point> chosen = new ArrayList<>();
    List<Point> random = new ArrayList<>();
    chosen.add(new Point(0, greedy.base().loss()));
    random.add(new Point(0, greedy.base().loss()));
    for (Step step : greedy.steps()) {
      chosen.add(new Point(step.count(), step.score().loss()));
      if (step.control().n() > 0) random.add(new Point(step.count(), step.control().loss()));
    }
    List<LinesFigure.Line> lines = new ArrayList<>();
    lines.add(new LinesFigure.Line("one after another", chosen));
    if (random.size() > 1) lines.add(new LinesFigure.Line("as many at random", random));
    return LinesFigure.of(
        "Loss without units",
        List.of(new LinesFigure.Lines("", "ablated units", List.of(), Axis.linear("loss"), lines)));
  }
}
