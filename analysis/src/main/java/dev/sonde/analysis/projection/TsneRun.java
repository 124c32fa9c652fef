package dev.sonde.analysis.projection;

import dev.sonde.analysis.kernel.VectorModule;
import dev.sonde.analysis.kernel.Workers;
import java.util.function.Consumer;

/** A t-SNE under way; not for several threads at once. */
public final class TsneRun {
  private static final int REPORT = 50;

  private final Tsne.Settings settings;
  private final Layout layout;
  private final int n;
  private final float rate;
  private final float[] velocity;
  private final float[] gain;
  private int iteration;
  private double lastKl;
  private boolean settled;

  TsneRun(Affinities affinities, TsneState state, Tsne.Settings settings, Workers workers) {
    VectorModule.require("t-SNE");
    if (state.count() != affinities.count()) {
      throw new IllegalArgumentException(
          "the state has %d points, the data %d".formatted(state.count(), affinities.count()));
    }
    this.settings = settings;
    this.n = affinities.count();
    GridSize size = new GridSize(state.gridColumns(), state.gridRows());
    this.layout = new Layout(affinities, state.position(), size, settings.exactBelow(), workers);
    this.rate = settings.rate(n);
    this.velocity = state.velocity();
    this.gain = state.gain();
    this.iteration = state.iteration();
    this.lastKl = state.kl();
  }

  public int iteration() {
    return iteration;
  }

  /** Whether all iterations are done, or the stopping rule has ended the run. */
  public boolean ended() {
    return settled || iteration >= settings.iterations();
  }

  /** Does up to {@code iterations} more, but none after the run has ended. */
  public void advance(int iterations) {
    int last = Math.min(settings.iterations(), iteration + iterations);
    while (iteration < last && !settled) {
      step();
      settle();
    }
  }

  /** The stopping rule, at the same iterations however often the run is paused. */
  private void settle() {
    if (settings.tolerance() >= 0
        && iteration % REPORT == 0
        && iteration >= settings.exaggerated()) {
      double kl = layout.kl();
      settled = lastKl - kl <= settings.tolerance() * kl;
      lastKl = kl;
    }
  }

  /** Runs to the end; reports every 50 iterations. */
  public Tsne finish(Consumer<Tsne.Progress> progress) {
    while (!ended()) {
      advance(REPORT - iteration % REPORT);
      if (iteration % REPORT == 0 && !ended()) {
        progress.accept(progress());
      }
    }
    Tsne result = result();
    progress.accept(new Tsne.Progress(iteration, settings.iterations(), result.kl()));
    return result;
  }

  /** Where the run is; costs about one iteration. */
  public Tsne.Progress progress() {
    return new Tsne.Progress(iteration, settings.iterations(), layout.kl());
  }

  /** A copy of where the run is. */
  public TsneState state() {
    GridSize size = layout.grid();
    return TsneState.of(
        iteration, layout.position(), velocity, gain, size.columns(), size.rows(), lastKl);
  }

  /** The projection as it is now. */
  public Tsne result() {
    return new Tsne(layout.centred(settings.dimensions()), layout.kl(), iteration, layout.recall());
  }

  private void step() {
    boolean early = iteration < settings.exaggerated();
    layout.forces();
    float pull = early ? (float) settings.exaggeration() : 1;
    float push = (float) (1 / layout.z());
    float momentum = early ? .5f : .8f;
    for (int axis = 0; axis < settings.dimensions(); axis++) {
      move(axis, pull, push, momentum);
    }
    iteration++;
  }

  private void move(int axis, float pull, float push, float momentum) {
    float[] at = layout.axis(axis);
    float[] pulls = layout.pull(axis);
    float[] pushes = layout.push(axis);
    int offset = axis * n;
    for (int i = 0; i < n; i++) {
      float slope = pull * pulls[i] - push * pushes[i];
      float v = velocity[offset + i];
      float g = slope * v < 0 ? gain[offset + i] + .2f : gain[offset + i] * .8f;
      g = Math.max(g, .01f);
      v = momentum * v - rate * g * slope;
      gain[offset + i] = g;
      velocity[offset + i] = v;
      at[i] += v;
    }
  }
}
