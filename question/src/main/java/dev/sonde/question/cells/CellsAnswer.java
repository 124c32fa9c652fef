package dev.sonde.question.cells;

import dev.sonde.question.cells.text.TextCells;
import dev.sonde.study.addition.CellStates;
import dev.sonde.study.addition.CellStatistics;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What cells do. */
public sealed interface CellsAnswer {

  /** Of any recurrent network, over a text. */
  record OfText(TextCells cells) implements CellsAnswer {}

  /**
   * Of a network that adds.
   *
   * @param one states over the one sum
   * @param many states over many sums
   * @param statistics of the many sums, or null where they were not asked for
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
