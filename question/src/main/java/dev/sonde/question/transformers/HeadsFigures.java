package dev.sonde.question.transformers;

import dev.sonde.analysis.heatmap.Cells;
import dev.sonde.figure.Figure;
import dev.sonde.figure.Numbers;
import dev.sonde.figure.cells.HoverFigure;
import dev.sonde.figure.cells.HoverFigure.Hover;
import dev.sonde.figure.cells.Matrix;
import dev.sonde.figure.colour.ColourScale;
import dev.sonde.network.transformer.heads.AttentionHeads.Head;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Heads × layers. */
final class HeadsFigures {

  private HeadsFigures() {}

  /** Maps of the scores that heads are named for, and of copying. */
  static Figure maps(List<Head> heads) {
    List<Hover> hovers = new ArrayList<>();
    ColourScale shares = ColourScale.sequential(0, 1);
    hovers.add(map("previous token", heads, Head::previous, shares, "share"));
    hovers.add(map("first token", heads, Head::first, shares, "share"));
    hovers.add(map("duplicate token", heads, Head::duplicate, shares, "share"));
    hovers.add(map("induction", heads, Head::induction, shares, "share"));
    hovers.add(map("induction, control", heads, Head::control, shares, "share"));
    hovers.add(map("copying", heads, Head::copying, ColourScale.diverging(1), "Σλ / Σ|λ|"));
    int layers = heads.getLast().layer() + 1;
    return HoverFigure.of("Scores of heads", hovers, 3, 26.0 * layers + 20);
  }

  private static Hover map(
      String title,
      List<Head> heads,
      ToDoubleFunction<Head> score,
      ColourScale colours,
      String value) {
    int layers = heads.getLast().layer() + 1;
    int across = heads.size() / layers;
    Matrix matrix =
        new Matrix(
            title,
            Cells.of(layers, across, (r, c) -> score.applyAsDouble(heads.get(r * across + c))),
            "head",
            "layer",
            names(across),
            names(layers),
            colours,
            value);
    return new Hover(
        matrix,
        (r, c) ->
            "%d.%d, %s: %s"
                .formatted(
                    r, c, title, Numbers.share(score.applyAsDouble(heads.get(r * across + c)))));
  }

  private static List<String> names(int count) {
    return IntStream.range(0, count).mapToObj(Integer::toString).toList();
  }
}
