package dev.sonde.question.transformers;

import dev.sonde.network.transformer.dictionary.Recovered;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A dictionary of features, and what it is worth on texts that it was not trained on.
 *
 * @param site whose activations
 * @param width of the site
 * @param trained tokens that were trained on
 * @param held tokens that were held out, on which {@code quality} is
 * @param random untrained directions, with the one factor that serves them best
 * @param shuffled a dictionary of shuffled activations, judged on shuffled ones; null where it was
 *     not asked for
 * @param recovered cross-entropy with reconstructions in place of the activations
 * @param lossRecovered share of what zeros lose that reconstructions do not
 * @param dead features that stand in no code, trained and held tokens together
 * @param dictionary where it was written
 * @param features those of most energy first
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
   * @param explainedVariance share of the variance about the mean
   * @param l0 features per token
   * @param dead features in no code of the held-out tokens
   */
  public record Quality(double explainedVariance, double l0, int dead) {}

  /**
   * @param density share of the tokens in whose code it stands
   * @param energy mean of its squared codes
   */
  public record Feature(int feature, double density, double energy, List<Example> contexts) {
    public Feature {
      contexts = List.copyOf(contexts);
    }
  }

  /**
   * A place where a feature is strong.
   *
   * @param before some text before the token
   * @param after some text after it
   */
  public record Example(String before, String token, String after, double code) {}
}
