package dev.sonde.question.networks.activity;

import dev.sonde.analysis.kernel.Points;
import dev.sonde.analysis.neurons.Discriminability;
import dev.sonde.analysis.neurons.NeuronMap;
import java.util.List;

/**
 * The answer with the data of its figures.
 *
 * @param document the answer's JSON
 * @param labels of the inputs
 * @param pictures one per picture of the document, [inputs × 2]
 * @param maps activations of the last site, in the first and the last network
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
