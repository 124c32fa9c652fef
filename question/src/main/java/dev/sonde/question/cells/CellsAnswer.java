package dev.sonde.question.cells;

import dev.sonde.question.cells.text.TextCells;
import dev.sonde.study.addition.CellStates;
import dev.sonde.study.addition.CellStatistics;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cell states over a text or over sums. */
public sealed interface CellsAnswer {

  /** States of any recurrent network over a text. */
  record OfText(TextCells cells) implements CellsAnswer {}

  /**
   * States of an addition network.
   *
   * @param one states over the one sum
   * @param many states over many sums
   * @param statistics of the many sums, or null if they were not computed
   * @param encoder units of the encoder that are shown
   * @param decoder units of the decoder that are shown
   */
  record OfSums(
      CellStates one,
      CellStates many,
      @Nullable CellStatistics statistics,
      List<Integer> encoder,
      List<Integer> decoder)
      implements CellsAnswer {

    public OfSums {
      encoder = List.copyOf(encoder);
      decoder = List.copyOf(decoder);
    }
  }
}
