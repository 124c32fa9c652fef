package dev.sonde.study.addition;

import dev.sonde.analysis.heatmap.Cells;
import dev.sonde.figure.Axis;
import dev.sonde.figure.Axis.Tick;
import dev.sonde.figure.Figure;
import dev.sonde.figure.Mark.Point;
import dev.sonde.figure.cells.LinesFigure;
import dev.sonde.figure.cells.Matrix;
import dev.sonde.figure.cells.MatrixFigure;
import dev.sonde.figure.cells.RankingFigure;
import dev.sonde.figure.colour.ColourScale;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Right and wrong answers, drawn. */
public final class AnswerFigures {

  /** Cells of an error map along one side, at most. */
  private static final int SIDE = 100;

  private AnswerFigures() {}

  /** What is left when units are ablated. */
  public static Figure ablation(AblationStudy study, AblationStudy.To to) {
    List<RankingFigure.Ranking> rankings = new ArrayList<>();
    for (AblationStudy.Side side : AblationStudy.Side.values()) {
      List<RankingFigure.Item> items =
          study.ranking(side).stream()
              .map(e -> new RankingFigure.Item(name(e), List.of(e.exact(), e.character())))
              .toList();
      if (!items.isEmpty()) {
        String title =
            side.toString().toUpperCase(Locale.ROOT).charAt(0) + side.toString().substring(1);
        rankings.add(new RankingFigure.Ranking(title, items));
      }
    }
    return RankingFigure.of(
            "Accuracy that is left when units are ablated",
            List.of("exact sums", "characters"),
            List.of(study.whole().exact(), study.whole().character()),
            rankings)
        .caption(
            "h and c of the unit are set to "
                + (to == AblationStudy.To.ZERO ? "zero" : "their mean at that step")
                + " at every step. "
                + study.whole().n()
                + " sums.");
  }

  /** {@code 18}, or {@code 3+5} for a group. */
  static String name(AblationStudy.Effect effect) {
    return effect.units().stream().map(String::valueOf).collect(Collectors.joining("+"));
  }

  /**
   * Where errors sit in the square of both terms; {@code names} tells whose answers they are.
   *
   * @throws AdditionException if the sums have more than two terms
   */
  public static Figure errors(List<String> names, List<Answers> answers, Format format) {
    if (format.terms() != 2) {
      throw new AdditionException("a map of errors needs sums of two terms, not " + format.terms());
    }
    int width = Math.max(1, (format.bound() + SIDE - 1) / SIDE);
    int side = (format.bound() + width - 1) / width;
    List<Matrix> maps = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      maps.add(map(names.get(i), answers.get(i), side, width));
    }
    String each = width == 1 ? "one sum" : "sums of " + width + " × " + width + " terms";
    boolean gaps = answers.stream().anyMatch(a -> a.size() < Sums.count(format));
    return MatrixFigure.of(
            "Wrong answers by both terms", maps, maps.size(), maps.size() == 1 ? 430 : 330)
        .caption("Each cell is " + each + (gaps ? "; pink where none was asked." : "."));
  }

  private static Matrix map(String name, Answers answers, int side, int width) {
    double[] wrong = new double[side * side];
    int[] asked = new int[side * side];
    for (int i = 0; i < answers.size(); i++) {
      List<Integer> terms = answers.sums().get(i).terms();
      int cell = terms.get(0) / width * side + terms.get(1) / width;
      asked[cell]++;
      if (!answers.exact(i)) wrong[cell]++;
    }
    Cells cells =
        Cells.of(
            side,
            side,
            (r, c) ->
                asked[r * side + c] == 0 ? Double.NaN : wrong[r * side + c] / asked[r * side + c]);
    List<String> labels =
        IntStream.range(0, side)
            .mapToObj(i -> i * width % 10 == 0 && i % 10 == 0 ? String.valueOf(i * width) : "")
            .toList();
    return new Matrix(
        name,
        cells,
        "second term",
        "first term",
        labels,
        labels,
        ColourScale.sequential(0, 1),
        "share wrong");
  }

  /** Accuracy by total, by carries and by position. */
  public static Figure groups(String first, String second, Disagreement found) {
    return LinesFigure.of(
        "Accuracy by kind of sum",
        List.of(
            lines("By total", "a + b", List.of(), "exact", found.byTotal(), first, second),
            lines(
                "By carries",
                "columns that carry",
                named(found.byCarries()),
                "exact",
                found.byCarries(),
                first,
                second),
            lines(
                "By position",
                "position in the answer",
                named(found.byPosition()),
                "right",
                found.byPosition(),
                first,
                second)));
  }

  private static List<Tick> named(List<Disagreement.Group> groups) {
    return groups.stream().map(g -> new Tick(g.at(), g.label())).toList();
  }

  private static LinesFigure.Lines lines(
      String title,
      String x,
      List<Tick> ticks,
      String y,
      List<Disagreement.Group> groups,
      String first,
      String second) {
    return new LinesFigure.Lines(
        title,
        x,
        ticks,
        LinesFigure.share(y),
        List.of(
            line(first, groups, Disagreement.Group::first),
            line(second, groups, Disagreement.Group::second)));
  }

  private static LinesFigure.Line line(
      String name, List<Disagreement.Group> groups, ToDoubleFunction<Disagreement.Group> value) {
    return new LinesFigure.Line(
        name, groups.stream().map(g -> new Point(g.at(), value.applyAsDouble(g))).toList());
  }

  /** Learning curves of several trainings; equal names share a colour. */
  public static Figure curves(
      String title, List<LinesFigure.Line> character, List<LinesFigure.Line> exact) {
    Axis share = LinesFigure.share("accuracy");
    return LinesFigure.of(
        title,
        List.of(
            new LinesFigure.Lines("Characters", "epoch", List.of(), share, character),
            new LinesFigure.Lines("Exact sums", "epoch", List.of(), share, exact)));
  }
}
