package dev.sonde.question.transformers;

import dev.sonde.network.transformer.heads.AttentionHeads.Head;
import dev.sonde.network.transformer.heads.Composition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What heads do.
 *
 * @param even what attention spread evenly would give to the previous token, mean over the queries
 *     of the texts
 * @param heads by layer and head
 * @param composition pairs of heads, the strongest first; null where it was not asked for
 */
public record HeadsAnswer(double even, List<Head> heads, @Nullable Pairs composition) {

  public HeadsAnswer {
    heads = List.copyOf(heads);
  }

  /**
   * @param pairs how many there are
   * @param strongest of them
   * @param random what random matrices of these shapes score
   */
  public record Pairs(int pairs, List<Composition.Pair> strongest, Composition.Control random) {
    public Pairs {
      strongest = List.copyOf(strongest);
    }
  }
}
