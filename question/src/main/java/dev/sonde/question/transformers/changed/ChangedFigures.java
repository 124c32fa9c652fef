package dev.sonde.question.transformers.changed;

import dev.sonde.analysis.heatmap.Cells;
import dev.sonde.figure.Axis;
import dev.sonde.figure.Figure;
import dev.sonde.figure.Mark.Point;
import dev.sonde.figure.Numbers;
import dev.sonde.figure.cells.HoverFigure;
import dev.sonde.figure.cells.HoverFigure.Hover;
import dev.sonde.figure.cells.LinesFigure;
import dev.sonde.figure.cells.Matrix;
import dev.sonde.figure.colour.ColourScale;
import dev.sonde.question.transformers.changed.ChangedAnswer.Head;
import dev.sonde.question.transformers.changed.ChangedAnswer.Layer;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Figures of differences between two models. */
final class ChangedFigures {

  private ChangedFigures() {}

  static Figure layers(ChangedAnswer answer) {
    LinesFigure.Lines streams =
        new LinesFigure.Lines(
            "Similarity of the residual streams",
            "layer (blocks before)",
            List.of(),
            Axis.linear("CKA"),
            List.of(
                line("changed", answer, Layer::cka),
                line("random", answer, Layer::ckaRandom),
                line("shuffled", answer, Layer::ckaShuffled)));
    LinesFigure.Lines lens =
        new LinesFigure.Lines(
            "Logit-lens predictions",
            "layer (blocks before)",
            List.of(),
            Axis.linear("KL in nats"),
            List.of(line("changed", answer, Layer::kl), line("random", answer, Layer::klRandom)));
    return LinesFigure.of("Layer by layer", List.of(streams, lens))
        .caption(
            "Random: the base after a random change of every weight of the same size. Shuffled:"
                + " the base compared with itself, tokens shuffled.");
  }

  private static LinesFigure.Line line(
      String name, ChangedAnswer answer, ToDoubleFunction<Layer> value) {
    return new LinesFigure.Line(
        name,
        answer.layers().stream().map(l -> new Point(l.layer(), value.applyAsDouble(l))).toList());
  }

  static Figure heads(ChangedAnswer answer) {
    List<Head> heads = answer.heads();
    double most =
        heads.stream().mapToDouble(h -> Math.max(h.divergence(), h.random())).max().orElse(0);
    ColourScale attention = ColourScale.sequential(0, most > 0 ? most : 1);
    double moved =
        heads.stream().mapToDouble(Head::change).filter(Double::isFinite).max().orElse(0);
    ColourScale weights = ColourScale.sequential(0, moved > 0 ? moved : 1);
    int layers = heads.getLast().layer() + 1;
    return HoverFigure.of(
        "Heads",
        List.of(
            map("attention", "nats", heads, Head::divergence, attention),
            map("attention, random change", "nats", heads, Head::random, attention),
            map("weights", "relative change", heads, Head::change, weights)),
        3,
        26.0 * layers + 20);
  }

  private static Hover map(
      String title,
      String unit,
      List<Head> heads,
      ToDoubleFunction<Head> value,
      ColourScale colours) {
    int layers = heads.getLast().layer() + 1;
    int across = heads.size() / layers;
    Matrix matrix =
        new Matrix(
            title,
            Cells.of(layers, across, (r, c) -> value.applyAsDouble(heads.get(r * across + c))),
            "head",
            "layer",
            IntStream.range(0, across).mapToObj(Integer::toString).toList(),
            IntStream.range(0, layers).mapToObj(Integer::toString).toList(),
            colours,
            unit);
    return new Hover(
        matrix,
        (r, c) ->
            "%d.%d, %s: %s"
                .formatted(
                    r, c, title, Numbers.plain(value.applyAsDouble(heads.get(r * across + c)))));
  }
}
