package dev.sonde.analysis.neurons;

import dev.sonde.analysis.kernel.Points;
import dev.sonde.analysis.kernel.Workers;
import dev.sonde.analysis.projection.Correlation;
import dev.sonde.analysis.projection.Smacof;
import dev.sonde.analysis.projection.Tsne;
import dev.sonde.settings.Bounds;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Neurons as points in the plane: two are near if their activations rise and fall together, or one
 * falls where the other rises: D = 1 − |Pearson|. A neuron that never changes has no correlation
 * and no place; it is counted.
 *
 * @param coordinates [neurons kept × 2], centred
 * @param neurons which neuron each point is, ascending
 * @param dead how many neurons are left out because they never change
 * @param method how D became a plane
 * @param stress √(Σ (δ − d)² / Σ δ²) for MDS, 0 for t-SNE
 * @param kl Kullback–Leibler divergence for t-SNE, 0 for MDS
 */
public record NeuronProjection(
    Points coordinates, List<Integer> neurons, int dead, Method method, double stress, double kl) {

  /** How distances become a plane. */
  public enum Method {
    /** Metric multidimensional scaling. */
    MDS,
    TSNE
  }

  public NeuronProjection {
    neurons = List.copyOf(neurons);
  }

  /**
   * @param perplexity of t-SNE; less where there are too few neurons for it
   * @param iterations of MDS at most, of t-SNE in all
   * @param starts of MDS, of which the best counts
   * @param seed of the starts
   */
  public record Settings(Method method, double perplexity, int iterations, int starts, long seed) {
    public Settings {
      Bounds.atLeast("perplexity", perplexity, 1);
      Bounds.atLeast("iterations", iterations, 1);
      Bounds.atLeast("starts", starts, 1);
    }

    /** MDS: 2 starts, at most 300 steps, seed 0. */
    public static Settings mds() {
      return new Settings(Method.MDS, 30, 300, 2, 0);
    }

    /** t-SNE: perplexity 30, 750 iterations, seed 0. */
    public static Settings tsne() {
      return new Settings(Method.TSNE, 30, 750, 1, 0);
    }

    public Settings withSeed(long value) {
      return new Settings(method, perplexity, iterations, starts, value);
    }
  }

  /**
   * @param activations [inputs × neurons]
   * @throws IllegalArgumentException if fewer than 5 neurons change
   */
  public static NeuronProjection of(Points activations, Settings settings, Workers workers) {
    Correlation correlation = Correlation.of(activations, workers);
    List<Integer> kept = IntStream.of(correlation.kept()).boxed().toList();
    if (kept.size() < 5) {
      throw new IllegalArgumentException(
          "only %d of %d neurons change; a projection needs 5"
              .formatted(kept.size(), activations.dimensions()));
    }
    return switch (settings.method) {
      case MDS -> {
        var how = new Smacof.Settings(settings.starts, settings.iterations, 1e-6, settings.seed);
        Smacof mds = Smacof.of(correlation.distances(), how, workers);
        yield new NeuronProjection(
            mds.coordinates(), kept, correlation.constant(), Method.MDS, mds.normalisedStress(), 0);
      }
      case TSNE -> {
        double perplexity = Math.min(settings.perplexity, (kept.size() - 1) / 3.0);
        Tsne tsne =
            Tsne.ofDistances(
                squares(correlation.distances()),
                Tsne.Settings.defaults()
                    .withPerplexity(perplexity)
                    .withIterations(settings.iterations)
                    .withStart(Tsne.Start.RANDOM, settings.seed),
                workers);
        yield new NeuronProjection(
            tsne.coordinates(), kept, correlation.constant(), Method.TSNE, 0, tsne.kl());
      }
    };
  }

  private static double[][] squares(double[][] distances) {
    return Arrays.stream(distances)
        .map(row -> Arrays.stream(row).map(d -> d * d).toArray())
        .toArray(double[][]::new);
  }
}
