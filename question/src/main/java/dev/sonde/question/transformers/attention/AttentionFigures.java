package dev.sonde.question.transformers.attention;

import dev.sonde.analysis.heatmap.Cells;
import dev.sonde.figure.Figure;
import dev.sonde.figure.Numbers;
import dev.sonde.figure.cells.HoverFigure;
import dev.sonde.figure.cells.HoverFigure.Hover;
import dev.sonde.figure.cells.Matrix;
import dev.sonde.figure.colour.ColourScale;
import dev.sonde.network.transformer.heads.AttentionPatterns;
import dev.sonde.network.transformer.heads.AttentionPatterns.Pattern;
import dev.sonde.network.transformer.heads.AttentionShares.Head;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Figures of attention. */
final class AttentionFigures {

  private static final ColourScale SHARES = ColourScale.sequential(0, 1);

  private AttentionFigures() {}

  /** One head's pattern, labelled with the tokens. */
  static Figure large(AttentionAnswer answer, AttentionPatterns patterns) {
    Pattern pattern =
        patterns.heads().stream()
            .filter(p -> (p.layer() + "." + p.head()).equals(answer.large()))
            .findFirst()
            .orElseThrow();
    int n = answer.tokens().size();
    return HoverFigure.of(
            "Head " + answer.large(),
            hover(pattern, answer.tokens(), true),
            Math.clamp(180 + 18.0 * n, 360, 960))
        .caption(
            "Each row is a query token; its attention over the key tokens (columns) sums to 1.");
  }

  /** All heads, layer by layer. */
  static Figure all(AttentionAnswer answer, AttentionPatterns patterns) {
    int heads = (int) patterns.heads().stream().filter(p -> p.layer() == 0).count();
    List<Hover> hovers =
        patterns.heads().stream().map(p -> hover(p, answer.tokens(), false)).toList();
    return HoverFigure.small("Every head", hovers, Math.min(heads, 8), 84);
  }

  private static Hover hover(Pattern pattern, List<String> tokens, boolean named) {
    float[] weights = pattern.weights().toFloats();
    int n = tokens.size();
    Matrix matrix =
        new Matrix(
            pattern.layer() + "." + pattern.head(),
            Cells.of(n, n, (row, column) -> weights[row * n + column]),
            "attends to",
            "query",
            named ? tokens : List.of(),
            named ? tokens : List.of(),
            SHARES,
            "attention");
    return new Hover(
        matrix,
        (row, column) ->
            "%d '%s' → %d '%s': %s"
                .formatted(
                    row,
                    tokens.get(row),
                    column,
                    tokens.get(column),
                    Numbers.share(weights[row * n + column])));
  }

  /** Heads × layers, one map for each kind of token. */
  static Figure maps(AttentionAnswer answer) {
    int heads = (int) answer.heads().stream().filter(h -> h.layer() == 0).count();
    int layers = answer.heads().size() / heads;
    List<Hover> hovers = new ArrayList<>();
    for (AttentionWords.Kind kind : AttentionWords.KINDS) {
      if (answer.heads().stream().allMatch(h -> empty(kind, h))) continue;
      List<Head> all = answer.heads();
      Matrix matrix =
          new Matrix(
              kind.name(),
              Cells.of(layers, heads, (r, c) -> kind.share().apply(all.get(r * heads + c)).mean()),
              "head",
              "layer",
              names(heads),
              names(layers),
              SHARES,
              "share");
      hovers.add(
          new Hover(
              matrix,
              (r, c) -> {
                var share = kind.share().apply(all.get(r * heads + c));
                return "%d.%d, %s: %s; random tokens %s, uniform attention %s"
                    .formatted(
                        r,
                        c,
                        kind.name(),
                        Numbers.share(share.mean()),
                        Numbers.share(share.random()),
                        Numbers.share(share.even()));
              }));
    }
    return HoverFigure.of(
        "Shares of attention by kind of token",
        hovers,
        Math.min(3, hovers.size()),
        26.0 * layers + 20);
  }

  private static boolean empty(AttentionWords.Kind kind, Head head) {
    double mean = kind.share().apply(head).mean();
    return Double.isNaN(mean) || mean == 0;
  }

  private static List<String> names(int count) {
    return IntStream.range(0, count).mapToObj(Integer::toString).toList();
  }
}
