package dev.sonde.question.networks;

import dev.sonde.analysis.heatmap.Cells;
import dev.sonde.figure.Figure;
import dev.sonde.figure.Mark;
import dev.sonde.figure.Panel;
import dev.sonde.figure.Symbol;
import dev.sonde.figure.cells.LinesFigure;
import dev.sonde.figure.cells.Matrix;
import dev.sonde.figure.cells.MatrixFigure;
import dev.sonde.figure.colour.Colour;
import dev.sonde.figure.colour.ColourScale;
import dev.sonde.figure.colour.Fill;
import dev.sonde.figure.colour.Palette;
import dev.sonde.figure.colour.Stroke;
import dev.sonde.network.effects.Calibration;
import dev.sonde.network.effects.Evaluation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Drawings of how good a network is. */
final class EvalFigures {

  /** More classes are no picture. */
  private static final int MOST = 200;

  private EvalFigures() {}

  /** Classes by what was said; empty for too many. */
  static Optional<Figure> confusion(Evaluation evaluation) {
    int n = evaluation.classes().size();
    if (n > MOST) return Optional.empty();
    List<String> names = evaluation.classes().stream().map(Evaluation.OfClass::name).toList();
    Cells cells =
        Cells.of(
            n,
            n,
            (row, column) ->
                (double) evaluation.confusion().get(row).get(column)
                    / Math.max(1, evaluation.classes().get(row).n()));
    Matrix matrix =
        new Matrix(
            "",
            cells,
            "said",
            "class",
            names,
            names,
            ColourScale.sequential(0, 1),
            "share of the class");
    return Optional.of(
        MatrixFigure.of(
                "What is said of each class", List.of(matrix), 1, Math.clamp(26.0 * n, 160, 560))
            .caption(
                "Each row sums to 1: of all examples of the class, how many are taken for what."));
  }

  /** Accuracy by confidence, beside the line on which both are the same. */
  static Figure reliability(Calibration calibration) {
    List<Mark.Point> points = new ArrayList<>();
    for (Calibration.Bin bin : calibration.bins()) {
      if (bin.n() > 0) points.add(new Mark.Point(bin.confidence(), bin.accuracy()));
    }
    Panel panel =
        Panel.of(
                LinesFigure.share("confidence"),
                LinesFigure.share("accuracy"),
                Mark.Line.of(
                    List.of(new Mark.Point(0, 0), new Mark.Point(1, 1)),
                    Stroke.of(Colour.MUTED).width(1).dash(Stroke.Dash.DASHED)),
                Mark.Line.of(points, Stroke.of(Palette.BLUE)),
                Mark.Dots.of(points, Symbol.CIRCLE, 6, Fill.of(Palette.BLUE)))
            .height(280);
    return Figure.grid("Is it right as often as it is sure?", 1, List.of(panel))
        .width(520)
        .caption("Answers in bins of confidence; below the dashed line it is surer than right.");
  }
}
