package dev.sonde.analysis.projection;

import dev.sonde.analysis.kernel.Points;
import dev.sonde.analysis.kernel.Workers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The same points at several times (layers, epochs), each time as a picture, so that one picture
 * can be compared with the next.
 *
 * @param times [count × 2] each
 * @param alignment how the pictures were brought together
 * @param divergences KL of t-SNE or loss of UMAP at each time, one for a joint projection; empty
 *     for other methods
 * @param stability whether points move as they do in nD; null where times have other dimensions, or
 *     there is one time only
 */
public record ProjectionSequence(
    List<Points> times,
    Alignment alignment,
    List<Double> divergences,
    @Nullable Stability stability) {

  /** How pictures are brought together. */
  public enum Alignment {
    /** Not at all: each time by itself. */
    INDEPENDENT,
    /** Each begins where the first ended (t-SNE, UMAP). */
    FROM_FIRST,
    /** Each begins where the one before ended (t-SNE, UMAP). */
    CHAINED,
    /** All times are stacked and projected as one; they must have the same dimensions. */
    JOINT,
    /** {@link DynamicTsne}. */
    DYNAMIC,
    /** Each by itself, then turned, mirrored and shifted onto the one before. */
    PROCRUSTES
  }

  /**
   * @param projection of each time
   * @param lambda weight of movement in dynamic t-SNE
   */
  public record Settings(Projection.Settings projection, Alignment alignment, double lambda) {
    public Settings {
      boolean begins = alignment == Alignment.FROM_FIRST || alignment == Alignment.CHAINED;
      var method = projection.method();
      boolean moves = method == Projection.Method.TSNE || method == Projection.Method.UMAP;
      if (begins && !moves) {
        throw new IllegalArgumentException(
            alignment + " needs a method that begins somewhere: t-SNE or UMAP, not " + method);
      }
      if (alignment == Alignment.DYNAMIC && method != Projection.Method.TSNE) {
        throw new IllegalArgumentException(alignment + " is t-SNE, not " + method);
      }
    }

    public static Settings of(Projection.Settings projection, Alignment alignment) {
      return new Settings(projection, alignment, .1);
    }
  }

  public ProjectionSequence {
    times = List.copyOf(times);
    divergences = List.copyOf(divergences);
  }

  /**
   * @param times the same points in the same order at each time
   * @param progress of each projection in turn
   */
  public static ProjectionSequence of(
      List<Points> times, Settings settings, Workers workers, Consumer<Tsne.Progress> progress) {
    check(times, settings.alignment);
    Sequence found =
        switch (settings.alignment) {
          case INDEPENDENT, PROCRUSTES -> independent(times, settings, workers, progress);
          case FROM_FIRST, CHAINED -> started(times, settings, workers, progress);
          case JOINT -> joint(times, settings, workers, progress);
          case DYNAMIC -> dynamic(times, settings, workers, progress);
        };
    boolean comparable = times.size() > 1 && dimensions(times) == 1;
    return new ProjectionSequence(
        found.times,
        settings.alignment,
        found.divergences,
        comparable ? Stability.of(times, found.times) : null);
  }

  private static void check(List<Points> times, Alignment alignment) {
    if (times.isEmpty()) {
      throw new IllegalArgumentException("a sequence of no times");
    }
    for (int t = 1; t < times.size(); t++) {
      if (times.get(t).count() != times.getFirst().count()) {
        throw new IllegalArgumentException(
            "time %d has %d points, time 0 has %d"
                .formatted(t, times.get(t).count(), times.getFirst().count()));
      }
    }
    if (alignment == Alignment.JOINT && dimensions(times) > 1) {
      throw new IllegalArgumentException(
          "a joint projection needs the same dimensions at every time, not %s"
              .formatted(times.stream().map(Points::dimensions).toList()));
    }
  }

  private static long dimensions(List<Points> times) {
    return times.stream().mapToInt(Points::dimensions).distinct().count();
  }

  private record Sequence(List<Points> times, List<Double> divergences) {}

  private static Sequence independent(
      List<Points> times, Settings settings, Workers workers, Consumer<Tsne.Progress> progress) {
    List<Points> pictures = new ArrayList<>();
    List<Double> divergences = new ArrayList<>();
    for (Points points : times) {
      Projection one = Projection.of(points, settings.projection, workers, progress);
      boolean turn = settings.alignment == Alignment.PROCRUSTES && !pictures.isEmpty();
      pictures.add(
          turn
              ? Procrustes.of(one.coordinates(), pictures.getLast(), false).aligned()
              : one.coordinates());
      addDivergence(one, divergences);
    }
    return new Sequence(pictures, divergences);
  }

  private static void addDivergence(Projection one, List<Double> divergences) {
    if (one.kl() != null) {
      divergences.add(one.kl());
    } else if (one.loss() != null) {
      divergences.add(one.loss());
    }
  }

  /** What begins at a finished picture needs no exaggeration: it would tear the picture apart. */
  private static Sequence started(
      List<Points> times, Settings settings, Workers workers, Consumer<Tsne.Progress> progress) {
    List<Points> pictures = new ArrayList<>();
    List<Double> divergences = new ArrayList<>();
    Tsne.Settings calm = settings.projection.tsne().withExaggerated(0, 12);
    for (Points points : times) {
      Projection one;
      if (pictures.isEmpty()) {
        one = Projection.of(points, settings.projection, workers, progress);
      } else {
        Points begin =
            settings.alignment == Alignment.CHAINED ? pictures.getLast() : pictures.getFirst();
        one =
            settings.projection.method() == Projection.Method.UMAP
                ? Projection.of(
                    Umap.startAt(points, begin, settings.projection.umap(), workers, progress))
                : Projection.of(Tsne.startAt(points, begin, calm, workers).finish(progress));
      }
      pictures.add(one.coordinates());
      addDivergence(one, divergences);
    }
    return new Sequence(pictures, divergences);
  }

  private static Sequence joint(
      List<Points> times, Settings settings, Workers workers, Consumer<Tsne.Progress> progress) {
    int n = times.getFirst().count();
    int d = times.getFirst().dimensions();
    float[] stacked = new float[Math.multiplyExact(Math.multiplyExact(times.size(), n), d)];
    for (int t = 0; t < times.size(); t++) {
      System.arraycopy(times.get(t).values(), 0, stacked, t * n * d, n * d);
    }
    Points all = Points.of(stacked, times.size() * n, d);
    Projection one = Projection.of(all, settings.projection, workers, progress);
    List<Points> pictures = new ArrayList<>();
    for (int t = 0; t < times.size(); t++) {
      int[] rows = new int[n];
      int first = t * n;
      Arrays.setAll(rows, i -> first + i);
      pictures.add(one.coordinates().select(rows));
    }
    List<Double> divergences = new ArrayList<>();
    addDivergence(one, divergences);
    return new Sequence(pictures, divergences);
  }

  private static Sequence dynamic(
      List<Points> times, Settings settings, Workers workers, Consumer<Tsne.Progress> progress) {
    var how = new DynamicTsne.Settings(settings.projection.tsne(), settings.lambda);
    DynamicTsne dynamic = DynamicTsne.of(times, how, workers, progress);
    return new Sequence(dynamic.times(), dynamic.kls());
  }
}
