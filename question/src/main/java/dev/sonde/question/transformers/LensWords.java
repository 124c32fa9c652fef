package dev.sonde.question.transformers;

import dev.sonde.analysis.heatmap.Cells;
import dev.sonde.figure.Axis;
import dev.sonde.figure.Figure;
import dev.sonde.figure.Mark;
import dev.sonde.figure.Mark.Point;
import dev.sonde.figure.Numbers;
import dev.sonde.figure.Panel;
import dev.sonde.figure.cells.HoverFigure;
import dev.sonde.figure.cells.HoverFigure.Hover;
import dev.sonde.figure.cells.LinesFigure;
import dev.sonde.figure.cells.Matrix;
import dev.sonde.figure.colour.Colour;
import dev.sonde.figure.colour.ColourScale;
import dev.sonde.figure.page.Finding;
import dev.sonde.figure.page.Finding.Tone;
import dev.sonde.network.transformer.lens.LogitLens;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Findings and figures of a lens. */
final class LensWords {

  /** Cells of the figure name their token only up to this many positions. */
  private static final int WRITTEN = 24;

  private static final int LETTERS = 7;

  private LensWords() {}

  static List<Finding> findings(LensSettings settings, LensAnswer answer) {
    List<Finding> findings = new ArrayList<>();
    boolean cached = settings.norm() == LogitLens.Norm.CACHED;
    String norm = cached ? "cached from the last layer" : "recomputed for each layer";
    findings.add(
        Finding.plain(
            "%d tokens, %d layers%s; the scale of the final norm is %s."
                .formatted(
                    answer.tokens().size(),
                    answer.agreement().size() - 1,
                    answer.tuned().isEmpty() ? "" : ", through a tuned lens",
                    norm)));
    findings.add(
        Finding.plain(
            "Share of positions at which the layer already predicts the model's token, from the"
                + " embedding to the last layer: "
                + shares(answer.agreement())
                + "."));
    findings.add(
        Finding.plain(
            "KL(model ‖ layer) in nats, from the embedding to the last layer: %s."
                .formatted(
                    answer.kl().stream().map(Numbers::plain).collect(Collectors.joining(", ")))));
    if (!answer.tuned().isEmpty()) findings.add(tuned(answer));
    return findings;
  }

  private static String shares(List<Double> all) {
    return all.stream().map(Numbers::share).collect(Collectors.joining(", "));
  }

  private static Finding tuned(LensAnswer answer) {
    List<LensAnswer.Tuned> told =
        answer.tuned().stream().filter(t -> !Double.isNaN(t.after())).toList();
    if (told.isEmpty()) {
      return Finding.plain(
          "The file of the tuned lens does not record its KL before and after fitting.");
    }
    List<LensAnswer.Tuned> worse = told.stream().filter(t -> t.after() >= t.before()).toList();
    String before =
        told.stream().map(t -> Numbers.plain(t.before())).collect(Collectors.joining(", "));
    String after =
        told.stream().map(t -> Numbers.plain(t.after())).collect(Collectors.joining(", "));
    return new Finding(
        worse.isEmpty() ? Tone.NOTABLE : Tone.GRAVE,
        "KL on held-out text by layer, in nats: plain lens %s; tuned lens %s%s."
            .formatted(
                before,
                after,
                worse.isEmpty()
                    ? ""
                    : "; not better in "
                        + Numbers.count(worse.size(), "layer", "layers")
                        + ": fit it on more text, or with fewer steps"));
  }

  /** Layers × positions: the most probable token and its probability. */
  static Figure grid(LensAnswer answer) {
    int n = answer.tokens().size();
    int layers = answer.agreement().size();
    Matrix matrix =
        new Matrix(
            "",
            Cells.of(layers, n, (r, c) -> at(answer, r, c).top().getFirst().p()),
            "input token",
            "layer (blocks before)",
            answer.tokens(),
            IntStream.range(0, layers).mapToObj(Integer::toString).toList(),
            ColourScale.sequential(0, 1),
            "probability");
    Hover hover = new Hover(matrix, (r, c) -> words(at(answer, r, c)));
    double width = n <= WRITTEN ? Math.clamp(170 + 56.0 * n, 360, 1600) : 960;
    Figure figure = HoverFigure.of("The most probable token by layer and position", hover, width);
    if (n > WRITTEN) return figure;
    Panel panel = figure.panels().getFirst();
    List<Mark> marks = new ArrayList<>(panel.marks());
    for (int layer = 0; layer < layers; layer++) {
      for (int position = 0; position < n; position++) {
        LensAnswer.Guess best = at(answer, layer, position).top().getFirst();
        Colour colour = best.p() > .6 ? Colour.rgb(0x10151a) : Colour.rgb(0xffffff);
        marks.add(Mark.Text.centred(new Point(position, layer), shortened(best.token()), colour));
      }
    }
    Panel written =
        new Panel(
            panel.title(),
            panel.x(),
            panel.y(),
            marks,
            panel.guides(),
            Math.max(90, 24.0 * layers),
            false);
    return Figure.of(figure.title(), written).width(width).caption(figure.caption());
  }

  private static LensAnswer.Reading at(LensAnswer answer, int layer, int position) {
    return answer.layers().get(layer * answer.tokens().size() + position);
  }

  private static String shortened(String token) {
    int letters = token.codePointCount(0, token.length());
    if (letters <= LETTERS) return token;
    return token.substring(0, token.offsetByCodePoints(0, LETTERS - 1)) + "…";
  }

  private static String words(LensAnswer.Reading reading) {
    String top =
        reading.top().stream()
            .map(g -> "'" + g.token() + "' " + Numbers.share(g.p()))
            .collect(Collectors.joining(", "));
    LensAnswer.Answer answer = reading.answer();
    return "layer %d, position %d: %s; answer '%s' rank %d, p %s; KL %s"
        .formatted(
            reading.layer(),
            reading.position(),
            top,
            answer.token(),
            answer.rank(),
            Numbers.share(answer.p()),
            Numbers.plain(answer.kl()));
  }

  /** Agreement and KL by layer. */
  static Figure lines(LensAnswer answer) {
    return LinesFigure.of(
        "How soon the model has its answer",
        List.of(
            lines("Same best token", LinesFigure.share("share of positions"), answer.agreement()),
            lines("KL of the final distribution", Axis.linear("nats"), answer.kl())));
  }

  private static LinesFigure.Lines lines(String title, Axis axis, List<Double> values) {
    List<Point> points = new ArrayList<>();
    for (int n = 0; n < values.size(); n++) points.add(new Point(n, values.get(n)));
    return new LinesFigure.Lines(
        title,
        "layer (blocks before)",
        List.of(),
        axis,
        List.of(new LinesFigure.Line(title, points)));
  }
}
