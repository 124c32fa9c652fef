package dev.sonde.question.networks;

import dev.sonde.network.effects.SiteAblation;
import dev.sonde.question.cells.AblatedSums;
import java.util.List;

/** What silencing units costs. */
public sealed interface AblateAnswer {

  /** Of a network that adds. */
  record OfSums(AblatedSums sums) implements AblateAnswer {}

  /**
   * Of a network on labelled data.
   *
   * @param notes what was taken for what
   */
  record OfNetwork(SiteAblation ablation, List<String> notes) implements AblateAnswer {
    public OfNetwork {
      notes = List.copyOf(notes);
    }
  }
}
