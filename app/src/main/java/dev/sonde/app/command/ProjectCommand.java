package dev.sonde.app.command;

import dev.sonde.analysis.Provenance;
import dev.sonde.analysis.kernel.Points;
import dev.sonde.analysis.kernel.Workers;
import dev.sonde.analysis.projection.Projection;
import dev.sonde.analysis.projection.Quality;
import dev.sonde.analysis.projection.Smacof;
import dev.sonde.analysis.projection.Tsne;
import dev.sonde.app.output.Json;
import dev.sonde.app.output.Session;
import dev.sonde.app.output.TextTable;
import dev.sonde.app.output.UserError;
import dev.sonde.figure.Figure;
import dev.sonde.figure.FigureFile;
import dev.sonde.figure.Numbers;
import dev.sonde.figure.projection.ProjectionFigure;
import dev.sonde.figure.projection.Scatter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sonde project}: how do vectors lie, seen in two dimensions? */
@Command(
    name = "project",
    mixinStandardHelpOptions = true,
    description = {
      "Projects vectors to two dimensions, or one.",
      "Projects vectors to two dimensions, or one: those of a file, or what a network has at a"
          + " site",
      "for your inputs. All of them, whatever their number. Writes coordinates, draws them, and"
          + " says",
      "how far the picture can be believed. A t-SNE that is stopped goes on with the same command,",
      "to the same bytes."
    },
    footer = {
      "",
      "Example: sonde project vectors.npy --labels labels.npy -o map.npy --figure map.svg",
      "         sonde project mlp.safetensors --site fc4 --input images.npy -o fc4.csv"
    })
public final class ProjectCommand implements Callable<Integer> {

  private final Session session;

  @Parameters(
      index = "0",
      paramLabel = "VECTORS",
      description = ".npy, .csv, or a checkpoint (--tensor); with --site, a network.")
  private Path source = Path.of("");

  @Option(names = "--tensor", paramLabel = "ADDRESS", description = "One tensor of a checkpoint.")
  private @Nullable String tensor;

  @Option(names = "--site", paramLabel = "SITE", description = "A value inside the network.")
  private @Nullable String site;

  @Option(names = "--input", paramLabel = "FILE", description = "Inputs for the network, as .npy.")
  private @Nullable Path input;

  @Option(
      names = "--labels",
      paramLabel = "FILE",
      description = "The class of each vector: .npy of whole numbers, or text with one per line.")
  private @Nullable Path labels;

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

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "FILE",
      description = "Coordinates as .npy, .csv or .parquet.")
  private Path output = Path.of("");

  @Option(names = "--figure", paramLabel = "FILE", description = "Drawn as .svg, .png or .pdf.")
  private @Nullable Path figure;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  public ProjectCommand(Session session) {
    this.session = session;
  }

  /** The result; {@code seconds} is all that another run may tell differently. */
  private record Document(
      int n,
      int dimensions,
      String method,
      double seconds,
      int iterations,
      @Nullable Double kl,
      @Nullable Double loss,
      @Nullable Double stress,
      @Nullable Double varianceShare,
      @Nullable Double neighbourRecall,
      int judged,
      int neighbours,
      double trustworthiness,
      double continuity,
      @Nullable Double neighbourhoodHitBefore,
      @Nullable Double neighbourhoodHit,
      String output,
      Provenance provenance) {}

  @Override
  public Integer call() throws Exception {
    Coordinates.requireFormat(output);
    if (figure != null) FigureOutput.requireFormat(figure);
    Projection.Settings settings = settings();
    Vectors.Named vectors = vectors();
    Points points = vectors.points();
    if (points.count() < 5) {
      throw new UserError(source + ": has " + points.count() + " vectors; 5 are the least");
    }
    Vectors.Classes classes = labels == null ? null : Vectors.classes(labels, points.count());
    int processors = Runtime.getRuntime().availableProcessors();
    try (Workers workers = Workers.of(threads == null ? processors : threads)) {
      ProjectRun run = new ProjectRun(session, points, settings, output, workers);
      ProjectRun.Done done = run(run);
      Points at = done.projection().coordinates();
      int k = Math.min(12, (points.count() - 1) / 2);
      int[] numbers = classes == null ? null : classes.numbers();
      Quality quality = Quality.of(points, at, numbers, k, judged, workers);
      Coordinates.write(output, at, vectors.names(), words(classes));
      FigureOutput.tell(session, output);
      if (figure != null) {
        FigureFile.write(drawn(done.projection(), quality, classes), figure);
        FigureOutput.tell(session, figure);
      }
      run.forget();
      print(points, done, quality);
    }
    return 0;
  }

  private static ProjectRun.Done run(ProjectRun run) throws Exception {
    try {
      return run.run();
    } catch (IllegalArgumentException e) {
      throw new UserError(String.valueOf(e.getMessage()));
    }
  }

  private Projection.Settings settings() {
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

  private Vectors.Named vectors() throws IOException {
    if (site == null && input == null) return Vectors.read(source, tensor);
    if (site == null || input == null) {
      throw new UserError("--site and --input go together: a value of the network for your inputs");
    }
    return new Vectors.Named(SiteVectors.of(session, source, site, input), List.of());
  }

  private static List<String> words(Vectors.@Nullable Classes classes) {
    if (classes == null) return List.of();
    return classes.labels().stream().map(classes.names()::get).toList();
  }

  private Figure drawn(Projection projection, Quality quality, Vectors.@Nullable Classes classes) {
    Scatter scatter = Scatter.of("", projection.coordinates()).note(sentence(projection, quality));
    List<String> names = List.of();
    if (classes != null) {
      scatter = scatter.labels(classes.labels());
      names = classes.names();
    }
    String what = String.valueOf(source.getFileName()) + (site == null ? "" : ", " + site);
    String caption =
        switch (method) {
          case TSNE ->
              "t-SNE, perplexity %s, %d iterations, seed %d. Distances between groups and sizes of groups mean little."
                  .formatted(Numbers.of(perplexity), projection.iterations(), seed);
          case UMAP ->
              "UMAP, %d neighbours, %d epochs, seed %d. Distances between groups and sizes of groups mean little."
                  .formatted(neighbours, projection.iterations(), seed);
          case PCA -> "Principal components.";
          case MDS -> "Metric multidimensional scaling (SMACOF), seed %d.".formatted(seed);
        };
    return ProjectionFigure.of(
        what,
        scatter,
        names,
        Numbers.count(projection.coordinates().count()) + " vectors. " + caption);
  }

  private static String sentence(Projection projection, Quality quality) {
    List<String> parts = new ArrayList<>();
    if (projection.kl() != null) parts.add("KL " + Numbers.of(projection.kl()));
    if (projection.stress() != null) parts.add("stress " + Numbers.of(projection.stress()));
    if (projection.share() != null) parts.add(Numbers.percent(projection.share()) + " of variance");
    parts.add("trustworthiness " + Numbers.of(quality.trustworthiness()));
    parts.add("continuity " + Numbers.of(quality.continuity()));
    if (quality.hitAfter() != null) {
      parts.add(
          "neighbourhood hit %s (before: %s)"
              .formatted(Numbers.of(quality.hitAfter()), hit(quality.hitBefore())));
    }
    return String.join(" · ", parts);
  }

  private static String hit(@Nullable Double value) {
    return value == null ? "–" : Numbers.of(value);
  }

  private void print(Points points, ProjectRun.Done done, Quality quality) {
    Projection p = done.projection();
    String name = method.name().toLowerCase(Locale.ROOT);
    if (json) {
      Json.print(
          session.console().out(),
          new Document(
              points.count(),
              points.dimensions(),
              name,
              done.seconds(),
              p.iterations(),
              p.kl(),
              p.loss(),
              p.stress(),
              p.share(),
              p.neighbourRecall(),
              quality.points(),
              quality.neighbours(),
              quality.trustworthiness(),
              quality.continuity(),
              quality.hitBefore(),
              quality.hitAfter(),
              output.toString(),
              provenance()));
      return;
    }
    TextTable table = new TextTable(List.of("what", "value"));
    table.row(List.of("vectors", points.count()));
    table.row(List.of("dimensions", points.dimensions()));
    table.row(List.of("method", name));
    table.row(List.of("seconds", done.seconds()));
    row(table, "KL", p.kl());
    row(table, "loss", p.loss());
    row(table, "stress", p.stress());
    row(table, "share of variance", p.share());
    row(table, "recall of neighbours", p.neighbourRecall());
    table.row(List.of("judged by vectors", quality.points()));
    table.row(
        List.of("trustworthiness (k = " + quality.neighbours() + ")", quality.trustworthiness()));
    table.row(List.of("continuity (k = " + quality.neighbours() + ")", quality.continuity()));
    row(table, "neighbourhood hit before", quality.hitBefore());
    row(table, "neighbourhood hit", quality.hitAfter());
    table.print(session.console().out());
    session.console().out().flush();
  }

  private static void row(TextTable table, String name, @Nullable Double value) {
    if (value != null) table.row(List.of(name, value));
  }

  private Provenance provenance() {
    List<Path> inputs = new ArrayList<>(List.of(source));
    if (input != null) inputs.add(input);
    if (labels != null) inputs.add(labels);
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("method", method.toString());
    settings.put("dimensions", Integer.toString(dimensions));
    switch (method) {
      case TSNE -> {
        settings.put("perplexity", Double.toString(perplexity));
        settings.put("start", start.toString());
        settings.put("tolerance", Double.toString(tolerance));
      }
      case UMAP -> settings.put("neighbours", Integer.toString(neighbours));
      case PCA, MDS -> {}
    }
    if (iterations != null) settings.put("iterations", iterations.toString());
    if (tensor != null) settings.put("tensor", tensor);
    if (site != null) settings.put("site", site);
    settings.put("judged", Integer.toString(judged));
    return session.provenance(inputs, settings, seed);
  }
}
