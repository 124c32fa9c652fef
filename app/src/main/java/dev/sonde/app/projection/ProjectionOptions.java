package dev.sonde.app.projection;

import dev.sonde.analysis.projection.Projection;
import dev.sonde.analysis.projection.Smacof;
import dev.sonde.analysis.projection.Tsne;
import dev.sonde.app.output.UserError;
import dev.sonde.figure.Numbers;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How vectors are projected, and how the picture is judged. */
final class ProjectionOptions {

  @Option(
      names = "--method",
      paramLabel = "M",
      defaultValue = "TSNE",
      description = "tsne, umap, pca or mds (default ${DEFAULT-VALUE}).")
  private Projection.Method method = Projection.Method.TSNE;

  @Option(
      names = "--perplexity",
      paramLabel = "P",
      defaultValue = "30",
      description = "Of t-SNE: how many neighbours count (default ${DEFAULT-VALUE}).")
  private double perplexity;

  @Option(
      names = "--neighbours",
      paramLabel = "K",
      defaultValue = "15",
      description = "Of UMAP, the point itself among them (default ${DEFAULT-VALUE}).")
  private int neighbours;

  @Option(
      names = "--iterations",
      paramLabel = "N",
      description = "750 for t-SNE; 500 or, beyond 10,000 vectors, 200 for UMAP; 300 for MDS.")
  private @Nullable Integer iterations;

  @Option(
      names = "--dimensions",
      paramLabel = "D",
      defaultValue = "2",
      description = "1 or 2 (default ${DEFAULT-VALUE}; MDS: 2).")
  private int dimensions;

  @Option(
      names = "--start",
      paramLabel = "S",
      defaultValue = "PCA",
      description = "Where t-SNE begins: pca or random (default ${DEFAULT-VALUE}).")
  private Tsne.Start start = Tsne.Start.PCA;

  @Option(
      names = "--tolerance",
      paramLabel = "T",
      defaultValue = "-1",
      description = "t-SNE ends early when 50 iterations lower KL by no more than this share.")
  private double tolerance;

  @Option(names = "--seed", paramLabel = "N", defaultValue = "0", description = "Default 0.")
  private long seed;

  @Option(
      names = "--judged",
      paramLabel = "N",
      defaultValue = "20000",
      description = "Quality is measured on so many vectors, each among all (default 20000).")
  private int judged;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "All processors by default; the result does not depend on it.")
  private @Nullable Integer threads;

  Projection.Method method() {
    return method;
  }

  /** {@code tsne}. */
  String name() {
    return method.name().toLowerCase(Locale.ROOT);
  }

  long seed() {
    return seed;
  }

  /** Vectors that quality is measured on. */
  int judged() {
    return judged;
  }

  int threads() {
    return threads == null ? Runtime.getRuntime().availableProcessors() : threads;
  }

  /**
   * All of them, checked.
   *
   * @throws UserError if one of them makes no sense
   */
  Projection.Settings settings() {
    if (threads != null && threads < 1)
      throw new UserError("--threads " + threads + ": at least 1");
    if (judged < 1) throw new UserError("--judged " + judged + ": at least 1");
    if (iterations != null && iterations < 1) {
      throw new UserError("--iterations " + iterations + ": at least 1");
    }
    if (method == Projection.Method.MDS && dimensions != 2) {
      throw new UserError("--dimensions " + dimensions + ": MDS has 2");
    }
    try {
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
    } catch (IllegalArgumentException e) {
      throw new UserError(String.valueOf(e.getMessage()));
    }
  }

  /** What a reader of the figure must know. */
  String caption(int iterationsDone) {
    return switch (method) {
      case TSNE ->
          "t-SNE, perplexity %s, %d iterations, seed %d. Distances between groups and sizes of groups mean little."
              .formatted(Numbers.of(perplexity), iterationsDone, seed);
      case UMAP ->
          "UMAP, %d neighbours, %d epochs, seed %d. Distances between groups and sizes of groups mean little."
              .formatted(neighbours, iterationsDone, seed);
      case PCA -> "Principal components.";
      case MDS -> "Metric multidimensional scaling (SMACOF), seed %d.".formatted(seed);
    };
  }

  /** For provenance. */
  Map<String, String> words() {
    Map<String, String> words = new LinkedHashMap<>();
    words.put("method", method.toString());
    words.put("dimensions", Integer.toString(dimensions));
    switch (method) {
      case TSNE -> {
        words.put("perplexity", Double.toString(perplexity));
        words.put("start", start.toString());
        words.put("tolerance", Double.toString(tolerance));
      }
      case UMAP -> words.put("neighbours", Integer.toString(neighbours));
      case PCA, MDS -> {}
    }
    if (iterations != null) words.put("iterations", iterations.toString());
    words.put("judged", Integer.toString(judged));
    return words;
  }
}
