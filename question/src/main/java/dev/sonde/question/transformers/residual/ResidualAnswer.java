package dev.sonde.question.transformers.residual;

import dev.sonde.network.transformer.neurons.NeuronActivity;
import dev.sonde.network.transformer.residual.ResidualStream;
import java.util.List;

/**
 * What the residual stream and the neurons do.
 *
 * @param texts that were read
 * @param tokens of all texts
 * @param width of the stream
 * @param expectedOutlier the root mean square of the strongest of as many dimensions, over that of
 *     all, if they were independent and normal; what outliers are compared with
 * @param layers from the embedding to behind the last block
 * @param neurons by layer
 */
public record ResidualAnswer(
    int texts,
    long tokens,
    int width,
    double expectedOutlier,
    List<ResidualStream.Layer> layers,
    List<NeuronActivity.Layer> neurons) {

  public ResidualAnswer {
    layers = List.copyOf(layers);
    neurons = List.copyOf(neurons);
  }
}
