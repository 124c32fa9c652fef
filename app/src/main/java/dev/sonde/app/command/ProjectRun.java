package dev.sonde.app.command;

import dev.sonde.analysis.kernel.Points;
import dev.sonde.analysis.kernel.Workers;
import dev.sonde.analysis.projection.Projection;
import dev.sonde.analysis.projection.Tsne;
import dev.sonde.analysis.projection.TsneRun;
import dev.sonde.app.output.Interruption;
import dev.sonde.app.output.Progress;
import dev.sonde.app.output.Session;
import dev.sonde.figure.Numbers;
import dev.sonde.study.trial.TrialInterrupted;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** A projection that shows its progress; a t-SNE can be stopped and goes on another time. */
final class ProjectRun {
  private static final int AT_ONCE = 10;
  private static final long SAVE_NANOS = 60_000_000_000L;

  /**
   * @param seconds worked in all, those before a pause among them
   */
  record Done(Projection projection, double seconds) {}

  private final Session session;
  private final Points points;
  private final Projection.Settings settings;
  private final Workers workers;
  private final Path state;
  private final long begin = System.nanoTime();
  private double before;

  /**
   * @param output beside which the state of a stopped t-SNE is kept
   */
  ProjectRun(
      Session session, Points points, Projection.Settings settings, Path output, Workers workers) {
    this.session = session;
    this.points = points;
    this.settings = settings;
    this.workers = workers;
    this.state = PausedProjection.beside(output);
  }

  Done run() throws Exception {
    if (settings.method() == Projection.Method.TSNE) {
      return new Done(Projection.of(Interruption.guard(session.console(), this::tsne)), seconds());
    }
    try (Progress progress = Progress.of(session.console(), "iterations", -1)) {
      int[] last = {0};
      Projection projection =
          Projection.of(
              points,
              settings,
              workers,
              now -> {
                progress.step(now.iteration() - last[0]);
                last[0] = now.iteration();
              });
      return new Done(projection, seconds());
    }
  }

  private double seconds() {
    return before + (System.nanoTime() - begin) / 1e9;
  }

  private Tsne tsne() throws IOException {
    String key = key();
    Optional<PausedProjection> paused = PausedProjection.read(state, key, points.count());
    before = paused.map(PausedProjection::seconds).orElse(0.0);
    TsneRun run =
        paused.isPresent()
            ? Tsne.resume(points, paused.get().state(), settings.tsne(), workers)
            : Tsne.start(points, settings.tsne(), workers);
    long saved = System.nanoTime();
    int total = settings.tsne().iterations();
    try (Progress progress = Progress.of(session.console(), "iterations", total)) {
      progress.step(run.iteration());
      while (!run.ended()) {
        if (Thread.interrupted()) {
          save(key, run);
          throw new TrialInterrupted();
        }
        int from = run.iteration();
        run.advance(AT_ONCE);
        progress.step(run.iteration() - from);
        if (session.console().interactive() && run.iteration() % 50 == 0) {
          progress.note("KL " + Numbers.of(run.progress().kl()));
        }
        if (System.nanoTime() - saved > SAVE_NANOS) {
          save(key, run);
          saved = System.nanoTime();
        }
      }
    }
    return run.result();
  }

  private void save(String key, TsneRun run) throws IOException {
    new PausedProjection(key, run.state(), seconds()).write(state);
  }

  /** What is over needs no state any more. */
  void forget() throws IOException {
    Files.deleteIfExists(state);
  }

  /** Of the vectors and of t-SNE's settings. */
  String key() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(settings.tsne().toString().getBytes(StandardCharsets.UTF_8));
      ByteBuffer bytes = ByteBuffer.allocate(1 << 16);
      for (float value : points.values()) {
        bytes.putFloat(value);
        if (!bytes.hasRemaining()) {
          digest.update(bytes.array());
          bytes.clear();
        }
      }
      digest.update(bytes.array(), 0, bytes.position());
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
