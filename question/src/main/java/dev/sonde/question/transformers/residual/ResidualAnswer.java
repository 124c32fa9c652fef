package dev.sonde.question.transformers.residual;

import dev.sonde.network.transformer.neurons.NeuronActivity;
import dev.sonde.network.transformer.residual.ResidualStream;
import java.util.List;

/**
 * Measures of the residual stream and of MLP neurons.
 *
 * @param texts number of texts
 * @param tokens number of tokens of all texts
 * @param width dimensions of the stream
 * @param expectedOutlier root mean square of the strongest dimension over that of all, expected if
 *     dimensions were independent and normal; the baseline for outliers
 * @param layers from the embedding to the output of the last block
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
