package dev.sonde.question.transformers;

import dev.sonde.figure.Numbers;
import dev.sonde.figure.page.Block.TableBlock;
import dev.sonde.figure.page.Finding;
import dev.sonde.figure.page.Finding.Tone;
import dev.sonde.figure.table.Columns;
import dev.sonde.network.transformer.heads.AttentionHeads.Head;
import dev.sonde.network.transformer.heads.Composition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Findings and tables about heads' scores. */
final class HeadsWords {

  /** A head is reported for a kind of token from this share of its attention. */
  private static final double NAMED = .5;

  private static final int TOLD = 8;

  private HeadsWords() {}

  static List<Finding> findings(HeadsAnswer answer) {
    List<Finding> findings = new ArrayList<>();
    double even = answer.even();
    named("attends to the previous token", Head::previous, even, answer, findings);
    named("attends to the next token", Head::next, even, answer, findings);
    named("attends to the first token", Head::first, even, answer, findings);
    if (findings.isEmpty()) {
      findings.add(
          new Finding(
              Tone.GOOD,
              "No head gives half of its attention to the previous, next or first token."));
    }
    findings.add(induction(answer.heads()));
    if (answer.composition() != null) findings.add(composition(answer.composition()));
    return findings;
  }

  private static void named(
      String skill,
      ToDoubleFunction<Head> score,
      double even,
      HeadsAnswer answer,
      List<Finding> findings) {
    List<Head> found =
        answer.heads().stream()
            .filter(h -> score.applyAsDouble(h) >= NAMED)
            .sorted(Comparator.comparingDouble(h -> -score.applyAsDouble(h)))
            .toList();
    if (found.isEmpty()) return;
    Head best = found.getFirst();
    String rest =
        found.stream()
            .skip(1)
            .limit(TOLD)
            .map(h -> h.name() + " (" + Numbers.share(score.applyAsDouble(h)) + ")")
            .collect(Collectors.joining(", "));
    String more = found.size() > TOLD + 1 ? ", " + (found.size() - TOLD - 1) + " more" : "";
    findings.add(
        new Finding(
            Tone.NOTABLE,
            "Head %s %s (%s of its attention; uniform attention: %s)%s."
                .formatted(
                    best.name(),
                    skill,
                    Numbers.share(score.applyAsDouble(best)),
                    Numbers.share(even),
                    rest.isEmpty() ? "" : "; so do " + rest + more),
            found.stream().map(Head::name).toList()));
  }

  private static Finding induction(List<Head> heads) {
    List<Head> found =
        heads.stream()
            .filter(Head::inducts)
            .sorted(Comparator.comparingDouble(h -> -h.induction()))
            .toList();
    Head best =
        heads.stream()
            .max(Comparator.comparingDouble(h -> h.induction() - h.control()))
            .orElseThrow();
    if (found.isEmpty()) {
      return new Finding(
          Tone.GOOD,
          "No induction head: the best candidate, %s, gives %s of its attention to the token after the earlier occurrence of the current one; without repetition (control): %s."
              .formatted(
                  best.name(), Numbers.share(best.induction()), Numbers.share(best.control())));
    }
    String names =
        found.stream()
            .limit(TOLD)
            .map(
                h ->
                    "%s (%s; control %s)"
                        .formatted(
                            h.name(), Numbers.share(h.induction()), Numbers.share(h.control())))
            .collect(Collectors.joining(", "));
    return new Finding(
        Tone.NOTABLE,
        "Induction heads (attention on the token after the earlier occurrence of the current one): %s. Control: the same on tokens without repetition."
            .formatted(names),
        found.stream().map(Head::name).toList());
  }

  private static Finding composition(HeadsAnswer.Pairs pairs) {
    Composition.Pair best = pairs.strongest().getFirst();
    String words =
        "Strongest composition of %s pairs of heads: %s, with a score of %s; %d pairs of random matrices score %s, at most %s."
            .formatted(
                Numbers.count(pairs.pairs()),
                best.words(),
                Numbers.share(best.score()),
                pairs.random().samples(),
                Numbers.spread(pairs.random().mean(), pairs.random().deviation()),
                Numbers.share(pairs.random().greatest()));
    boolean above = best.score() > pairs.random().greatest();
    return new Finding(above ? Tone.NOTABLE : Tone.GOOD, words);
  }

  static TableBlock pairs(HeadsAnswer.Pairs pairs) {
    Columns<Composition.Pair> columns =
        Columns.<Composition.Pair>empty()
            .text("from", p -> p.fromLayer() + "." + p.fromHead())
            .explained("the earlier head, which writes")
            .text("to", p -> p.toLayer() + "." + p.toHead())
            .explained("the later head, which reads")
            .text("through", p -> p.kind().name())
            .explained("its queries, keys or values")
            .real("score", Composition.Pair::score)
            .explained("‖A·B‖ / (‖A‖·‖B‖), Frobenius norms")
            .real("random", _ -> pairs.random().mean())
            .explained("mean of random matrices of the same shapes")
            .real(
                "deviations", p -> (p.score() - pairs.random().mean()) / pairs.random().deviation())
            .explained("(score − random mean) / standard deviation of random scores");
    return new TableBlock(
        columns.table("composition", "The strongest pairs of heads", pairs.strongest()));
  }
}
