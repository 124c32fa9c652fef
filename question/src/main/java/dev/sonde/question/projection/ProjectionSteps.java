package dev.sonde.question.projection;

import dev.sonde.analysis.kernel.Points;
import dev.sonde.analysis.kernel.Workers;
import dev.sonde.analysis.projection.Projection;
import dev.sonde.analysis.projection.Tsne;
import dev.sonde.analysis.projection.TsneRun;
import dev.sonde.analysis.projection.TsneState;
import dev.sonde.analysis.projection.Umap;
import dev.sonde.analysis.projection.UmapRun;
import dev.sonde.analysis.projection.UmapState;
import dev.sonde.checkpoint.pause.Stand;
import dev.sonde.checkpoint.pause.Steps;
import dev.sonde.figure.Numbers;
import java.util.Map;
import java.util.Optional;

/** A projection that descends step by step: t-SNE or UMAP. */
sealed interface ProjectionSteps extends Steps {

  Projection result();

  /** Iterations or epochs that are done. */
  int done();

  /** How good the picture is by now; costs about an iteration. */
  String quality();

  /**
   * Begins, or goes on from where it stood.
   *
   * @throws IllegalArgumentException if the points are too few for the settings, or it cannot have
   *     stood there
   */
  static ProjectionSteps of(
      Points points, Projection.Settings settings, Workers workers, Optional<Stand> from) {
    return settings.method() == Projection.Method.TSNE
        ? new OfTsne(tsne(points, settings.tsne(), workers, from))
        : new OfUmap(umap(points, settings.umap(), workers, from));
  }

  private static TsneRun tsne(
      Points points, Tsne.Settings settings, Workers workers, Optional<Stand> from) {
    if (from.isEmpty()) return Tsne.start(points, settings, workers);
    Stand stand = from.get();
    long count = 2L * points.count();
    TsneState state =
        TsneState.of(
            stand.integer("iteration"),
            stand.floats("position", count),
            stand.floats("velocity", count),
            stand.floats("gain", count),
            stand.integer("columns"),
            stand.integer("rows"),
            stand.number("kl"));
    return Tsne.resume(points, state, settings, workers);
  }

  private static UmapRun umap(
      Points points, Umap.Settings settings, Workers workers, Optional<Stand> from) {
    if (from.isEmpty()) return Umap.start(points, settings, workers);
    Stand stand = from.get();
    long count = (long) settings.dimensions() * points.count();
    UmapState state =
        UmapState.of(
            stand.integer("epoch"),
            stand.floats("position", count),
            stand.floats("mean", count),
            stand.floats("square", count));
    return Umap.resume(points, state, settings, workers);
  }

  /** Iterations of t-SNE. */
  record OfTsne(TsneRun run) implements ProjectionSteps {
    private static final int AT_ONCE = 10;

    @Override
    public boolean ended() {
      return run.ended();
    }

    @Override
    public void step() {
      run.advance(AT_ONCE);
    }

    @Override
    public int done() {
      return run.iteration();
    }

    @Override
    public String quality() {
      return "KL " + Numbers.of(run.progress().kl());
    }

    @Override
    public Stand stand() {
      TsneState state = run.state();
      return Stand.of(
              Map.of(
                  "iteration", state.iteration(),
                  "columns", state.gridColumns(),
                  "rows", state.gridRows(),
                  "kl", state.kl()))
          .with("position", state.position())
          .with("velocity", state.velocity())
          .with("gain", state.gain());
    }

    @Override
    public Projection result() {
      return Projection.of(run.result());
    }
  }

  /** Epochs of UMAP. */
  record OfUmap(UmapRun run) implements ProjectionSteps {
    private static final int AT_ONCE = 5;

    @Override
    public boolean ended() {
      return run.ended();
    }

    @Override
    public void step() {
      run.advance(AT_ONCE);
    }

    @Override
    public int done() {
      return run.epoch();
    }

    @Override
    public String quality() {
      return "loss " + Numbers.of(run.progress().kl());
    }

    @Override
    public Stand stand() {
      UmapState state = run.state();
      return Stand.of(Map.of("epoch", state.epoch()))
          .with("position", state.position())
          .with("mean", state.mean())
          .with("square", state.square());
    }

    @Override
    public Projection result() {
      return Projection.of(run.result());
    }
  }
}
