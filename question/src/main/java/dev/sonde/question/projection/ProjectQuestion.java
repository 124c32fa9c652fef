package dev.sonde.question.projection;

import dev.sonde.analysis.kernel.Points;
import dev.sonde.analysis.kernel.Workers;
import dev.sonde.analysis.projection.Projection;
import dev.sonde.analysis.projection.Quality;
import dev.sonde.analysis.vectors.Classes;
import dev.sonde.analysis.vectors.Vectors;
import dev.sonde.figure.page.Block;
import dev.sonde.figure.page.Page;
import dev.sonde.question.About;
import dev.sonde.question.Drawings;
import dev.sonde.question.Group;
import dev.sonde.question.Need;
import dev.sonde.question.Output;
import dev.sonde.question.Question;
import dev.sonde.question.QuestionException;
import dev.sonde.question.Work;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How are vectors arranged in a projection to two dimensions? */
public final class ProjectQuestion implements Question<ProjectSettings, ProjectAnswer> {

  private static final int LEAST = 5;

  /** Neighbours that trustworthiness and continuity ask for, where there are vectors enough. */
  private static final int NEIGHBOURS = 12;

  @Override
  public About<ProjectSettings> about() {
    return About.of(
            "project",
            Group.RUN,
            "Projects vectors to two dimensions, or one.",
            ProjectSettings.class)
        .details(
            """
            Vectors of a file, or a network's values at a site for your inputs; all of them are \
            projected. Also measures the projection's quality. If it was stopped and the answer \
            goes to a file, the same command continues and gives the same bytes.\
            """)
        .needs(Need.VECTORS)
        .examples(
            "project vectors.npy --labels labels.npy -o map.npy -o map.svg",
            "project resnet20.onnx --site layer3.2.conv2 --input images.npy -o map.html");
  }

  @Override
  public ProjectAnswer answer(ProjectSettings settings, Work work) throws Exception {
    Vectors vectors =
        settings.site() == null
            ? Vectors.read(settings.source(), settings.tensor(), settings.text().settings())
            : SiteVectors.of(settings, settings.site(), work);
    if (vectors.points().count() < LEAST) {
      throw new QuestionException(
          "%s: has %d vectors; at least %d are needed"
              .formatted(settings.source(), vectors.points().count(), LEAST));
    }
    Classes classes = classes(settings, vectors);
    List<String> notes = new ArrayList<>(vectors.notes());
    if (settings.data().labels() != null && classes != null) notes.addAll(classes.notes());
    try (Workers workers = Workers.of(settings.picture().workers())) {
      return answer(settings, vectors, classes, notes, workers, work);
    } catch (IllegalArgumentException e) {
      throw new QuestionException(String.valueOf(e.getMessage()));
    }
  }

  private static ProjectAnswer answer(
      ProjectSettings settings,
      Vectors vectors,
      @Nullable Classes classes,
      List<String> notes,
      Workers workers,
      Work work)
      throws IOException {
    Points points = vectors.points();
    Projection.Settings how = settings.picture().settings();
    ProjectionRun run = new ProjectionRun(work, points, how, workers);
    ProjectionRun.Done done = run.run();
    Points at = done.projection().coordinates();
    int k = Math.min(NEIGHBOURS, (points.count() - 1) / 2);
    int[] numbers = classes == null ? null : classes.numbers();
    Quality quality;
    try (Work.Stage _ = work.stage("measuring quality", "vectors", -1)) {
      quality = Quality.of(points, at, numbers, k, settings.picture().judged(), workers);
    }
    run.forget();
    return new ProjectAnswer(
        done.projection(),
        quality,
        points.dimensions(),
        how.method().keepsDistances() ? vectors.unit() : 1,
        vectors.names(),
        classes,
        notes,
        done.seconds(),
        work.outputs().isEmpty() ? null : work.outputs().getFirst().toString());
  }

  private static @Nullable Classes classes(ProjectSettings settings, Vectors vectors)
      throws IOException {
    String labels = settings.data().labels();
    if (labels == null) return vectors.classes();
    return Classes.read(Path.of(labels), vectors.points().count(), settings.text().settings());
  }

  @Override
  public List<Path> inputs(ProjectSettings settings) {
    List<Path> files = new ArrayList<>(List.of(settings.source()));
    if (settings.site() != null) files.addAll(SiteVectors.files(settings));
    if (settings.data().labels() != null) files.add(Path.of(settings.data().labels()));
    return files;
  }

  @Override
  public Object document(ProjectSettings settings, ProjectAnswer answer) {
    return ProjectDocument.of(settings, answer);
  }

  @Override
  public Page summary(ProjectSettings settings, ProjectAnswer answer) {
    return ProjectWords.summary(settings, answer);
  }

  @Override
  public Page page(ProjectSettings settings, ProjectAnswer answer, Work work) {
    Page summary = summary(settings, answer);
    List<Page.Section> sections = new ArrayList<>();
    Block picture =
        new Block.Picture(ProjectWords.figure(settings, answer), Coordinates.table(answer));
    sections.add(new Page.Section("Projection", List.of(picture)));
    sections.addAll(summary.sections());
    return summary.with(sections);
  }

  @Override
  public List<Output<ProjectSettings, ProjectAnswer>> outputs() {
    List<Output<ProjectSettings, ProjectAnswer>> all = new ArrayList<>(Coordinates.outputs());
    all.add(Drawings.of(ProjectWords::figure));
    return all;
  }
}
