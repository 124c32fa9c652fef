package dev.sonde.question.transformers;

import dev.sonde.network.transformer.dictionary.Recovered;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sparse autoencoder's features, and its quality on held-out texts.
 *
 * @param site the site whose activations were decomposed
 * @param width numbers per activation
 * @param trained number of training tokens
 * @param held number of held-out tokens, on which {@code quality} is measured
 * @param random quality of random, untrained directions with the best common scale factor
 * @param shuffled quality of a dictionary trained and measured on shuffled activations; null if it
 *     was not trained
 * @param recovered cross-entropy with reconstructions in place of the activations, in nats
 * @param lossRecovered 1 − (loss increase with reconstructions) / (loss increase with zeros)
 * @param dead number of features that are active on no training token
 * @param dictionary file of the dictionary
 * @param features by energy, the highest first
 */
public record SaeAnswer(
    String site,
    int width,
    long trained,
    long held,
    Quality quality,
    Quality random,
    @Nullable Quality shuffled,
    Recovered recovered,
    double lossRecovered,
    long dead,
    String dictionary,
    List<Feature> features) {

  public SaeAnswer {
    features = List.copyOf(features);
  }

  /**
   * @param explainedVariance share of the variance that reconstructions explain
   * @param l0 mean number of active features per token
   * @param dead number of features that are active on no held-out token
   */
  public record Quality(double explainedVariance, double l0, int dead) {}

  /**
   * @param density share of the tokens on which it is active
   * @param energy mean of its squared activation
   */
  public record Feature(int feature, double density, double energy, List<Example> contexts) {
    public Feature {
      contexts = List.copyOf(contexts);
    }
  }

  /**
   * A token on which a feature is strongly active.
   *
   * @param before some text before the token
   * @param after some text after it
   */
  public record Example(String before, String token, String after, double code) {}
}
