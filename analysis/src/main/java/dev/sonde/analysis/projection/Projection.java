package dev.sonde.analysis.projection;

import dev.sonde.analysis.kernel.Points;
import dev.sonde.analysis.kernel.Workers;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Points in the plane, by whichever method.
 *
 * @param coordinates [count × dimensions]
 * @param method how
 * @param kl Kullback–Leibler divergence of t-SNE, else null
 * @param loss of UMAP, else null
 * @param stress √(Σ (δ − d)² / Σ δ²) of MDS, else null
 * @param share of the variance that the components of PCA hold, else null
 * @param iterations done
 * @param neighbourRecall share of the true neighbours that t-SNE and UMAP used, else null
 */
public record Projection(
    Points coordinates,
    Method method,
    @Nullable Double kl,
    @Nullable Double loss,
    @Nullable Double stress,
    @Nullable Double share,
    int iterations,
    @Nullable Double neighbourRecall) {

  /** How many dimensions become two. */
  public enum Method {
    TSNE,
    UMAP,
    PCA,
    /** Metric multidimensional scaling of Euclidean distances: quadratic in the points. */
    MDS;

    /** Whether coordinates are in the unit of the points. */
    public boolean keepsDistances() {
      return switch (this) {
        case PCA, MDS -> true;
        case TSNE, UMAP -> false;
      };
    }
  }

  /**
   * @param method which one; only its settings count
   */
  public record Settings(
      Method method, Tsne.Settings tsne, Umap.Settings umap, Smacof.Settings mds, long seed) {
    public static Settings of(Method method) {
      return new Settings(
          method,
          Tsne.Settings.defaults(),
          Umap.Settings.defaults(),
          Smacof.Settings.defaults(),
          0);
    }

    public Settings withTsne(Tsne.Settings value) {
      return new Settings(method, value, umap, mds, seed);
    }

    public Settings withUmap(Umap.Settings value) {
      return new Settings(method, tsne, value, mds, seed);
    }

    public Settings withMds(Smacof.Settings value) {
      return new Settings(method, tsne, umap, value, seed);
    }

    /** The same seed for every method. */
    public Settings withSeed(long value) {
      return new Settings(
          method,
          tsne.withStart(tsne.start(), value),
          umap.withSeed(value),
          new Smacof.Settings(mds.starts(), mds.iterations(), mds.tolerance(), value),
          value);
    }

    /** Dimensions of the picture. */
    public int dimensions() {
      return method == Method.UMAP ? umap.dimensions() : tsne.dimensions();
    }
  }

  public static Projection of(Points points, Settings settings, Workers workers) {
    return of(points, settings, workers, progress -> {});
  }

  /** Reports every 50 iterations; what t-SNE reports as KL is the loss for UMAP. */
  public static Projection of(
      Points points, Settings settings, Workers workers, Consumer<Tsne.Progress> progress) {
    return switch (settings.method) {
      case TSNE -> of(Tsne.of(points, settings.tsne, workers, progress));
      case UMAP -> of(Umap.of(points, settings.umap, workers, progress));
      case PCA -> components(points, settings, workers);
      case MDS -> scaled(points, settings, workers);
    };
  }

  public static Projection of(Tsne tsne) {
    return new Projection(
        tsne.coordinates(),
        Method.TSNE,
        tsne.kl(),
        null,
        null,
        null,
        tsne.iterations(),
        tsne.neighbourRecall());
  }

  public static Projection of(Umap umap) {
    return new Projection(
        umap.coordinates(),
        Method.UMAP,
        null,
        umap.loss(),
        null,
        null,
        umap.epochs(),
        umap.neighbourRecall());
  }

  private static Projection components(Points points, Settings settings, Workers workers) {
    int k = Math.min(settings.dimensions(), Math.min(points.count(), points.dimensions()));
    Pca pca = Pca.of(points, Pca.Settings.of(k).withSeed(settings.seed), workers);
    double share = 0;
    for (int c = 0; c < k; c++) {
      share += pca.share(c);
    }
    return new Projection(
        pca.project(points, workers), Method.PCA, null, null, null, share, 0, null);
  }

  private static Projection scaled(Points points, Settings settings, Workers workers) {
    int n = points.count();
    double[][] distances = new double[n][n];
    workers.each(
        n,
        i -> {
          for (int j = 0; j < n; j++) {
            distances[i][j] = Math.sqrt(points.squaredDistance(i, points, j));
          }
        });
    Smacof mds = Smacof.of(distances, settings.mds, workers);
    return new Projection(
        mds.coordinates(),
        Method.MDS,
        null,
        null,
        mds.normalisedStress(),
        null,
        mds.iterations(),
        null);
  }
}
