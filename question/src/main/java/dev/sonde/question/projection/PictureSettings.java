package dev.sonde.question.projection;

import dev.sonde.analysis.projection.Projection;
import dev.sonde.analysis.projection.Smacof;
import dev.sonde.analysis.projection.Tsne;
import dev.sonde.figure.Numbers;
import dev.sonde.settings.Setting;
import dev.sonde.settings.SettingsCodec;
import dev.sonde.settings.SettingsException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How vectors are projected, and how the picture is judged; see each component. */
public record PictureSettings(
    @Setting(help = "Method of projection: tsne, umap, pca or mds", initial = "tsne")
        Projection.Method method,
    @Setting(
            help = "Perplexity of t-SNE: the effective number of neighbours",
            initial = "30",
            min = 1,
            max = 1e6)
        double perplexity,
    @Setting(
            help = "Neighbours of a point in UMAP, itself included",
            initial = "15",
            min = 2,
            max = 1e6)
        int neighbours,
    @Setting(
            help = "Steps: 750 for t-SNE; 500 or, beyond 10,000 vectors, 200 for UMAP; 300 for MDS",
            min = 1)
        @Nullable Integer iterations,
    @Setting(
            help = "Dimensions of the picture: 1 or 2; MDS always has 2",
            initial = "2",
            min = 1,
            max = 2)
        int dimensions,
    @Setting(help = "Initialisation of t-SNE: pca or random", initial = "pca") Tsne.Start start,
    @Setting(
            help =
                "t-SNE stops early when 50 iterations lower the KL divergence by no more than"
                    + " this share; below 0: never",
            initial = "-1",
            min = -1,
            max = 1)
        double tolerance,
    @Setting(help = "Seed of all random numbers", initial = "0") long seed,
    @Setting(
            help =
                "Number of vectors, drawn at random, on which the projection's quality is measured",
            initial = "20000",
            min = 1)
        int judged,
    @Setting(help = "Threads; default: all processors", min = 1, max = 1024, affectsResult = false)
        @Nullable Integer threads) {

  public PictureSettings {
    SettingsCodec.check(
        PictureSettings.class,
        method,
        perplexity,
        neighbours,
        iterations,
        dimensions,
        start,
        tolerance,
        seed,
        judged,
        threads);
    if (method == Projection.Method.MDS && dimensions != 2) {
      throw new SettingsException("dimensions", dimensions + ": MDS has 2");
    }
  }

  /** {@code tsne}. */
  String name() {
    return method.name().toLowerCase(Locale.ROOT);
  }

  int workers() {
    return threads == null ? Runtime.getRuntime().availableProcessors() : threads;
  }

  Projection.Settings settings() {
    Projection.Settings usual = Projection.Settings.of(method);
    Tsne.Settings tsne =
        usual
            .tsne()
            .withPerplexity(perplexity)
            .withDimensions(dimensions)
            .withIterations(iterations == null ? usual.tsne().iterations() : iterations)
            .withTolerance(tolerance)
            .withStart(start, seed);
    Smacof.Settings mds =
        new Smacof.Settings(
            usual.mds().starts(),
            iterations == null ? usual.mds().iterations() : iterations,
            usual.mds().tolerance(),
            seed);
    return usual
        .withTsne(tsne)
        .withUmap(
            usual
                .umap()
                .withNeighbours(neighbours)
                .withDimensions(dimensions)
                .withEpochs(iterations == null ? 0 : iterations))
        .withMds(mds)
        .withSeed(seed);
  }

  /** What a reader of the figure must know. */
  String caption(int iterationsDone) {
    return switch (method) {
      case TSNE ->
          ("t-SNE, perplexity %s, %d iterations, seed %d. Distances between groups and sizes of"
                  + " groups mean little.")
              .formatted(Numbers.of(perplexity), iterationsDone, seed);
      case UMAP ->
          ("UMAP, %d neighbours, %d epochs, seed %d. Distances between groups and sizes of groups"
                  + " mean little.")
              .formatted(neighbours, iterationsDone, seed);
      case PCA -> "Principal components.";
      case MDS -> "Metric multidimensional scaling (SMACOF), seed %d.".formatted(seed);
    };
  }
}
