package dev.sonde.study.addition;

import dev.sonde.analysis.kernel.Workers;
import dev.sonde.figure.Numbers;
import dev.sonde.figure.page.Block;
import dev.sonde.figure.page.Page.Section;
import dev.sonde.figure.table.Columns;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** What a network with attention attends to, and what it does when it is forced elsewhere. */
final class AttentionSection {

  private AttentionSection() {}

  static Section of(Adder adder, List<Sum> sums, Sum example, Workers workers) {
    CellStates one = CellStates.of(adder, List.of(example));
    Accuracy free = Accuracy.of(adder.answers(sums, Adder.Probing.none(), workers));
    List<Forced> rows = new ArrayList<>();
    rows.add(new Forced("its own choice", free));
    int source = adder.format().sourceLength();
    for (int position = 0; position < source; position++) {
      int at = position;
      List<String> places =
          IntStream.range(0, adder.format().targetLength()).mapToObj(t -> t + ":" + at).toList();
      Adder.Probing forced = ForcedAttention.of(adder, places).probing();
      rows.add(
          new Forced(
              "always on symbol " + (position + 1),
              Accuracy.of(adder.answers(sums, forced, workers))));
    }
    return new Section(
        "Attention",
        List.of(
            new Block.Words(
                "This network's decoder may look back at the encoder's state after any symbol of"
                    + " the question. The alignment shows where it looks while it writes. Forced to"
                    + " look at one symbol all the time, it keeps what it does not need attention"
                    + " for. "
                    + Numbers.count(sums.size(), "sum", "sums")
                    + "."),
            new Block.Picture(CellFigures.alignment(one, 0)),
            Block.TableBlock.of(
                "Accuracy with the attention forced",
                Columns.<Forced>empty()
                    .text("attention", Forced::attention)
                    .share("characters", forced -> forced.accuracy().character())
                    .share("exact", forced -> forced.accuracy().exact()),
                rows)));
  }

  private record Forced(String attention, Accuracy accuracy) {}
}
