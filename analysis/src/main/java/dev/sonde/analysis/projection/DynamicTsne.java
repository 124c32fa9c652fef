package dev.sonde.analysis.projection;

import dev.sonde.analysis.kernel.Points;
import dev.sonde.analysis.kernel.Workers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * Dynamic t-SNE (Rauber, Falcão, Telea 2016): the same points at several times, all times projected
 * together, so that a point moves only where its neighbourhood asks for it. The cost is
 *
 * <p>Σ_t KL(P_t‖Q_t) + (λ/2N) Σ_i Σ_{t&lt;T} ‖y_i^t − y_i^{t+1}‖².
 *
 * <p>The descent is that of {@link Tsne}; every time begins at the same random places. λ = 0 gives
 * independent projections from one start.
 *
 * @param times [count × 2] each, about one common mean
 * @param kls divergence of each time
 * @param movement the second sum with its factor
 * @param iterations done
 */
public record DynamicTsne(List<Points> times, List<Double> kls, double movement, int iterations) {

  public DynamicTsne {
    times = List.copyOf(times);
    kls = List.copyOf(kls);
  }

  /**
   * @param tsne of every time; its start is not used, its seed is
   * @param lambda weight of the movement, not negative
   */
  public record Settings(Tsne.Settings tsne, double lambda) {
    public Settings {
      if (!(lambda >= 0)) {
        throw new IllegalArgumentException("lambda must not be negative, but is " + lambda);
      }
    }

    /** λ = 0.1 with t-SNE's defaults. */
    public static Settings defaults() {
      return new Settings(Tsne.Settings.defaults(), .1);
    }
  }

  /**
   * @param times the same points in the same order at each time; dimensions may differ
   * @param progress every 50 iterations, with the sum of the divergences
   */
  public static DynamicTsne of(
      List<Points> times, Settings settings, Workers workers, Consumer<Tsne.Progress> progress) {
    DynamicTsne.Run run = new Run(times, settings, workers);
    int iterations = settings.tsne.iterations();
    for (int i = 1; i <= iterations; i++) {
      run.step();
      if (i % 50 == 0 || i == iterations) {
        double kl = run.kls().stream().mapToDouble(Double::doubleValue).sum();
        progress.accept(new Tsne.Progress(i, iterations, kl));
      }
    }
    return run.result();
  }

  /** The descent. */
  static final class Run {
    private final Settings settings;
    private final List<Layout> layouts = new ArrayList<>();
    private final int n;
    private final int dimensions;
    private final float[][] velocity;
    private final float[][] gain;
    private int iteration;

    Run(List<Points> times, Settings settings, Workers workers) {
      this.settings = settings;
      this.dimensions = settings.tsne.dimensions();
      this.n = times.isEmpty() ? 0 : times.getFirst().count();
      Points start = TsneStart.random(n, settings.tsne.seed());
      float[] position = TsneState.at(start, dimensions).position();
      for (Points points : times) {
        if (points.count() != n) {
          throw new IllegalArgumentException(
              "time %d has %d points, time 0 has %d".formatted(layouts.size(), points.count(), n));
        }
        layouts.add(
            new Layout(
                Affinities.of(points, settings.tsne.perplexity(), workers),
                position,
                GridSize.SMALLEST,
                settings.tsne.exactBelow(),
                workers));
      }
      this.velocity = new float[layouts.size()][2 * n];
      this.gain = new float[layouts.size()][2 * n];
      for (float[] gains : gain) {
        Arrays.fill(gains, 1);
      }
    }

    Layout layout(int time) {
      return layouts.get(time);
    }

    void step() {
      boolean early = iteration < settings.tsne.exaggerated();
      float[][] slopes = slopes(early ? settings.tsne.exaggeration() : 1);
      float momentum = early ? .5f : .8f;
      float rate = settings.tsne.rate(n);
      for (int t = 0; t < slopes.length; t++) {
        for (int i = 0; i < dimensions * n; i++) {
          float v = velocity[t][i];
          float g = slopes[t][i] * v < 0 ? gain[t][i] + .2f : gain[t][i] * .8f;
          gain[t][i] = Math.max(g, .01f);
          velocity[t][i] = momentum * v - rate * gain[t][i] * slopes[t][i];
          layouts.get(t).axis(i / n)[i % n] += velocity[t][i];
        }
      }
      iteration++;
    }

    /** A quarter of the cost's gradient, [time][first coordinates, then second ones]. */
    float[][] slopes(double exaggeration) {
      float[][] slopes = new float[layouts.size()][dimensions * n];
      float tie = (float) (settings.lambda / (4 * n));
      for (int t = 0; t < slopes.length; t++) {
        Layout layout = layouts.get(t);
        layout.forces();
        float push = (float) (1 / layout.z());
        for (int i = 0; i < slopes[t].length; i++) {
          int axis = i / n;
          int point = i % n;
          float here = layout.axis(axis)[point];
          float moved = 0;
          if (t > 0) {
            moved += here - layouts.get(t - 1).axis(axis)[point];
          }
          if (t + 1 < slopes.length) {
            moved += here - layouts.get(t + 1).axis(axis)[point];
          }
          slopes[t][i] =
              (float) exaggeration * layout.pull(axis)[point]
                  - push * layout.push(axis)[point]
                  + tie * moved;
        }
      }
      return slopes;
    }

    List<Double> kls() {
      return layouts.stream().map(Layout::kl).toList();
    }

    /** (λ/2N) Σ ‖y_i^t − y_i^{t+1}‖². */
    double movement() {
      double sum = 0;
      for (int t = 0; t + 1 < layouts.size(); t++) {
        for (int axis = 0; axis < dimensions; axis++) {
          for (int i = 0; i < n; i++) {
            double step = layouts.get(t + 1).axis(axis)[i] - layouts.get(t).axis(axis)[i];
            sum += step * step;
          }
        }
      }
      return settings.lambda / (2 * n) * sum;
    }

    DynamicTsne result() {
      double[] mean = new double[2];
      for (Layout layout : layouts) {
        for (int axis = 0; axis < dimensions; axis++) {
          for (int i = 0; i < n; i++) {
            mean[axis] += layout.axis(axis)[i] / n / layouts.size();
          }
        }
      }
      List<Points> times = new ArrayList<>();
      for (Layout layout : layouts) {
        float[] values = new float[n * dimensions];
        for (int i = 0; i < values.length; i++) {
          int axis = i % dimensions;
          values[i] = (float) (layout.axis(axis)[i / dimensions] - mean[axis]);
        }
        times.add(Points.of(values, n, dimensions));
      }
      return new DynamicTsne(times, kls(), movement(), iteration);
    }
  }
}
