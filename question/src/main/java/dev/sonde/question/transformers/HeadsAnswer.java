package dev.sonde.question.transformers;

import dev.sonde.network.transformer.heads.AttentionHeads.Head;
import dev.sonde.network.transformer.heads.Composition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Scores of all attention heads.
 *
 * @param even the share that uniform attention would give to the previous token, mean over the
 *     queries of the texts
 * @param heads scores, ordered by layer and head
 * @param composition pairs of heads, the strongest first; null if it was not computed
 */
public record HeadsAnswer(double even, List<Head> heads, @Nullable Pairs composition) {

  public HeadsAnswer {
    heads = List.copyOf(heads);
  }

  /**
   * @param pairs number of pairs that were compared
   * @param strongest the pairs with the highest composition scores
   * @param random composition scores of random matrices of the same shapes
   */
  public record Pairs(int pairs, List<Composition.Pair> strongest, Composition.Control random) {
    public Pairs {
      strongest = List.copyOf(strongest);
    }
  }
}
