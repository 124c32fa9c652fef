package dev.sonde.study.induction;

import dev.sonde.figure.Axis;
import dev.sonde.figure.Figure;
import dev.sonde.figure.Mark.Point;
import dev.sonde.figure.cells.LinesFigure;
import dev.sonde.figure.cells.LinesFigure.Line;
import dev.sonde.figure.cells.LinesFigure.Lines;
import dev.sonde.figure.table.Table;
import java.util.ArrayList;
import java.util.List;

/** Courses over steps, and loss by place. */
final class InductionFigures {

  private static final String STEP = "step";
  private static final String NATS = "mean cross-entropy (nats)";

  private InductionFigures() {}

  private static String layers(Measured m) {
    return m.member().layers() == 1 ? "one layer" : "two layers";
  }

  static Figure learning(List<Measured> all) {
    List<Line> again = new ArrayList<>();
    List<Line> first = new ArrayList<>();
    List<Line> context = new ArrayList<>();
    for (Measured m : all) {
      again.add(line(layers(m), m.training(), "again_loss"));
      first.add(line(layers(m), m.training(), "first_loss"));
      context.add(line(layers(m), m.training(), "in_context"));
    }
    return LinesFigure.of(
            "Loss over training",
            List.of(
                new Lines("Repeated tokens", STEP, List.of(), Axis.linear(NATS), again),
                new Lines(
                    "New tokens (first occurrence)", STEP, List.of(), Axis.linear(NATS), first),
                new Lines(
                    "In-context score",
                    STEP,
                    List.of(),
                    Axis.linear("loss of last − first tokens (nats)"),
                    context)))
        .width(1200)
        .caption("One line per network.");
  }

  /** Scores of the best heads, the networks of two layers beside those of one. */
  static Figure heads(List<Measured> all) {
    List<Lines> panels = new ArrayList<>();
    for (int layers = 2; layers >= 1; layers--) {
      List<Line> lines = new ArrayList<>();
      for (Measured m : all) if (m.member().layers() == layers) lines.addAll(best(m));
      if (lines.isEmpty()) continue;
      panels.add(
          new Lines(
              layers == 1 ? "One layer" : "Two layers",
              STEP,
              List.of(),
              LinesFigure.share("share of attention"),
              lines));
    }
    return LinesFigure.of("Scores of the best heads over training", panels)
        .caption(
            "The largest score of a head for each network and step: previous token (first"
                + " layer), induction (any layer), and induction without repetition (control)."
                + " At step 0 heads are random.");
  }

  private static List<Line> best(Measured m) {
    List<Point> previous = new ArrayList<>();
    List<Point> induction = new ArrayList<>();
    List<Point> control = new ArrayList<>();
    for (long step : m.steps()) {
      previous.add(new Point(step, m.best(step, Score::previous, score -> score.layer() == 0)));
      induction.add(new Point(step, m.best(step, Score::induction, _ -> true)));
      control.add(new Point(step, m.best(step, Score::control, _ -> true)));
    }
    return List.of(
        new Line("previous token", previous),
        new Line("induction", induction),
        new Line("control: no repetition", control));
  }

  /** Loss by place at the first and the last kept network. */
  static Figure places(List<Measured> all) {
    List<Line> lines = new ArrayList<>();
    for (Measured m : all) lines.add(new Line("trained, " + layers(m), places(m, true)));
    lines.add(new Line("untrained", places(all.getFirst(), false)));
    return LinesFigure.of(
            "Loss by position in the sequence",
            List.of(
                new Lines(
                    "", "position of the predicted token", List.of(), Axis.linear(NATS), lines)))
        .caption(
            "One line per network, mean over its " + SequencesObjective.JUDGED + " sequences.");
  }

  private static List<Point> places(Measured m, boolean trained) {
    List<Long> steps = m.steps();
    long wanted = trained ? steps.getLast() : steps.getFirst();
    List<Point> points = new ArrayList<>();
    Table table = m.places();
    for (int i = 0; i < table.rows().size(); i++) {
      if (table.number(i, STEP) == wanted) {
        points.add(new Point(table.number(i, "place"), table.number(i, "loss")));
      }
    }
    return points;
  }

  private static Line line(String name, Table table, String figure) {
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < table.rows().size(); i++) {
      points.add(new Point(table.number(i, STEP), table.number(i, figure)));
    }
    return new Line(name, points);
  }
}
