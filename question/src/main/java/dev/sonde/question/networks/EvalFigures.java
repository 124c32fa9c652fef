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

/** Figures of a classifier's confusions and calibration. */
final class EvalFigures {

  /** With more classes the figure is unreadable. */
  private static final int MOST = 200;

  private EvalFigures() {}

  /** The confusion matrix; empty for too many classes. */
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
        MatrixFigure.of("Confusion matrix", List.of(matrix), 1, Math.clamp(26.0 * n, 160, 560))
            .caption("Rows: true class; columns: predicted class. Each row sums to 1."));
  }

  /** Accuracy by confidence, with the diagonal of perfect calibration. */
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
    return Figure.grid("Calibration: accuracy by confidence", 1, List.of(panel))
        .width(520)
        .caption(
            "Predictions in bins of confidence; below the dashed line the network is"
                + " overconfident.");
  }
}
