package dev.sonde.analysis.projection;

import dev.sonde.analysis.kernel.Points;
import dev.sonde.analysis.kernel.Workers;
import java.util.Arrays;
import java.util.function.Consumer;

/** A t-SNE under way; not for several threads at once. */
public final class TsneRun {
  private static final int GROUP = Affinities.GROUP;
  private static final int REPORT = 50;

  private final Affinities affinities;
  private final Tsne.Settings settings;
  private final Workers workers;
  private final Repulsion repulsion;
  private final int n;
  private final float rate;
  private final float[] x;
  private final float[] y;
  private final float[] velocity;
  private final float[] gain;
  private final float[] pullX;
  private final float[] pullY;
  private final float[] pushX;
  private final float[] pushY;
  private int iteration;

  TsneRun(Affinities affinities, TsneState state, Tsne.Settings settings, Workers workers) {
    if (state.count() != affinities.count()) {
      throw new IllegalArgumentException(
          "the state has %d points, the data %d".formatted(state.count(), affinities.count()));
    }
    this.affinities = affinities;
    this.settings = settings;
    this.workers = workers;
    this.n = affinities.count();
    GridSize size = new GridSize(state.gridColumns(), state.gridRows());
    this.repulsion =
        n < settings.exactBelow()
            ? new ExactRepulsion(n, workers)
            : new GridRepulsion(n, workers, size);
    this.rate =
        (float)
            (settings.learningRate() > 0
                ? settings.learningRate()
                : Math.max(200, n / settings.exaggeration()));
    int padded = (n + GROUP - 1) / GROUP * GROUP;
    float[] position = state.position();
    this.x = Arrays.copyOf(position, padded);
    this.y = Arrays.copyOf(Arrays.copyOfRange(position, n, 2 * n), padded);
    this.velocity = state.velocity();
    this.gain = state.gain();
    this.pullX = new float[n];
    this.pullY = new float[n];
    this.pushX = new float[n];
    this.pushY = new float[n];
    this.iteration = state.iteration();
  }

  public int iteration() {
    return iteration;
  }

  /** Does up to {@code iterations} more, but not more than the settings say in all. */
  public void advance(int iterations) {
    int last = Math.min(settings.iterations(), iteration + iterations);
    while (iteration < last) {
      step();
    }
  }

  /** Runs to the end; reports every 50 iterations. */
  public Tsne finish(Consumer<Tsne.Progress> progress) {
    while (iteration < settings.iterations()) {
      advance(REPORT - iteration % REPORT);
      if (iteration % REPORT == 0 && iteration < settings.iterations()) {
        progress.accept(new Tsne.Progress(iteration, settings.iterations(), kl()));
      }
    }
    Tsne result = result();
    progress.accept(new Tsne.Progress(iteration, settings.iterations(), result.kl()));
    return result;
  }

  /** A copy of where the run is. */
  public TsneState state() {
    float[] position = new float[2 * n];
    System.arraycopy(x, 0, position, 0, n);
    System.arraycopy(y, 0, position, n, n);
    GridSize size = repulsion instanceof GridRepulsion grid ? grid.size() : GridSize.SMALLEST;
    return TsneState.of(iteration, position, velocity, gain, size.columns(), size.rows());
  }

  /** The projection as it is now. */
  public Tsne result() {
    int d = settings.dimensions();
    float[] values = new float[n * d];
    double[] mean = new double[2];
    for (int i = 0; i < n; i++) {
      mean[0] += x[i];
      mean[1] += y[i];
    }
    for (int i = 0; i < n; i++) {
      values[i * d] = (float) (x[i] - mean[0] / n);
      if (d == 2) {
        values[i * d + 1] = (float) (y[i] - mean[1] / n);
      }
    }
    return new Tsne(Points.of(values, n, d), kl(), iteration);
  }

  private void step() {
    boolean early = iteration < settings.exaggerated();
    attract();
    double z = repulsion.forces(x, y, pushX, pushY);
    float pull = early ? (float) settings.exaggeration() : 1;
    float push = (float) (1 / z);
    float momentum = early ? .5f : .8f;
    move(x, 0, pullX, pushX, pull, push, momentum);
    if (settings.dimensions() == 2) {
      move(y, n, pullY, pushY, pull, push, momentum);
    }
    iteration++;
  }

  private void move(
      float[] at,
      int offset,
      float[] pulls,
      float[] pushes,
      float pull,
      float push,
      float momentum) {
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

  private void attract() {
    int[] rows = affinities.rows();
    workers.each(
        (affinities.groups() + 63) / 64,
        piece -> {
          float[] out = new float[2 * GROUP];
          int to = Math.min(affinities.groups(), (piece + 1) * 64);
          for (int group = piece * 64; group < to; group++) {
            Forces.attract(
                rows,
                group,
                affinities.columns(),
                affinities.values(),
                affinities.start(group),
                affinities.start(group + 1),
                x,
                y,
                out);
            for (int lane = 0; lane < GROUP; lane++) {
              int at = group * GROUP + lane;
              if (!affinities.isFiller(at)) {
                pullX[rows[at]] = out[lane];
                pullY[rows[at]] = out[GROUP + lane];
              }
            }
          }
        });
  }

  /** Σ p log(p/q) over the affinities kept. */
  private double kl() {
    double z = repulsion.forces(x, y, pushX, pushY);
    double[] parts = new double[(affinities.groups() + 63) / 64];
    workers.each(parts.length, piece -> parts[piece] = stretched(piece));
    double sum = affinities.negativeEntropy();
    for (double part : parts) {
      sum += part;
    }
    return sum + Math.log(z) * affinities.total();
  }

  private double stretched(int piece) {
    double sum = 0;
    int to = Math.min(affinities.groups(), (piece + 1) * 64);
    for (int group = piece * 64; group < to; group++) {
      for (int e = affinities.start(group); e < affinities.start(group + 1); e++) {
        float p = affinities.values()[e];
        if (p > 0) {
          int i = affinities.rows()[group * GROUP + (e - affinities.start(group)) % GROUP];
          int j = affinities.columns()[e];
          double dx = x[i] - x[j];
          double dy = y[i] - y[j];
          sum += p * Math.log1p(dx * dx + dy * dy);
        }
      }
    }
    return sum;
  }
}
