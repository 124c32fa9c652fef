package dev.sonde.analysis.neurons;

import java.util.ArrayList;
import java.util.List;

/**
 * The discriminative neuron map: where each neuron lies, which class it is most important for, and
 * how strongly it shall be drawn.
 *
 * @param neurons those that have a place, by index
 * @param dead how many have none because they never change
 * @param classes how many classes there are
 */
public record NeuronMap(List<Neuron> neurons, int dead, int classes) {

  /** How strongly the least important neuron of a class is drawn. */
  public static final double FAINTEST = .15;

  public NeuronMap {
    neurons = List.copyOf(neurons);
  }

  /**
   * @param index of the neuron in its layer
   * @param strongest the class for which it is most important
   * @param importance for that class
   * @param opacity from {@link #FAINTEST} for the least to 1 for the most important neuron among
   *     those of the same class; 1 for one alone
   */
  public record Neuron(
      int index, double x, double y, int strongest, double importance, double opacity) {}

  /** Both must be of the same layer. */
  public static NeuronMap of(NeuronProjection projection, Discriminability discriminability) {
    int classes = discriminability.classes().size();
    double[] low = new double[classes];
    double[] high = new double[classes];
    java.util.Arrays.fill(low, Double.POSITIVE_INFINITY);
    for (int neuron : projection.neurons()) {
      if (neuron >= discriminability.neurons()) {
        throw new IllegalArgumentException(
            "neuron %d of the projection is not among the %d of the importances"
                .formatted(neuron, discriminability.neurons()));
      }
      int c = discriminability.strongestClass(neuron);
      low[c] = Math.min(low[c], discriminability.importance(c, neuron));
      high[c] = Math.max(high[c], discriminability.importance(c, neuron));
    }
    List<Neuron> neurons = new ArrayList<>();
    for (int i = 0; i < projection.neurons().size(); i++) {
      int index = projection.neurons().get(i);
      int c = discriminability.strongestClass(index);
      double importance = discriminability.importance(c, index);
      double share = high[c] > low[c] ? (importance - low[c]) / (high[c] - low[c]) : 1;
      neurons.add(
          new Neuron(
              index,
              projection.coordinates().at(i, 0),
              projection.coordinates().at(i, 1),
              c,
              importance,
              FAINTEST + (1 - FAINTEST) * share));
    }
    return new NeuronMap(neurons, projection.dead(), classes);
  }
}
