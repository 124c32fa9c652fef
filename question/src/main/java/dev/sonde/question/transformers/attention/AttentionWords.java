package dev.sonde.question.transformers.attention;

import dev.sonde.figure.Numbers;
import dev.sonde.figure.page.Block.TableBlock;
import dev.sonde.figure.page.Finding;
import dev.sonde.figure.page.Finding.Tone;
import dev.sonde.figure.table.Columns;
import dev.sonde.network.transformer.heads.AttentionShares.Head;
import dev.sonde.network.transformer.heads.Measure;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Findings and a table about attention. */
final class AttentionWords {

  /** A head is reported for a kind of token from this share of its attention. */
  private static final double NAMED = .5;

  private static final int TOLD = 8;

  /** A kind of token that attention may go to. */
  record Kind(String name, String sentence, Function<Head, Measure> share) {}

  static final List<Kind> KINDS =
      List.of(
          new Kind("previous", "attend to the previous token", Head::previous),
          new Kind("next", "attend to the next token", Head::next),
          new Kind("first", "attend to the first token", Head::first),
          new Kind("separator", "attend to separators", Head::separator),
          new Kind("same", "attend to other positions with the same token", Head::same),
          new Kind("itself", "attend to their own position", Head::self));

  private AttentionWords() {}

  static String name(Head head) {
    return head.layer() + "." + head.head();
  }

  /** By how much its largest share exceeds uniform attention. */
  static double standsOut(Head head) {
    double most = 0;
    for (Kind kind : KINDS) {
      Measure share = kind.share().apply(head);
      double over = share.mean() - share.even();
      if (over > most) most = over;
    }
    return most;
  }

  static List<Finding> findings(AttentionAnswer answer) {
    List<Finding> findings = new ArrayList<>();
    for (Kind kind : KINDS) named(kind, answer, findings);
    if (findings.isEmpty()) {
      Head head =
          answer.heads().stream()
              .max(Comparator.comparingDouble(AttentionWords::standsOut))
              .orElseThrow();
      findings.add(
          new Finding(
              Tone.GOOD,
              ("No head gives half of its attention to one kind of token; the closest is %s (%s"
                      + " above uniform attention).")
                  .formatted(name(head), Numbers.share(standsOut(head)))));
    }
    findings.add(sinks(answer));
    findings.add(
        Finding.plain(
            "%s, %s. Random: the same head on random tokens. Uniform: equal attention on all tokens that a query can see."
                .formatted(
                    Numbers.count(answer.texts(), "text", "texts"),
                    Numbers.count(answer.count(), "token", "tokens"))));
    return findings;
  }

  private static void named(Kind kind, AttentionAnswer answer, List<Finding> findings) {
    List<Head> found =
        answer.heads().stream()
            .filter(h -> kind.share().apply(h).mean() >= NAMED)
            .filter(h -> kind.share().apply(h).mean() > 2 * kind.share().apply(h).even())
            .sorted(Comparator.comparingDouble(h -> -kind.share().apply(h).mean()))
            .toList();
    if (found.isEmpty()) return;
    String names =
        found.stream()
            .limit(TOLD)
            .map(h -> name(h) + " (" + words(kind.share().apply(h)) + ")")
            .collect(Collectors.joining(", "));
    String more = found.size() > TOLD ? " and " + (found.size() - TOLD) + " more" : "";
    findings.add(
        new Finding(
            Tone.NOTABLE,
            "Heads that %s, counted from 0: %s%s.".formatted(kind.sentence(), names, more),
            found.stream().map(AttentionWords::name).toList()));
  }

  /** {@code .63 ± .04; random .61, even .08}. */
  private static String words(Measure share) {
    String spread = Double.isNaN(share.deviation()) ? "" : " ± " + Numbers.share(share.deviation());
    return "%s%s; random %s, uniform %s"
        .formatted(
            Numbers.share(share.mean()),
            spread,
            Numbers.share(share.random()),
            Numbers.share(share.even()));
  }

  private static Finding sinks(AttentionAnswer answer) {
    int best = 0;
    for (int i = 1; i < answer.heads().size(); i++) {
      double own = answer.heads().get(i).sink().received();
      if (own > answer.heads().get(best).sink().received()) best = i;
    }
    Head head = answer.heads().get(best);
    if (head.sink().position() < 0) {
      return Finding.plain("The texts are too short to find attention sinks.");
    }
    long resting = answer.heads().stream().filter(h -> h.sink().received() >= NAMED).count();
    return Finding.plain(
        ("%s an attention sink, a token that receives half of the attention or more; the"
                + " strongest is '%s' at position %d of text %d, with %s of the attention of %s.")
            .formatted(
                resting == 0 ? "No head has" : Numbers.count(resting, "head has", "heads have"),
                answer.sinkTokens().get(best),
                head.sink().position(),
                head.sink().text() + 1,
                Numbers.share(head.sink().received()),
                name(head)));
  }

  static TableBlock table(AttentionAnswer answer) {
    Columns<Head> columns =
        Columns.<Head>empty().integer("layer", Head::layer).integer("head", Head::head);
    int rank = 0;
    for (Kind kind : KINDS) {
      columns =
          columns
              .real(kind.name(), kind.name(), h -> kind.share().apply(h).mean())
              .explained("share of attention, mean over texts")
              .ranked(rank == 0 ? 0 : 1)
              .real(kind.name() + "_sd", "±", h -> kind.share().apply(h).deviation())
              .explained("standard deviation between texts")
              .ranked(4)
              .real(kind.name() + "_random", "random", h -> kind.share().apply(h).random())
              .explained("the same on random tokens")
              .ranked(rank == 0 ? 1 : 3)
              .real(kind.name() + "_even", "uniform", h -> kind.share().apply(h).even())
              .explained("the share that uniform attention would give")
              .ranked(rank == 0 ? 2 : 3);
      rank++;
    }
    columns =
        columns
            .real("entropy", h -> h.entropy().mean())
            .explained("entropy of a query's attention, in nats")
            .ranked(1)
            .real("entropy_random", "random", h -> h.entropy().random())
            .ranked(4)
            .real("distance", h -> h.distance().mean())
            .explained("distance from query to key, in tokens")
            .ranked(1)
            .real("distance_random", "random", h -> h.distance().random())
            .ranked(4)
            .text("sink", h -> answer.sinkTokens().get(answer.heads().indexOf(h)))
            .explained("the token that receives most attention")
            .ranked(2)
            .real("received", h -> h.sink().received())
            .explained("share of attention that the sink receives, mean over the later queries")
            .ranked(2);
    return new TableBlock(columns.table("heads", "Every head", answer.heads()));
  }
}
