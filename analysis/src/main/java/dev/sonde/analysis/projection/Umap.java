package dev.sonde.analysis.projection;

import dev.sonde.analysis.kernel.Points;
import dev.sonde.analysis.kernel.Workers;
import dev.sonde.analysis.neighbours.NearestNeighbours;
import java.util.function.Consumer;

/**
 * UMAP (McInnes, Healy, Melville 2018): a fuzzy graph of nearest neighbours is laid out in the
 * plane by attraction along its edges and repulsion from points drawn at random.
 *
 * <p>Unlike the original, all points move at once: in every epoch each point sums the pulls of its
 * edges and the pushes of its draws where the points were before, and takes one step (Adam, as in
 * the batch mode of uwot). Every point draws by its own number and epoch. So the result does not
 * depend on the threads.
 *
 * @param coordinates [count × dimensions], centred
 * @param loss what the descent lowers: the mean of −log q over edges by weight, and as many times
 *     the mean of −log(1 − q) over pairs as there are draws per pull
 * @param epochs done
 * @param neighbourRecall share of the true neighbours that were used: 1 up to 100,000 points,
 *     beyond measured on a sample
 */
public record Umap(Points coordinates, double loss, int epochs, double neighbourRecall) {

  /**
   * @param neighbours of a point, itself among them
   * @param minDistance how near points may lie, in units of {@code spread}
   * @param spread scale of the picture
   * @param dimensions 1 or 2
   * @param epochs or 0 for 500 up to 10,000 points, 200 beyond
   * @param negatives draws per pull
   * @param seed of the draws and of the start's noise
   */
  public record Settings(
      int neighbours,
      double minDistance,
      double spread,
      int dimensions,
      int epochs,
      int negatives,
      long seed) {
    public Settings {
      if (neighbours < 2 || (dimensions != 1 && dimensions != 2) || epochs < 0 || negatives < 0) {
        throw new IllegalArgumentException(
            "neighbours %d (from 2), dimensions %d (1 or 2), epochs %d, negatives %d (from 0)"
                .formatted(neighbours, dimensions, epochs, negatives));
      }
      if (!(minDistance >= 0 && minDistance < 3 * spread && spread > 0)) {
        throw new IllegalArgumentException(
            "least distance %s with spread %s: from 0 to below three times a spread above 0"
                .formatted(minDistance, spread));
      }
    }

    /** 15 neighbours, least distance 0.1, spread 1, 2 dimensions, 5 draws, seed 0. */
    public static Settings defaults() {
      return new Settings(15, .1, 1, 2, 0, 5, 0);
    }

    public Settings withNeighbours(int value) {
      return new Settings(value, minDistance, spread, dimensions, epochs, negatives, seed);
    }

    public Settings withDimensions(int value) {
      return new Settings(neighbours, minDistance, spread, value, epochs, negatives, seed);
    }

    public Settings withEpochs(int value) {
      return new Settings(neighbours, minDistance, spread, dimensions, value, negatives, seed);
    }

    public Settings withSeed(long value) {
      return new Settings(neighbours, minDistance, spread, dimensions, epochs, negatives, value);
    }

    int epochs(int n) {
      return epochs > 0 ? epochs : n <= 10_000 ? 500 : 200;
    }
  }

  /** From the principal components. */
  public static Umap of(Points points, Settings settings, Workers workers) {
    return of(points, settings, workers, progress -> {});
  }

  /** Calls {@code progress} every 50 epochs. */
  public static Umap of(
      Points points, Settings settings, Workers workers, Consumer<Tsne.Progress> progress) {
    return startAt(points, UmapStart.pca(points, settings, workers), settings, workers, progress);
  }

  /** From given coordinates [count × 1 or 2], taken as they are. */
  public static Umap startAt(
      Points points,
      Points begin,
      Settings settings,
      Workers workers,
      Consumer<Tsne.Progress> progress) {
    if (begin.count() != points.count() || begin.dimensions() < settings.dimensions) {
      throw new IllegalArgumentException(
          "start has %d × %d values, needed are %d × %d"
              .formatted(begin.count(), begin.dimensions(), points.count(), settings.dimensions));
    }
    UmapRun run = resume(points, UmapState.at(begin, settings.dimensions), settings, workers);
    while (!run.ended()) {
      run.advance(50 - run.epoch() % 50);
      progress.accept(run.progress());
    }
    return run.result();
  }

  /** A run before its first epoch, from the principal components. */
  public static UmapRun start(Points points, Settings settings, Workers workers) {
    Points begin = UmapStart.pca(points, settings, workers);
    return resume(points, UmapState.at(begin, settings.dimensions), settings, workers);
  }

  /** Goes on from {@code state}, with the bits of a run that was never paused. */
  public static UmapRun resume(Points points, UmapState state, Settings settings, Workers workers) {
    int k = Math.min(settings.neighbours, points.count()) - 1;
    NearestNeighbours near = NearestNeighbours.ofMany(points, k, workers);
    return new UmapRun(FuzzyGraph.of(near, workers), near.recall(), state, settings, workers);
  }
}
