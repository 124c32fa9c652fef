package dev.sonde.app.projection;

import dev.sonde.analysis.Provenance;
import dev.sonde.analysis.kernel.Points;
import dev.sonde.analysis.kernel.Workers;
import dev.sonde.analysis.projection.Projection;
import dev.sonde.analysis.projection.Quality;
import dev.sonde.analysis.vectors.Classes;
import dev.sonde.analysis.vectors.TextSettings;
import dev.sonde.analysis.vectors.Vectors;
import dev.sonde.app.output.FigureOutput;
import dev.sonde.app.output.Session;
import dev.sonde.app.output.UserError;
import dev.sonde.app.sites.DecoderOptions;
import dev.sonde.app.sites.SiteQuestion;
import dev.sonde.app.sites.SiteVectors;
import dev.sonde.figure.FigureFile;
import dev.sonde.study.trial.TrialInterrupted;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
      "how far the picture can be believed. Stopped, it goes on with the same command, to the same",
      "bytes."
    },
    footer = {
      "",
      "Example: sonde project vectors.npy --labels labels.npy -o map.npy --figure map.svg",
      "         sonde project resnet20.onnx --site layer3.2.conv2 --input images.npy -o map.csv"
    })
public final class ProjectCommand implements Callable<Integer> {

  private final Session session;

  @Parameters(
      index = "0",
      paramLabel = "VECTORS",
      description = ".npy, .csv, .tsv, .txt or a checkpoint (--tensor); with --site, a network.")
  private Path source = Path.of("");

  @Option(names = "--tensor", paramLabel = "ADDRESS", description = "One tensor of a checkpoint.")
  private @Nullable String tensor;

  @Option(names = "--site", paramLabel = "SITE", description = "A value inside the network.")
  private @Nullable String site;

  @Option(
      names = "--input",
      paramLabel = "[NAME=]FILE",
      description = "A .npy (or any file of one array) per input of the network.")
  private List<String> inputs = List.of();

  @Mixin private DecoderOptions decoder = new DecoderOptions();

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "32",
      description = "Inputs that the network is given at a time (default: ${DEFAULT-VALUE}).")
  private int batch = 32;

  @Option(
      names = "--labels",
      paramLabel = "FILE",
      description = "The class of each vector: .npy of whole numbers, or text with one per line.")
  private @Nullable Path labels;

  @Mixin private TextOptions text = new TextOptions();

  @Mixin private ProjectionOptions options = new ProjectionOptions();

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

  @Override
  public Integer call() throws Exception {
    Coordinates.requireFormat(output);
    if (figure != null) FigureOutput.requireFormat(figure);
    Projection.Settings settings = options.settings();
    if ((site == null) != inputs.isEmpty()) {
      throw new UserError("--site and --input go together: a value of the network for your inputs");
    }
    if (site == null) {
      project(Vectors.read(source, tensor, text.settings()), settings, List.of(source));
      return 0;
    }
    SiteQuestion question =
        new SiteQuestion(source, decoder.hints(), List.of(site), inputs, false, null, batch, true);
    SiteVectors seen = SiteVectors.of(session, question, output);
    boolean over = true;
    try {
      List<Path> files = new ArrayList<>(List.of(source));
      files.addAll(seen.inputs());
      project(seen.vectors(), settings, files);
    } catch (TrialInterrupted e) {
      over = false;
      throw e;
    } finally {
      if (over) seen.forget();
    }
    return 0;
  }

  private void project(Vectors vectors, Projection.Settings settings, List<Path> files)
      throws Exception {
    Points points = vectors.points();
    if (points.count() < 5) {
      throw new UserError(source + ": has " + points.count() + " vectors; 5 are the least");
    }
    Classes classes = classes(vectors);
    List<String> notes = new ArrayList<>(vectors.notes());
    if (labels != null && classes != null) notes.addAll(classes.notes());
    notes.forEach(note -> session.console().err().println(note));
    try (Workers workers = Workers.of(options.threads())) {
      ProjectRun run = new ProjectRun(session, points, settings, output, workers);
      ProjectRun.Done done = run(run);
      Points at = done.projection().coordinates();
      int k = Math.min(12, (points.count() - 1) / 2);
      int[] numbers = classes == null ? null : classes.numbers();
      Quality quality = Quality.of(points, at, numbers, k, options.judged(), workers);
      List<String> words = classes == null ? List.of() : classes.words();
      double unit = settings.method().keepsDistances() ? vectors.unit() : 1;
      Coordinates.write(output, at, unit, vectors.names(), words);
      FigureOutput.tell(session, output);
      ProjectText text = new ProjectText(points, options.name(), done, quality, classes, notes);
      if (figure != null) {
        String what = String.valueOf(source.getFileName()) + (site == null ? "" : ", " + site);
        int iterations = done.projection().iterations();
        FigureFile.write(text.drawn(what, options.caption(iterations)), figure);
        FigureOutput.tell(session, figure);
      }
      run.paused().forget();
      if (json) text.json(session.console().out(), output, provenance(files));
      else text.table(session.console().out());
    }
  }

  private static ProjectRun.Done run(ProjectRun run) throws Exception {
    try {
      return run.run();
    } catch (IllegalArgumentException e) {
      throw new UserError(String.valueOf(e.getMessage()));
    }
  }

  private @Nullable Classes classes(Vectors vectors) throws IOException {
    if (labels == null) return vectors.classes();
    TextSettings settings = text.settings();
    if (vectors.classes() != null) {
      throw new UserError("--labels and --label-column: one of them");
    }
    return Classes.read(labels, vectors.points().count(), settings);
  }

  private Provenance provenance(List<Path> files) {
    List<Path> all = new ArrayList<>(files);
    if (labels != null) all.add(labels);
    Map<String, String> settings = options.words();
    if (tensor != null) settings.put("tensor", tensor);
    if (site != null) settings.put("site", site);
    return session.provenance(all, settings, options.seed());
  }
}
