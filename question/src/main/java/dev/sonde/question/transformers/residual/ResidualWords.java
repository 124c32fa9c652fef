package dev.sonde.question.transformers.residual;

import dev.sonde.figure.Axis;
import dev.sonde.figure.Figure;
import dev.sonde.figure.Mark.Point;
import dev.sonde.figure.Numbers;
import dev.sonde.figure.cells.LinesFigure;
import dev.sonde.figure.page.Block.TableBlock;
import dev.sonde.figure.page.Finding;
import dev.sonde.figure.page.Finding.Tone;
import dev.sonde.figure.table.Columns;
import dev.sonde.network.transformer.neurons.NeuronActivity;
import dev.sonde.network.transformer.residual.ResidualStream;
import dev.sonde.network.transformer.residual.ResidualStream.Layer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Findings, tables and figures of the residual stream. */
final class ResidualWords {

  /** A dimension is an outlier from this many times the baseline of independent ones. */
  private static final double OUTLIER = 2;

  private ResidualWords() {}

  static List<Finding> findings(ResidualAnswer answer, double least) {
    List<Finding> findings = new ArrayList<>();
    Layer first = answer.layers().getFirst();
    Layer last = answer.layers().getLast();
    findings.add(
        Finding.plain(
            "From the embedding to the last block, the mean norm goes from %s to %s and the effective rank from %s to %s of %d dimensions (%s, %s)."
                .formatted(
                    Numbers.plain(first.norm()),
                    Numbers.plain(last.norm()),
                    Numbers.plain(first.effectiveRank()),
                    Numbers.plain(last.effectiveRank()),
                    answer.width(),
                    Numbers.count(answer.texts(), "text", "texts"),
                    Numbers.count(answer.tokens(), "token", "tokens"))));
    findings.add(outliers(answer));
    findings.add(massive(answer, least));
    if (!answer.neurons().isEmpty()) findings.add(firing(answer));
    return findings;
  }

  private static Finding outliers(ResidualAnswer answer) {
    String strongest =
        answer.layers().stream()
            .filter(l -> l.outliers().getFirst().times() >= OUTLIER * answer.expectedOutlier())
            .map(
                l ->
                    "%d (%s times, layer %d)"
                        .formatted(
                            l.outliers().getFirst().dimension(),
                            Numbers.plain(l.outliers().getFirst().times()),
                            l.layer()))
            .collect(Collectors.joining(", "));
    String control = Numbers.plain(answer.expectedOutlier());
    if (strongest.isEmpty()) {
      return new Finding(
          Tone.GOOD,
          ("No outlier dimensions: none is twice as strong as expected of the strongest of %d"
                  + " independent dimensions (%s times the root mean square of all).")
              .formatted(answer.width(), control));
    }
    return new Finding(
        Tone.NOTABLE,
        "Outlier dimensions (multiples of the root mean square of all): %s; expected of the strongest of %d independent dimensions: %s times."
            .formatted(strongest, answer.width(), control));
  }

  private static Finding massive(ResidualAnswer answer, double least) {
    long count = answer.layers().stream().mapToLong(l -> l.massive().size()).sum();
    if (count == 0) {
      return new Finding(
          Tone.GOOD,
          "No massive activation: none is above %s and above a thousand times the median of its text."
              .formatted(Numbers.plain(least)));
    }
    String dimensions =
        answer.layers().stream()
            .flatMap(l -> l.massive().stream())
            .map(m -> Integer.toString(m.dimension()))
            .distinct()
            .limit(10)
            .collect(Collectors.joining(", "));
    return new Finding(
        Tone.NOTABLE,
        "%s above %s and a thousand times the median, in dimensions %s."
            .formatted(
                Numbers.count(count, "massive activation", "massive activations"),
                Numbers.plain(least),
                dimensions));
  }

  private static Finding firing(ResidualAnswer answer) {
    long all = answer.neurons().stream().mapToLong(NeuronActivity.Layer::neurons).sum();
    long dead = answer.neurons().stream().mapToLong(NeuronActivity.Layer::dead).sum();
    long dense = answer.neurons().stream().mapToLong(NeuronActivity.Layer::dense).sum();
    // A neuron that fires on a share p of tokens at random is silent on n with (1 − p)^n = .05.
    double share = 1 - Math.pow(.05, 1.0 / answer.tokens());
    return new Finding(
        dead > 0 ? Tone.NOTABLE : Tone.PLAIN,
        "Of %s neurons, %s fire on no token and %s on more than half. For comparison: on %s tokens, a neuron that fires at random on a share of %s fires on none in 5%% of cases."
            .formatted(
                Numbers.count(all),
                Numbers.count(dead),
                Numbers.count(dense),
                Numbers.count(answer.tokens()),
                Numbers.percent(share)));
  }

  static TableBlock layers(ResidualAnswer answer) {
    Columns<Layer> columns =
        Columns.<Layer>empty()
            .integer("layer", Layer::layer)
            .explained("number of blocks before; 0: the embedding")
            .real("norm", Layer::norm)
            .explained("L2 norm, mean over tokens")
            .real("cosine", Layer::cosine)
            .explained("cosine similarity to the previous layer, mean over tokens")
            .real("effective_rank", "effective rank", Layer::effectiveRank)
            .explained("exp of the entropy of the normalised squared singular values, mean removed")
            .text("outliers", "strongest dimensions", ResidualWords::dimensions)
            .explained("with their root mean square as a multiple of that of all")
            .integer("massive", "massive activations", l -> l.massive().size())
            .explained("number of activations above the threshold");
    return new TableBlock(columns.table("layers", "Layer by layer", answer.layers()));
  }

  private static String dimensions(Layer layer) {
    return layer.outliers().stream()
        .map(o -> o.dimension() + " (" + Numbers.of(o.times()) + "×)")
        .collect(Collectors.joining(", "));
  }

  /** A massive activation and its layer. */
  private record Placed(int layer, ResidualStream.Massive massive) {}

  static TableBlock massive(ResidualAnswer answer) {
    List<Placed> all = new ArrayList<>();
    for (Layer layer : answer.layers()) {
      for (ResidualStream.Massive one : layer.massive()) all.add(new Placed(layer.layer(), one));
    }
    Columns<Placed> columns =
        Columns.<Placed>empty()
            .integer("layer", Placed::layer)
            .integer("text", p -> p.massive().text() + 1)
            .integer("position", p -> p.massive().position())
            .integer("dimension", p -> p.massive().dimension())
            .real("value", p -> p.massive().value());
    return new TableBlock(columns.table("massive", "Massive activations", all));
  }

  static TableBlock neurons(ResidualAnswer answer) {
    Columns<NeuronActivity.Layer> columns =
        Columns.<NeuronActivity.Layer>empty()
            .integer("layer", NeuronActivity.Layer::layer)
            .integer("neurons", NeuronActivity.Layer::neurons)
            .integer("dead", NeuronActivity.Layer::dead)
            .explained("fire on no token")
            .integer("dense", NeuronActivity.Layer::dense)
            .explained("fire on more than half of the tokens")
            .real("median", NeuronActivity.Layer::median)
            .explained("median over neurons of the share of tokens on which a neuron fires");
    return new TableBlock(columns.table("neurons", "Neurons of the MLPs", answer.neurons()));
  }

  static Figure figure(ResidualAnswer answer) {
    List<LinesFigure.Lines> panels = new ArrayList<>();
    panels.add(lines(answer, "Norm", "mean norm", Layer::norm));
    panels.add(lines(answer, "Cosine similarity to the previous layer", "cosine", Layer::cosine));
    panels.add(lines(answer, "Effective rank", "dimensions", Layer::effectiveRank));
    return LinesFigure.of("The residual stream", panels);
  }

  private static LinesFigure.Lines lines(
      ResidualAnswer answer, String title, String axis, ToDoubleFunction<Layer> value) {
    List<Point> points =
        answer.layers().stream().map(l -> new Point(l.layer(), value.applyAsDouble(l))).toList();
    return new LinesFigure.Lines(
        title,
        "layer (blocks before)",
        List.of(),
        Axis.linear(axis),
        List.of(new LinesFigure.Line(axis, points)));
  }
}
