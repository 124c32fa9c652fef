package dev.sonde.question.networks;

import dev.sonde.network.effects.GreedyAblation;
import dev.sonde.network.effects.SiteAblation;
import dev.sonde.question.cells.AblatedSums;
import java.util.List;
import java.util.Optional;

/** Loss or accuracy without single units and groups of units. */
public sealed interface AblateAnswer {

  /** Of an addition network. */
  record OfSums(AblatedSums sums) implements AblateAnswer {}

  /**
   * Of a network on labelled data.
   *
   * @param greedy units ablated one after another, if that was asked for
   * @param notes how inputs, labels and outputs were interpreted, a sentence each
   */
  record OfNetwork(SiteAblation ablation, Optional<GreedyAblation> greedy, List<String> notes)
      implements AblateAnswer {
    public OfNetwork {
      notes = List.copyOf(notes);
    }
  }
}
