package dev.sonde.question.projection;

import dev.sonde.analysis.kernel.Points;
import dev.sonde.analysis.kernel.Workers;
import dev.sonde.analysis.projection.Projection;
import dev.sonde.checkpoint.pause.PausedFile;
import dev.sonde.checkpoint.pause.Stand;
import dev.sonde.checkpoint.pause.Steps;
import dev.sonde.question.Work;
import dev.sonde.question.pause.Fingerprint;
import dev.sonde.study.trial.TrialInterrupted;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** A projection under way. A t-SNE and a UMAP can be stopped and go on another time. */
final class ProjectionRun {

  /**
   * @param seconds worked in all, those before a pause among them
   */
  record Done(Projection projection, double seconds) {}

  private final Work work;
  private final Points points;
  private final Projection.Settings settings;
  private final Workers workers;
  private final Optional<PausedFile> paused;
  private final long begin = System.nanoTime();

  ProjectionRun(Work work, Points points, Projection.Settings settings, Workers workers) {
    this.work = work;
    this.points = points;
    this.settings = settings;
    this.workers = workers;
    this.paused = paused(work.outputs(), points, settings);
  }

  /** Beside the first output; nowhere where the answer is only printed. */
  private static Optional<PausedFile> paused(
      List<Path> outputs, Points points, Projection.Settings settings) {
    if (outputs.isEmpty()) return Optional.empty();
    Object own = settings.method() == Projection.Method.TSNE ? settings.tsne() : settings.umap();
    String key = new Fingerprint().and(own).and(points.values()).hex();
    return Optional.of(new PausedFile(PausedFile.beside(outputs.getFirst()), "a projection", key));
  }

  /** Once the answer is written, nobody needs to know where it stood. */
  void forget() throws IOException {
    if (paused.isPresent()) work.removeWhenWritten(paused.get().path());
  }

  Done run() throws IOException {
    return switch (settings.method()) {
      case TSNE -> run(settings.tsne().iterations());
      case UMAP -> run(-1);
      case PCA, MDS -> atOnce();
    };
  }

  private Done atOnce() {
    try (Work.Stage stage = work.stage("projecting", "iterations", -1)) {
      Projection projection =
          Projection.of(
              points,
              settings,
              workers,
              now -> {
                if (work.stopped()) throw new TrialInterrupted();
                stage.reach(now.iteration());
              });
      return new Done(projection, seconds());
    }
  }

  private Done run(int total) throws IOException {
    Timed steps = finish(from -> timed(from, total));
    steps.close();
    return steps.done();
  }

  private Timed finish(PausedFile.Begin<Timed> begin) throws IOException {
    if (paused.isPresent()) return paused.get().finish(work::stopped, begin);
    return PausedFile.straight(work::stopped, begin);
  }

  Timed timed(Optional<Stand> from, int total) {
    double before = from.map(stand -> stand.number("seconds")).orElse(0.0);
    ProjectionSteps steps;
    try (Work.Stage _ = work.stage("finding neighbours", "vectors", -1)) {
      steps = ProjectionSteps.of(points, settings, workers, from);
    }
    return new Timed(steps, before, work.stage("projecting", "iterations", total));
  }

  /** Shows how far it is, and counts the seconds before a pause too. */
  final class Timed implements Steps {
    private static final int NOTED = 50;

    private final ProjectionSteps steps;
    private final double before;
    private final Work.Stage stage;

    Timed(ProjectionSteps steps, double before, Work.Stage stage) {
      this.steps = steps;
      this.before = before;
      this.stage = stage;
    }

    @Override
    public boolean ended() {
      return steps.ended();
    }

    @Override
    public void step() throws IOException {
      steps.step();
      stage.reach(steps.done());
      if (stage.shown() && steps.done() % NOTED == 0) stage.note(steps.quality());
    }

    @Override
    public Stand stand() throws IOException {
      Stand stand = steps.stand();
      TreeMap<String, String> words = new TreeMap<>(stand.words());
      words.put("seconds", Double.toString(before + seconds()));
      return new Stand(words, stand.arrays());
    }

    Done done() {
      return new Done(steps.result(), before + seconds());
    }

    void close() {
      stage.close();
    }
  }

  private double seconds() {
    return (System.nanoTime() - begin) / 1e9;
  }
}
