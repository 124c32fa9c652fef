package dev.sonde.study.guided;

import dev.sonde.figure.Axis;
import dev.sonde.figure.Figure;
import dev.sonde.figure.Guide;
import dev.sonde.figure.Mark;
import dev.sonde.figure.Numbers;
import dev.sonde.figure.Panel;
import dev.sonde.figure.Symbol;
import dev.sonde.figure.cells.LinesFigure;
import dev.sonde.figure.colour.Colour;
import dev.sonde.figure.colour.Fill;
import dev.sonde.figure.colour.Palette;
import dev.sonde.figure.colour.Stroke;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The drawings of the study of guidance. */
final class GuidedFigures {

  static final List<String> GROUPS = List.of("guided", "baseline");

  /** The order in which a reader meets them: harder ones further down. */
  static final List<String> SPLITS = Arrays.stream(Split.values()).map(Split::toString).toList();

  private GuidedFigures() {}

  private static Colour colour(String group) {
    return Palette.category(GROUPS.indexOf(group));
  }

  private static Guide.Entry entry(String name, Colour colour, Symbol symbol) {
    return new Guide.Entry(name, new Guide.Sample.Marker(symbol, colour));
  }

  /** Sequence accuracy of every network on every split, the published mean as a cross. */
  static Figure accuracy(String cell, Rows runs, Rows means) {
    List<Mark> marks = new ArrayList<>();
    for (String group : GROUPS) {
      double lane = group.equals("guided") ? -0.16 : 0.16;
      List<Mark.Point> points = new ArrayList<>();
      List<Mark.Dot> published = new ArrayList<>();
      for (int s = 0; s < SPLITS.size(); s++) {
        String split = SPLITS.get(s);
        Rows of = runs.where("cell", cell).where("model", group).where("split", split);
        for (int i = 0; i < of.size(); i++) {
          points.add(new Mark.Point(of.number(i, "sequence"), s + lane));
        }
        Rows mean = means.where("cell", cell).where("model", group).where("split", split);
        double known = mean.first("published");
        if (Double.isNaN(known)) continue;
        published.add(
            new Mark.Dot(
                new Mark.Point(known, s + lane),
                Symbol.PLUS,
                12,
                Fill.of(Colour.INK),
                "published: " + Numbers.share(known)));
      }
      marks.add(new Mark.Dots(published));
      marks.add(Mark.Dots.of(points, Symbol.CIRCLE, 8, Fill.of(colour(group)).opacity(0.6)));
    }
    Panel panel =
        Panel.of(Axis.linear("sequence accuracy", -0.03, 1.03), Axis.categories("", SPLITS), marks)
            .height(SPLITS.size() * 30.0)
            .guides(
                Guide.Legend.of(
                    entry("guided", colour("guided"), Symbol.CIRCLE),
                    entry("baseline", colour("baseline"), Symbol.CIRCLE),
                    entry("published mean", Colour.INK, Symbol.PLUS)));
    return Figure.of(
            "Who gets whole sequences right? " + cell.toUpperCase(java.util.Locale.ROOT), panel)
        .caption(
            "Each dot is one trained network, on examples that it has not seen (but for train).");
  }

  /** Validation loss (of the answers alone, so that the groups compare) over training. */
  static Figure training(String cell, Rows history) {
    List<LinesFigure.Line> lines = new ArrayList<>();
    for (String group : GROUPS) {
      Rows of = history.where("cell", cell).where("model", group);
      for (String run : of.values("run")) {
        Rows one = of.where("run", run);
        lines.add(
            new LinesFigure.Line(
                group,
                one.indices().stream()
                    .map(
                        i ->
                            new Mark.Point(
                                one.number(i, "step"),
                                Math.max(1e-4, one.number(i, "spoken_loss"))))
                    .toList()));
      }
    }
    return LinesFigure.of(
            "Loss on validation during training, " + cell.toUpperCase(java.util.Locale.ROOT),
            List.of(
                new LinesFigure.Lines(
                    "",
                    "training step",
                    List.of(),
                    Axis.log("loss of the answers").unit("nats per sequence"),
                    lines)))
        .caption("A line per network; losses below 0.0001 are drawn there.");
  }

  /** After a part was moved: every network, one split. */
  static Figure transfer(String cell, Rows runs, Rows means, String recipient, String split) {
    List<String> retrainings = List.of("none", "baseline", "guided");
    List<Symbol> symbols = List.of(Symbol.RING, Symbol.SQUARE, Symbol.TRIANGLE);
    List<Colour> colours = List.of(Palette.GREY, Palette.VERMILION, Palette.BLUE);
    List<String> names = new ArrayList<>();
    List<Mark> marks = new ArrayList<>();
    Rows here = runs.where("cell", cell).where("model", recipient).where("split", split);
    for (String part : here.values("part")) {
      for (String donor : here.where("part", part).values("donor")) {
        int row = names.size();
        names.add(part + " of " + (donor.equals(recipient) ? "another " : "a ") + donor);
        for (int r = 0; r < retrainings.size(); r++) {
          Rows of =
              here.where("part", part).where("donor", donor).where("retrained", retrainings.get(r));
          List<Mark.Point> points = new ArrayList<>();
          for (int i = 0; i < of.size(); i++) {
            points.add(new Mark.Point(of.number(i, "sequence"), row + (r - 1) * 0.22));
          }
          marks.add(Mark.Dots.of(points, symbols.get(r), 8, Fill.of(colours.get(r)).opacity(0.75)));
        }
      }
    }
    for (String group : GROUPS) {
      double mean =
          means.where("cell", cell).where("model", group).where("split", split).first("mean");
      marks.add(
          new Mark.Rule(
              Mark.Way.UP, mean, Stroke.of(colour(group)).width(1.2).dash(Stroke.Dash.DASHED), ""));
    }
    Panel panel =
        Panel.of(
                Axis.linear("sequence accuracy on " + split, -0.03, 1.03),
                Axis.categories("", names.isEmpty() ? List.of("–") : names),
                marks)
            .height(Math.max(1, names.size()) * 40.0)
            .guides(
                Guide.Legend.of(
                    entry("not retrained", colours.get(0), symbols.get(0)),
                    entry("rest retrained without guidance", colours.get(1), symbols.get(1)),
                    entry("with guidance", colours.get(2), symbols.get(2))));
    return Figure.of("A " + recipient + " network gets …", panel)
        .caption(
            "A dot per network. Dashed: mean of the groups as they were trained (blue guided,"
                + " orange baseline).");
  }

  /** Probes for the first and the second table, step by step, both groups. */
  static Figure probes(String cell, Rows means, String split) {
    List<Panel> panels = new ArrayList<>();
    for (String layer : List.of("encoder", "decoder")) {
      for (int place = 1; place <= 2; place++) {
        List<Mark> marks = new ArrayList<>();
        Rows here =
            means
                .where("cell", cell)
                .where("split", split)
                .where("layer", layer)
                .where("table_place", place);
        for (String group : GROUPS) {
          Rows of = here.where("model", group);
          List<Mark.Point> points = new ArrayList<>();
          List<Mark.Dot> published = new ArrayList<>();
          for (int i = 0; i < of.size(); i++) {
            double x = of.number(i, "step");
            points.add(new Mark.Point(x, of.number(i, "mean")));
            marks.add(
                new Mark.Interval(
                    Mark.Way.UP,
                    x,
                    of.number(i, "least"),
                    of.number(i, "most"),
                    Stroke.of(colour(group)).width(1)));
            double known = of.number(i, "published");
            if (Double.isNaN(known)) continue;
            published.add(
                new Mark.Dot(
                    new Mark.Point(x + (group.equals("guided") ? 0.09 : -0.09), known),
                    Symbol.PLUS,
                    10,
                    Fill.of(colour(group)),
                    "published, " + group + ": " + Numbers.share(known)));
          }
          marks.add(Mark.Line.of(points, Stroke.of(colour(group)).width(2)));
          marks.add(Mark.Dots.of(points, Symbol.CIRCLE, 6, Fill.of(colour(group))));
          marks.add(new Mark.Dots(published));
        }
        List<Mark.Point> control = new ArrayList<>();
        Rows any = here.where("model", "guided");
        for (int i = 0; i < any.size(); i++) {
          control.add(new Mark.Point(any.number(i, "step"), any.number(i, "shuffled")));
        }
        marks.add(
            Mark.Line.of(control, Stroke.of(Colour.MUTED).width(1.2).dash(Stroke.Dash.DASHED)));
        int steps = any.size();
        List<Axis.Tick> ticks = new ArrayList<>();
        for (int t = 1; t <= steps; t++) ticks.add(new Axis.Tick(t, String.valueOf(t)));
        panels.add(
            Panel.of(
                    Axis.linear("step of the " + layer, 0.8, Math.max(2, steps) + 0.2).ticks(ticks),
                    Axis.linear("accuracy of the probe", 0, 1.03),
                    marks)
                .title((place == 1 ? "first" : "second") + " table, from the " + layer)
                .height(170));
      }
    }
    return Figure.grid("From which state can one read which table is applied?", 2, panels)
        .guides(
            Guide.Legend.of(
                entry("guided", colour("guided"), Symbol.CIRCLE),
                entry("baseline", colour("baseline"), Symbol.CIRCLE),
                entry("published", Colour.INK, Symbol.PLUS),
                new Guide.Entry(
                    "shuffled labels",
                    new Guide.Sample.Line(
                        Stroke.of(Colour.MUTED).width(1.2).dash(Stroke.Dash.DASHED)))))
        .caption(
            "Mean over networks, bars from the least to the most. Shuffled labels show what chance"
                + " gives.");
  }

  /** How far the state moves in each step. */
  static Figure change(String cell, Rows means, String split) {
    List<Panel> panels = new ArrayList<>();
    for (String layer : List.of("encoder", "decoder")) {
      List<Mark> marks = new ArrayList<>();
      int steps = 0;
      for (String group : GROUPS) {
        Rows of =
            means
                .where("cell", cell)
                .where("split", split)
                .where("layer", layer)
                .where("model", group);
        List<Mark.Point> points = new ArrayList<>();
        for (int i = 0; i < of.size(); i++) {
          double x = of.number(i, "step");
          steps = Math.max(steps, (int) x);
          points.add(new Mark.Point(x, of.number(i, "mean")));
          marks.add(
              new Mark.Interval(
                  Mark.Way.UP,
                  x,
                  of.number(i, "least"),
                  of.number(i, "most"),
                  Stroke.of(colour(group)).width(1)));
        }
        marks.add(Mark.Line.of(points, Stroke.of(colour(group)).width(2)));
        marks.add(Mark.Dots.of(points, Symbol.CIRCLE, 6, Fill.of(colour(group))));
      }
      List<Axis.Tick> ticks = new ArrayList<>();
      for (int t = 2; t <= steps; t++) ticks.add(new Axis.Tick(t, (t - 1) + "→" + t));
      marks.add(Mark.Rule.horizontal(0, Stroke.of(Colour.GRID).width(1)));
      panels.add(
          Panel.of(
                  Axis.linear("step of the " + layer, 1.8, Math.max(3, steps) + 0.2).ticks(ticks),
                  Axis.linear("distance moved"),
                  marks)
              .title(layer)
              .height(180));
    }
    return Figure.grid("How far the hidden state moves in each step", 2, panels)
        .guides(
            Guide.Legend.of(
                entry("guided", colour("guided"), Symbol.CIRCLE),
                entry("baseline", colour("baseline"), Symbol.CIRCLE)))
        .caption(
            "Euclidean distance, mean over the examples of "
                + split
                + ", then over networks; bars from the least to the most network.");
  }
}
