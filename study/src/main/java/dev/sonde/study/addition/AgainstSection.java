package dev.sonde.study.addition;

import dev.sonde.analysis.kernel.Workers;
import dev.sonde.figure.Numbers;
import dev.sonde.figure.page.Block;
import dev.sonde.figure.page.Page.Section;
import dev.sonde.figure.table.Columns;
import java.util.ArrayList;
import java.util.List;

/** A network that reads forwards beside one that reads backwards, sum by sum. */
final class AgainstSection {

  /** Sums on an error map; a tenth of all where there are more. */
  private static final int MAPPED = 100_000;

  private AgainstSection() {}

  static Section of(Adder forwards, Adder backwards, AdditionSettings settings, Workers workers) {
    List<Sum> sums = Sums.atMost(MAPPED, forwards.format(), settings.seed());
    Answers first = forwards.answers(sums, Adder.Probing.none(), workers);
    Answers second = backwards.answers(sums, Adder.Probing.none(), workers);
    Disagreement found = Disagreement.of(first, second);
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        new Block.Words(
            """
            Of %s (trained ones among them), both networks get %s right and %s wrong (%s of these \
            with the same wrong answer); only the backward one gets %s, only the forward one %s.\
            """
                .formatted(
                    Numbers.count(found.n(), "sum", "sums"),
                    Numbers.count(found.both()),
                    Numbers.count(found.neither()),
                    Numbers.count(found.sameWrong()),
                    Numbers.count(found.newlyRight()),
                    Numbers.count(found.newlyWrong()))));
    blocks.add(new Block.Picture(AnswerFigures.groups("forward", "backward", found)));
    if (settings.terms() == 2) {
      blocks.add(
          new Block.Picture(
              AnswerFigures.errors(
                  List.of("forward", "backward"), List.of(first, second), forwards.format())));
    }
    blocks.add(
        new Block.Words(
            "Does a+b get the same answer as b+a? Forward network: "
                + swaps(found.firstSwaps())
                + " Backward network: "
                + swaps(found.secondSwaps())));
    blocks.add(examples(found));
    return new Section("Forward against backward", blocks);
  }

  private static String swaps(Disagreement.Swaps s) {
    return s.pairs() == 0
        ? "no pair was asked."
        : Numbers.percent((double) s.sameAnswer() / s.pairs())
            + " of "
            + Numbers.count(s.pairs(), "pair", "pairs")
            + " get the same answer, "
            + Numbers.percent((double) s.bothRight() / s.pairs())
            + " are right both ways, "
            + Numbers.percent((double) s.oneRight() / s.pairs())
            + " one way only.";
  }

  private static Block examples(Disagreement found) {
    return new Block.Folded(
        "Examples",
        List.of(
            Block.TableBlock.of(
                "Sums of each kind, spread over all",
                Columns.<Disagreement.Example>empty()
                    .text("change", Disagreement.Example::change)
                    .text("question", Disagreement.Example::question)
                    .text("right", e -> String.valueOf(e.right()))
                    .text("forward", Disagreement.Example::first)
                    .text("backward", Disagreement.Example::second),
                found.examples())));
  }
}
