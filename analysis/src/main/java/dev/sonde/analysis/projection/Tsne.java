package dev.sonde.analysis.projection;

import dev.sonde.analysis.kernel.Points;
import dev.sonde.analysis.kernel.Workers;
import dev.sonde.analysis.neighbours.NearestNeighbours;
import dev.sonde.settings.Bounds;
import java.util.function.Consumer;

/**
 * t-SNE (van der Maaten and Hinton 2008): points near in many dimensions are near in two.
 *
 * <p>Exact neighbours (up to 100,000 points), repulsion by FFT ({@code GridRepulsion}) or, below
 * about 4,000 points, exactly. The schedule is scikit-learn's: gradient descent with gains;
 * momentum 0.5 while the affinities are exaggerated, 0.8 after. The same points and settings give
 * the same coordinates, on any number of threads.
 *
 * <pre>{@code
 * TsneRun run = Tsne.start(points, Tsne.Settings.defaults(), workers);
 * run.advance(100);
 * TsneState paused = run.state();                       // keep it, go on some other day:
 * Tsne done = Tsne.resume(points, paused, settings, workers).finish(progress -> {});
 * }</pre>
 *
 * @param coordinates [count × 2] (or [count × 1]), centred
 * @param kl Kullback–Leibler divergence of the projection from the affinities, in nats
 * @param iterations done
 * @param neighbourRecall share of the true neighbours that were used: 1 up to 100,000 points,
 *     beyond measured on a sample
 */
public record Tsne(Points coordinates, double kl, int iterations, double neighbourRecall) {

  /** How a projection begins. */
  public enum Start {
    /**
     * The first two principal components, the first scaled to deviation 1e-4; where there is only
     * one, normal across it.
     */
    PCA,
    /** Normal with deviation 1e-4. */
    RANDOM
  }

  /**
   * @param perplexity effective number of neighbours
   * @param dimensions 1 or 2
   * @param iterations in all
   * @param exaggerated how many of them, at the beginning, see the affinities exaggerated
   * @param exaggeration factor of the affinities in that time
   * @param learningRate step of descent for the gradient without its factor 4 (scikit-learn's rate
   *     times 4), or 0 for n / exaggeration, at least 200, or at least n of fewer than 200 points,
   *     which longer steps throw past each other
   * @param start how it begins
   * @param seed of a random start, and of PCA where it is randomised
   * @param exactBelow fewer points than this repel each other exactly
   * @param tolerance the run ends before its time when 50 iterations without exaggeration lower KL
   *     by no more than this share; negative for never
   */
  public record Settings(
      double perplexity,
      int dimensions,
      int iterations,
      int exaggerated,
      double exaggeration,
      double learningRate,
      Start start,
      long seed,
      int exactBelow,
      double tolerance) {
    public Settings {
      Bounds.atLeast("perplexity", perplexity, 1);
      Bounds.atLeast("points that repel exactly", exactBelow, 0);
      if (Double.isNaN(tolerance)) throw new IllegalArgumentException("tolerance is NaN");
      if (dimensions != 1 && dimensions != 2) {
        throw new IllegalArgumentException("dimensions must be 1 or 2, not " + dimensions);
      }
      if (iterations < 0 || exaggerated < 0 || !(exaggeration > 0) || !(learningRate >= 0)) {
        throw new IllegalArgumentException(
            "iterations %d, exaggerated %d, exaggeration %s, learning rate %s: none may be negative"
                .formatted(iterations, exaggerated, exaggeration, learningRate));
      }
    }

    /** Perplexity 30, 2 dimensions, 750 iterations, the first 250 at 12 × affinities, from PCA. */
    public static Settings defaults() {
      return new Settings(30, 2, 750, 250, 12, 0, Start.PCA, 0, 4000, -1);
    }

    /** The step of descent for {@code n} points. */
    float rate(int n) {
      return (float)
          (learningRate > 0 ? learningRate : Math.max(Math.min(200, n), n / exaggeration));
    }

    public Settings withPerplexity(double value) {
      return new Settings(
          value,
          dimensions,
          iterations,
          exaggerated,
          exaggeration,
          learningRate,
          start,
          seed,
          exactBelow,
          tolerance);
    }

    public Settings withDimensions(int value) {
      return new Settings(
          perplexity,
          value,
          iterations,
          exaggerated,
          exaggeration,
          learningRate,
          start,
          seed,
          exactBelow,
          tolerance);
    }

    public Settings withIterations(int value) {
      return new Settings(
          perplexity,
          dimensions,
          value,
          exaggerated,
          exaggeration,
          learningRate,
          start,
          seed,
          exactBelow,
          tolerance);
    }

    public Settings withExaggerated(int count, double factor) {
      return new Settings(
          perplexity,
          dimensions,
          iterations,
          count,
          factor,
          learningRate,
          start,
          seed,
          exactBelow,
          tolerance);
    }

    public Settings withLearningRate(double value) {
      return new Settings(
          perplexity,
          dimensions,
          iterations,
          exaggerated,
          exaggeration,
          value,
          start,
          seed,
          exactBelow,
          tolerance);
    }

    public Settings withStart(Start value, long newSeed) {
      return new Settings(
          perplexity,
          dimensions,
          iterations,
          exaggerated,
          exaggeration,
          learningRate,
          value,
          newSeed,
          exactBelow,
          tolerance);
    }

    public Settings withExactBelow(int value) {
      return new Settings(
          perplexity,
          dimensions,
          iterations,
          exaggerated,
          exaggeration,
          learningRate,
          start,
          seed,
          value,
          tolerance);
    }

    public Settings withTolerance(double value) {
      return new Settings(
          perplexity,
          dimensions,
          iterations,
          exaggerated,
          exaggeration,
          learningRate,
          start,
          seed,
          exactBelow,
          value);
    }
  }

  /**
   * Where a run is.
   *
   * @param iteration iterations done
   * @param kl divergence here
   */
  public record Progress(int iteration, int iterations, double kl) {}

  public static Tsne of(Points points, Settings settings, Workers workers) {
    return start(points, settings, workers).finish(progress -> {});
  }

  /** Calls {@code progress} every 50 iterations. */
  public static Tsne of(
      Points points, Settings settings, Workers workers, Consumer<Progress> progress) {
    return start(points, settings, workers).finish(progress);
  }

  /** A run before its first iteration; finds neighbours and affinities. */
  public static TsneRun start(Points points, Settings settings, Workers workers) {
    Points begin =
        switch (settings.start) {
          case PCA -> TsneStart.pca(points, settings.seed, workers);
          case RANDOM -> TsneStart.random(points.count(), settings.seed);
        };
    return startAt(points, begin, settings, workers);
  }

  /**
   * The projection of points of which only distances are known.
   *
   * @param squared distances, squared, [count × count]
   * @param settings whose start must be random, for there are no components
   */
  public static Tsne ofDistances(double[][] squared, Settings settings, Workers workers) {
    if (settings.start != Start.RANDOM) {
      throw new IllegalArgumentException("points known by their distances start at random");
    }
    int n = squared.length;
    int k = (int) Math.min(n - 1, Math.ceil(3 * settings.perplexity));
    NearestNeighbours near = NearestNeighbours.ofDistances(squared, k, workers);
    return new TsneRun(
            Affinities.of(near, settings.perplexity, workers),
            TsneState.at(TsneStart.random(n, settings.seed), settings.dimensions),
            settings,
            workers)
        .finish(progress -> {});
  }

  /** A run that begins at given coordinates [count × 1 or 2], taken as they are. */
  public static TsneRun startAt(Points points, Points begin, Settings settings, Workers workers) {
    if (begin.count() != points.count() || begin.dimensions() > 2) {
      throw new IllegalArgumentException(
          "start has %d × %d values, needed are %d × 2"
              .formatted(begin.count(), begin.dimensions(), points.count()));
    }
    return resume(points, TsneState.at(begin, settings.dimensions), settings, workers);
  }

  /** Goes on from {@code state}, with the bits of a run that was never paused. */
  public static TsneRun resume(Points points, TsneState state, Settings settings, Workers workers) {
    return new TsneRun(
        Affinities.of(points, settings.perplexity, workers), state, settings, workers);
  }
}
