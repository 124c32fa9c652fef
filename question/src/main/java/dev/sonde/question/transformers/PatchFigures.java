package dev.sonde.question.transformers;

import dev.sonde.analysis.heatmap.Cells;
import dev.sonde.figure.Figure;
import dev.sonde.figure.Numbers;
import dev.sonde.figure.cells.HoverFigure;
import dev.sonde.figure.cells.HoverFigure.Hover;
import dev.sonde.figure.cells.Matrix;
import dev.sonde.figure.colour.ColourScale;
import dev.sonde.network.transformer.patching.PatchGrid;
import java.util.ArrayList;
import java.util.List;

/** Heatmap of the recovered logit difference by layer (and head) and position. */
final class PatchFigures {

  private PatchFigures() {}

  /** Rows are layers, or all heads ordered by layer; columns are the text's tokens. */
  static Figure grid(PatchedText answer, PatchGrid.Part part) {
    int positions = answer.tokens().size();
    int rows = answer.effects().size() / positions;
    double most = 0;
    for (PatchedText.Effect effect : answer.effects()) {
      if (Double.isFinite(effect.recovered())) most = Math.max(most, Math.abs(effect.recovered()));
    }
    boolean heads = part == PatchGrid.Part.HEAD;
    List<String> names = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      PatchedText.Effect first = answer.effects().get(row * positions);
      names.add(heads ? first.layer() + "." + first.head() : Integer.toString(first.layer()));
    }
    Matrix matrix =
        new Matrix(
            "",
            Cells.of(rows, positions, (r, c) -> at(answer, r, c)),
            "position",
            heads ? "head" : "layer",
            answer.tokens(),
            names,
            ColourScale.diverging(most > 0 ? most : 1),
            "recovered");
    Hover hover =
        new Hover(
            matrix,
            (r, c) ->
                "%s at %d '%s': %s"
                    .formatted(
                        names.get(r), c, answer.tokens().get(c), Numbers.plain(at(answer, r, c))));
    return HoverFigure.of(
        "Recovered share of the logit difference (0: corrupted, 1: clean)",
        hover,
        Math.clamp(180 + 48.0 * positions, 400, 960));
  }

  private static double at(PatchedText answer, int row, int column) {
    return answer.effects().get(row * answer.tokens().size() + column).recovered();
  }
}
