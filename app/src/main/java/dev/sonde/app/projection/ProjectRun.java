package dev.sonde.app.projection;

import dev.sonde.analysis.kernel.Points;
import dev.sonde.analysis.kernel.Workers;
import dev.sonde.analysis.projection.Projection;
import dev.sonde.app.output.Progress;
import dev.sonde.app.output.Session;
import dev.sonde.app.pause.Fingerprint;
import dev.sonde.app.pause.PausedFile;
import dev.sonde.app.pause.Stand;
import dev.sonde.app.pause.Steps;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A projection that shows its progress. A t-SNE and a UMAP can be stopped and go on another time.
 */
final class ProjectRun {

  /**
   * @param seconds worked in all, those before a pause among them
   */
  record Done(Projection projection, double seconds) {}

  private final Session session;
  private final Points points;
  private final Projection.Settings settings;
  private final Workers workers;
  private final PausedFile paused;
  private final long begin = System.nanoTime();

  /**
   * @param output beside which is kept where a stopped projection stands
   */
  ProjectRun(
      Session session, Points points, Projection.Settings settings, Path output, Workers workers) {
    this.session = session;
    this.points = points;
    this.settings = settings;
    this.workers = workers;
    Object own = settings.method() == Projection.Method.TSNE ? settings.tsne() : settings.umap();
    String key = new Fingerprint().and(own).and(points.values()).hex();
    this.paused = new PausedFile(PausedFile.beside(output), "a projection", key);
  }

  PausedFile paused() {
    return paused;
  }

  Done run() throws Exception {
    return switch (settings.method()) {
      case TSNE -> run(settings.tsne().iterations());
      case UMAP -> run(-1);
      case PCA, MDS -> atOnce();
    };
  }

  private Done atOnce() {
    try (Progress progress = Progress.of(session.console(), "iterations", -1)) {
      Projection projection =
          Projection.of(points, settings, workers, now -> progress.reach(now.iteration()));
      return new Done(projection, seconds());
    }
  }

  private Done run(int total) throws Exception {
    try (Progress progress = Progress.of(session.console(), "iterations", total)) {
      return paused.finish(session.console(), from -> timed(from, progress)).done();
    }
  }

  Timed timed(Optional<Stand> from, Progress progress) {
    double before = from.map(stand -> stand.number("seconds")).orElse(0.0);
    return new Timed(ProjectionSteps.of(points, settings, workers, from, progress), before);
  }

  /** Counts the seconds before a pause too. */
  final class Timed implements Steps {
    private final ProjectionSteps steps;
    private final double before;

    Timed(ProjectionSteps steps, double before) {
      this.steps = steps;
      this.before = before;
    }

    @Override
    public boolean ended() {
      return steps.ended();
    }

    @Override
    public void step() throws IOException {
      steps.step();
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
  }

  private double seconds() {
    return (System.nanoTime() - begin) / 1e9;
  }
}
