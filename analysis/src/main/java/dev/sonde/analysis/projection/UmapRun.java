package dev.sonde.analysis.projection;

import dev.sonde.analysis.kernel.Points;
import dev.sonde.analysis.kernel.Workers;

/** A UMAP under way; not for several threads at once. */
public final class UmapRun {
  private static final int PIECE = 256;

  /** A single pull or push is no longer than this along either axis. */
  private static final float LONGEST = 4;

  private static final float NEAR = .001f;
  private static final double LEAST = 1e-4;
  private static final double MOMENTUM = .5;
  private static final double SQUARES = .9;
  private static final double EPSILON = 1e-7;

  private final FuzzyGraph graph;
  private final Umap.Settings settings;
  private final Workers workers;
  private final int n;
  private final int d;
  private final int epochs;
  private final double recall;
  private final float a;
  private final float b;

  /** An edge pulls every so many epochs, the heaviest in all of them. */
  private final float[] every;

  private final float[] due;
  private final float[] dueDraw;
  private float[] at;
  private float[] next;
  private final float[] mean;
  private final float[] square;
  private int epoch;

  /**
   * @param recall share of the true neighbours in the graph
   * @param state after whatever epochs
   */
  UmapRun(
      FuzzyGraph graph, double recall, UmapState state, Umap.Settings settings, Workers workers) {
    this.graph = graph;
    this.settings = settings;
    this.workers = workers;
    this.n = graph.count();
    this.d = settings.dimensions();
    this.epochs = settings.epochs(n);
    this.recall = recall;
    UmapCurve curve = UmapCurve.of(settings.minDistance(), settings.spread());
    this.a = (float) curve.a();
    this.b = (float) curve.b();
    this.at = state.position();
    if (at.length != n * d || state.epoch() > epochs) {
      throw new IllegalArgumentException(
          "the state has %d values after %d epochs, the data %d and %d"
              .formatted(at.length, state.epoch(), n * d, epochs));
    }
    this.next = at.clone();
    this.mean = state.mean();
    this.square = state.square();
    this.epoch = state.epoch();
    this.every = new float[graph.edges()];
    this.due = new float[graph.edges()];
    this.dueDraw = new float[graph.edges()];
    float heaviest = graph.heaviest();
    workers.each(
        (n + PIECE - 1) / PIECE,
        piece -> {
          for (int i = piece * PIECE; i < Math.min(n, (piece + 1) * PIECE); i++) wind(i, heaviest);
        });
  }

  /** Sets the clocks of a point's edges to what they show after the epochs done. */
  private void wind(int i, float heaviest) {
    for (int e = graph.start(i); e < graph.start(i + 1); e++) {
      float weight = graph.weight(e);
      // Too light to pull even once.
      every[e] = weight * epochs < heaviest ? Float.POSITIVE_INFINITY : heaviest / weight;
      due[e] = every[e];
      dueDraw[e] = every[e] / settings.negatives();
      for (int then = 1; then <= epoch; then++) {
        if (due[e] <= then) tick(e, then);
      }
    }
  }

  /** An edge pulls: when it will the next time, and how many pushes come with it. */
  private int tick(int e, int now) {
    due[e] += every[e];
    float apart = every[e] / settings.negatives();
    int draws = (int) ((now - dueDraw[e]) / apart);
    dueDraw[e] += draws * apart;
    return draws;
  }

  /** Epochs done. */
  public int epoch() {
    return epoch;
  }

  public boolean ended() {
    return epoch >= epochs;
  }

  /** Does up to {@code more} epochs, but none after the last. */
  public void advance(int more) {
    int last = Math.min(epochs, epoch + more);
    while (epoch < last) step();
  }

  /** Where the run is, with its loss; costs about one epoch. */
  public Tsne.Progress progress() {
    return new Tsne.Progress(epoch, epochs, loss());
  }

  /** A copy of where the run is. */
  public UmapState state() {
    return UmapState.of(epoch, at, mean, square);
  }

  /** The projection as it is now. */
  public Umap result() {
    return new Umap(centred(), loss(), epoch, recall);
  }

  private void step() {
    epoch++;
    double rate = 1 - (epoch - 1.0) / epochs;
    double correction =
        Math.sqrt(1 - Math.pow(SQUARES, epoch)) / (1 - Math.pow(MOMENTUM, epoch)) * rate;
    workers.each(
        (n + PIECE - 1) / PIECE,
        piece -> {
          float[] force = new float[2];
          for (int i = piece * PIECE; i < Math.min(n, (piece + 1) * PIECE); i++) {
            force[0] = 0;
            force[1] = 0;
            forces(i, force);
            move(i, force, (float) correction);
          }
        });
    float[] before = at;
    at = next;
    next = before;
  }

  private void move(int i, float[] force, float rate) {
    for (int axis = 0; axis < d; axis++) {
      int k = i * d + axis;
      float f = force[axis];
      mean[k] = (float) (MOMENTUM * mean[k] + (1 - MOMENTUM) * f);
      square[k] = (float) (SQUARES * square[k] + (1 - SQUARES) * f * f);
      next[k] = at[k] + rate * mean[k] / (float) (Math.sqrt(square[k]) + EPSILON);
    }
  }

  private void forces(int i, float[] force) {
    long random = mix(settings.seed() * 0x9e3779b97f4a7c15L + epoch) + i * 0x632be59bd9b4e019L;
    for (int e = graph.start(i); e < graph.start(i + 1); e++) {
      if (due[e] > epoch) {
        continue;
      }
      pull(i, graph.column(e), force);
      int draws = tick(e, epoch);
      for (int draw = 0; draw < draws; draw++) {
        random += 0x9e3779b97f4a7c15L;
        int j = other(random);
        if (j != i) {
          push(i, j, force);
        }
      }
    }
  }

  private int other(long random) {
    return (int) (((mix(random) >>> 32) * n) >>> 32);
  }

  private static long mix(long z) {
    z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
    z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
    return z ^ z >>> 31;
  }

  private float squared(int i, int j) {
    float sum = 0;
    for (int axis = 0; axis < d; axis++) {
      float apart = at[i * d + axis] - at[j * d + axis];
      sum += apart * apart;
    }
    return sum;
  }

  private void pull(int i, int j, float[] force) {
    float squared = squared(i, j);
    if (squared > 0) {
      double power = Math.pow(squared, b);
      add(i, j, (float) (-2 * a * b * power / squared / (1 + a * power)), force);
    }
  }

  private void push(int i, int j, float[] force) {
    float squared = squared(i, j);
    if (squared > 0) {
      double power = Math.pow(squared, b);
      add(i, j, (float) (2 * b / ((NEAR + squared) * (1 + a * power))), force);
    }
  }

  private void add(int i, int j, float strength, float[] force) {
    for (int axis = 0; axis < d; axis++) {
      float f = strength * (at[i * d + axis] - at[j * d + axis]);
      force[axis] += Math.clamp(f, -LONGEST, LONGEST);
    }
  }

  /**
   * What the descent lowers on average (Damrich and Hamprecht 2021): Σ w (−log q) / Σ w over the
   * edges, and for every pull as many draws' mean of −log(1 − q), here from ten draws per point.
   */
  private double loss() {
    double pulls = 0;
    double weights = 0;
    double pushes = 0;
    long draws = 0;
    for (int i = 0; i < n; i++) {
      for (int e = graph.start(i); e < graph.start(i + 1); e++) {
        pulls -= graph.weight(e) * Math.log(Math.max(sureness(i, graph.column(e)), LEAST));
        weights += graph.weight(e);
      }
      long random = mix(settings.seed() + 1) + i * 0x632be59bd9b4e019L;
      for (int draw = 0; draw < 10; draw++) {
        random += 0x9e3779b97f4a7c15L;
        int j = other(random);
        if (j != i) {
          pushes -= Math.log(Math.max(1 - sureness(i, j), LEAST));
          draws++;
        }
      }
    }
    double pull = weights > 0 ? pulls / weights : 0;
    return pull + (draws > 0 ? settings.negatives() * pushes / draws : 0);
  }

  private double sureness(int i, int j) {
    return 1 / (1 + a * Math.pow(squared(i, j), b));
  }

  private Points centred() {
    float[] values = at.clone();
    for (int axis = 0; axis < d; axis++) {
      double middle = 0;
      for (int i = axis; i < values.length; i += d) {
        middle += values[i];
      }
      for (int i = axis; i < values.length; i += d) {
        values[i] = (float) (values[i] - middle / n);
      }
    }
    return Points.of(values, n, d);
  }
}
