package dev.sonde.question.networks.activity;

import dev.sonde.analysis.kernel.Points;
import dev.sonde.analysis.neurons.Discriminability;
import dev.sonde.analysis.neurons.NeuronMap;
import java.util.List;

/**
 * The answer with what its page draws.
 *
 * @param document what stands in JSON
 * @param labels of the inputs
 * @param pictures as many as the document's, [inputs × 2]
 * @param maps of the last site's units, first and last network
 */
public record ActivityFound(
    ActivityAnswer document,
    List<Integer> labels,
    List<Points> pictures,
    List<Drawn> sequences,
    List<Maps> maps) {
  public ActivityFound {
    labels = List.copyOf(labels);
    pictures = List.copyOf(pictures);
    sequences = List.copyOf(sequences);
    maps = List.copyOf(maps);
  }

  /** The pictures of one of the document's sequences. */
  public record Drawn(List<Points> pictures) {
    public Drawn {
      pictures = List.copyOf(pictures);
    }
  }

  /**
   * @param activations [inputs × units] of the site
   */
  public record Maps(
      int network,
      Points activations,
      NeuronMap mds,
      NeuronMap tsne,
      Discriminability discriminability) {}
}
