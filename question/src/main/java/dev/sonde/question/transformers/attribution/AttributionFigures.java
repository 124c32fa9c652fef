package dev.sonde.question.transformers.attribution;

import dev.sonde.analysis.heatmap.Cells;
import dev.sonde.figure.Axis;
import dev.sonde.figure.Figure;
import dev.sonde.figure.Mark;
import dev.sonde.figure.Numbers;
import dev.sonde.figure.Panel;
import dev.sonde.figure.Range;
import dev.sonde.figure.cells.HoverFigure;
import dev.sonde.figure.cells.HoverFigure.Hover;
import dev.sonde.figure.cells.Matrix;
import dev.sonde.figure.colour.ColourScale;
import dev.sonde.figure.colour.Fill;
import dev.sonde.figure.colour.Palette;
import dev.sonde.question.transformers.attribution.AttributionAnswer.Part;
import dev.sonde.question.transformers.attribution.AttributionAnswer.Source;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Figures of a decomposed logit. */
final class AttributionFigures {

  private static final int ROWS = 24;

  private AttributionFigures() {}

  private static ColourScale scale(double most) {
    return ColourScale.diverging(most > 0 ? most : 1);
  }

  /** Heads × layers. */
  static Figure heads(AttributionAnswer answer) {
    int layers = answer.sources().getLast().layer() + 1;
    int heads = answer.sources().size() / layers;
    List<Double> values = answer.sources().stream().map(AttributionWords::sum).toList();
    double most = values.stream().mapToDouble(Math::abs).max().orElse(1);
    Matrix matrix =
        new Matrix(
            "",
            Cells.of(layers, heads, (r, c) -> values.get(r * heads + c)),
            "head",
            "layer",
            IntStream.range(0, heads).mapToObj(Integer::toString).toList(),
            IntStream.range(0, layers).mapToObj(Integer::toString).toList(),
            scale(most),
            "adds");
    Hover hover =
        new Hover(
            matrix,
            (r, c) -> "%d.%d: %s".formatted(r, c, Numbers.plain(values.get(r * heads + c))));
    return HoverFigure.of(
        "Contribution of each head", hover, Math.clamp(140 + 40.0 * heads, 320, 960));
  }

  /** All parts as bars, in the order of the model, the heads of a layer summed. */
  static Figure layers(AttributionAnswer answer) {
    List<String> names = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    for (Part part : answer.parts()) {
      String name =
          part.kind().equals("head")
              ? "attn." + part.component().substring(0, part.component().indexOf('.'))
              : part.component();
      int at = names.indexOf(name);
      if (at < 0) {
        names.add(name);
        values.add(part.value());
      } else {
        values.set(at, values.get(at) + part.value());
      }
    }
    List<Mark> marks = new ArrayList<>();
    for (boolean up : new boolean[] {true, false}) {
      List<Mark.Bar> bars = new ArrayList<>();
      for (int i = 0; i < names.size(); i++) {
        double value = values.get(i);
        if (value >= 0 != up) continue;
        bars.add(
            new Mark.Bar(
                Range.of(i - .4, i + .4),
                Range.of(Math.min(0, value), Math.max(0, value)),
                names.get(i) + ": " + Numbers.plain(value)));
      }
      marks.add(new Mark.Bars(bars, Fill.of(up ? Palette.category(1) : Palette.category(0))));
    }
    Panel panel =
        Panel.of(
                Axis.categories("component", names),
                Axis.linear("contribution to the logit"),
                marks)
            .height(220);
    return Figure.of("Contributions of embedding, attention, MLPs and biases", panel)
        .width(Math.clamp(160 + 34.0 * names.size(), 360, 960));
  }

  /** The heads with the largest contributions × their source tokens. */
  static Figure sources(AttributionAnswer answer) {
    List<Source> heads =
        answer.sources().stream()
            .sorted(Comparator.comparingDouble((Source s) -> -Math.abs(AttributionWords.sum(s))))
            .limit(ROWS)
            .toList();
    int n = answer.tokens().size();
    double most = 0;
    for (Source head : heads) for (double v : head.values()) most = Math.max(most, Math.abs(v));
    Matrix matrix =
        new Matrix(
            "",
            Cells.of(heads.size(), n, (r, c) -> heads.get(r).values().get(c)),
            "source token",
            "head",
            answer.tokens(),
            heads.stream().map(h -> h.layer() + "." + h.head()).toList(),
            scale(most),
            "adds");
    Hover hover =
        new Hover(
            matrix,
            (r, c) ->
                "%d.%d from %d '%s': %s"
                    .formatted(
                        heads.get(r).layer(),
                        heads.get(r).head(),
                        c,
                        answer.tokens().get(c),
                        Numbers.plain(heads.get(r).values().get(c))));
    return HoverFigure.of(
        "Source tokens of the heads with the largest contributions",
        hover,
        Math.clamp(180 + 18.0 * n, 360, 960));
  }
}
