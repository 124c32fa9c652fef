package dev.sonde.analysis.neighbours;

import dev.sonde.analysis.kernel.DistanceKernel;
import dev.sonde.analysis.kernel.Panels;
import dev.sonde.analysis.kernel.Points;
import dev.sonde.analysis.kernel.Workers;
import dev.sonde.settings.Bounds;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Most of the nearest neighbours of very many points, without comparing all pairs.
 *
 * <p>Random trees halve the points along the line between two of them until about a thousand are
 * left; in such a leaf all pairs are compared by the exact kernel, which is so fast that leaves can
 * be large and trees few. Trees are added, and neighbours of neighbours looked at, until a sample
 * of points finds as large a share of its exact neighbours as asked for. A point is in one leaf of
 * a tree, so that leaves can be worked on at once and the result does not depend on the threads.
 *
 * <p>Costs trees · count · leaf · dimensions; memory for count · k · 16 bytes.
 */
public final class NeighbourForest {
  private static final int WIDTH = DistanceKernel.WIDTH;
  private static final int TREES_AT_ONCE = 4;

  /** Neighbours whose neighbours are looked at. */
  private static final int NEAR = 20;

  private final Points points;
  private final int k;
  private final Settings settings;
  private final Workers workers;
  private final DistanceKernel kernel = DistanceKernel.best();

  /** Per point, its k best so far in order: distance above index; the rest is Long.MAX_VALUE. */
  private final long[] best;

  /**
   * @param recall share of the exact neighbours at which no tree is added
   * @param trees at most
   * @param leaf points that are compared with each other
   * @param sample points by which the recall is measured
   * @param seed of the trees
   */
  public record Settings(double recall, int trees, int leaf, int sample, long seed) {
    public Settings {
      Bounds.between("recall", recall, 0, 1);
      if (trees < 1 || leaf < 2 || sample < 1) {
        throw new IllegalArgumentException(
            "trees %d, leaf %d, sample %d: at least 1, 2 and 1".formatted(trees, leaf, sample));
      }
    }

    /** Recall 0.97, at most 32 trees, leaves of 1,000, measured by 1,000 points. */
    public static Settings defaults() {
      return new Settings(.97, 32, 1000, 1000, 0);
    }

    /** The same, with leaves large enough for {@code k} neighbours. */
    static Settings forNeighbours(int k) {
      Settings usual = defaults();
      int leaf = (int) Math.max(usual.leaf, 5L * k);
      return new Settings(usual.recall, usual.trees, leaf, usual.sample, usual.seed);
    }
  }

  private NeighbourForest(Points points, int k, Settings settings, Workers workers) {
    this.points = points;
    this.k = k;
    this.settings = settings;
    this.workers = workers;
    this.best = new long[Math.multiplyExact(points.count(), k)];
    Arrays.fill(best, Long.MAX_VALUE);
  }

  /** For each point k of the others; {@link NearestNeighbours#recall()} says how good they are. */
  public static NearestNeighbours of(Points points, int k, Settings settings, Workers workers) {
    if (k < 1 || k >= Math.min(points.count(), settings.leaf / 2)) {
      throw new IllegalArgumentException(
          "k must be at least 1 and below half a leaf (%d) and the points (%d), not %d"
              .formatted(settings.leaf / 2, points.count(), k));
    }
    return new NeighbourForest(points, k, settings, workers).grow();
  }

  private NearestNeighbours grow() {
    int n = points.count();
    int[] sample = new int[Math.min(settings.sample, n)];
    Arrays.setAll(sample, i -> (int) ((long) i * n / sample.length));
    NearestNeighbours exact = NearestNeighbours.ofSome(points, sample, k, workers);
    SplittableRandom random = new SplittableRandom(settings.seed);
    double recall = 0;
    for (int tree = 0; tree < settings.trees && recall < settings.recall; tree++) {
      tree(random.split());
      if ((tree + 1) % TREES_AT_ONCE == 0 || tree + 1 == settings.trees) {
        recall = recall(exact, sample);
        if (recall < settings.recall) {
          neighboursOfNeighbours();
          recall = recall(exact, sample);
        }
      }
    }
    int[] indices = new int[best.length];
    float[] squared = new float[best.length];
    for (int e = 0; e < best.length; e++) {
      indices[e] = (int) best[e];
      squared[e] = Float.intBitsToFloat((int) (best[e] >>> 32));
    }
    return NearestNeighbours.approximate(n, k, indices, squared, recall);
  }

  /** Share of the sample's exact neighbours that were found; ties count by distance. */
  private double recall(NearestNeighbours exact, int[] sample) {
    long found = 0;
    for (int i = 0; i < sample.length; i++) {
      float farthest = exact.squaredDistance(i, k - 1);
      for (int r = 0; r < k; r++) {
        long pair = best[sample[i] * k + r];
        found +=
            pair != Long.MAX_VALUE && Float.intBitsToFloat((int) (pair >>> 32)) <= farthest ? 1 : 0;
      }
    }
    return (double) found / sample.length / k;
  }

  /** Halves level by level; then compares within the leaves. */
  private void tree(SplittableRandom random) {
    int n = points.count();
    int[] order = new int[n];
    Arrays.setAll(order, i -> i);
    float[] along = new float[n];
    int parts = 1;
    while (n / parts > settings.leaf) {
      long[] seeds = random.longs(parts).toArray();
      int now = parts;
      workers.each(
          parts,
          part -> {
            int from = (int) ((long) n * part / now);
            int to = (int) ((long) n * (part + 1) / now);
            // The next level's border: not just the middle, for it rounds down once only.
            int middle = (int) ((long) n * (2 * part + 1) / (2L * now));
            halve(order, along, from, middle, to, new SplittableRandom(seeds[part]));
          });
      parts *= 2;
    }
    int leaves = parts;
    workers.each(
        leaves,
        leaf -> {
          int from = (int) ((long) n * leaf / leaves);
          int to = (int) ((long) n * (leaf + 1) / leaves);
          compare(Arrays.copyOfRange(order, from, to));
        });
  }

  /** Points nearer to one of two random points first; the middle one is where it should be. */
  private void halve(
      int[] order, float[] along, int from, int middle, int to, SplittableRandom random) {
    int d = points.dimensions();
    int a = order[random.nextInt(from, to)];
    int b = order[random.nextInt(from, to)];
    float[] direction = new float[d];
    for (int c = 0; c < d; c++) {
      direction[c] = points.at(a, c) - points.at(b, c);
    }
    if (a == b || points.squaredDistance(a, points, b) == 0) {
      for (int c = 0; c < d; c++) {
        direction[c] = (float) random.nextGaussian();
      }
    }
    float[] values = points.values();
    for (int i = from; i < to; i++) {
      int row = order[i] * d;
      float sum = 0;
      for (int c = 0; c < d; c++) {
        sum += direction[c] * values[row + c];
      }
      along[i] = sum;
    }
    select(order, along, from, middle, to, random);
  }

  /** Hoare's selection, with random pivots from the tree's own numbers. */
  private static void select(
      int[] order, float[] along, int from, int middle, int to, SplittableRandom random) {
    int low = from;
    int high = to - 1;
    while (low < high) {
      float pivot = along[random.nextInt(low, high + 1)];
      int i = low;
      int j = high;
      while (i <= j) {
        while (along[i] < pivot) {
          i++;
        }
        while (along[j] > pivot) {
          j--;
        }
        if (i <= j) {
          float value = along[i];
          along[i] = along[j];
          along[j] = value;
          int point = order[i];
          order[i++] = order[j];
          order[j--] = point;
        }
      }
      if (middle <= j) {
        high = j;
      } else if (middle >= i) {
        low = i;
      } else {
        return;
      }
    }
  }

  private void compare(int[] leaf) {
    Panels panels = Panels.of(points, leaf, leaf.length);
    Merging merging = new Merging(leaf.length);
    float[] out = new float[DistanceKernel.QUERIES * WIDTH];
    float[] values = points.values();
    int d = points.dimensions();
    for (int q = 0; q < leaf.length; q += DistanceKernel.QUERIES) {
      int rows = Math.min(DistanceKernel.QUERIES, leaf.length - q);
      merging.clear();
      for (int panel = 0; panel < panels.panels(); panel++) {
        int last = leaf.length - 1;
        kernel.squared(
            values,
            leaf[q] * d,
            leaf[Math.min(q + 1, last)] * d,
            leaf[Math.min(q + 2, last)] * d,
            leaf[Math.min(q + 3, last)] * d,
            d,
            panels.values(),
            panels.start(panel),
            out);
        for (int row = 0; row < rows; row++) {
          int point = leaf[q + row];
          int bits = kernel.below(out, row * WIDTH, limit(point));
          while (bits != 0) {
            int lane = Integer.numberOfTrailingZeros(bits);
            bits &= bits - 1;
            int other = leaf[panel * WIDTH + lane];
            if (other != point) {
              merging.add(row, out[row * WIDTH + lane], other);
            }
          }
        }
      }
      for (int row = 0; row < rows; row++) {
        merging.into(row, leaf[q + row]);
      }
    }
  }

  private float limit(int point) {
    long last = best[point * k + k - 1];
    return last == Long.MAX_VALUE
        ? Float.POSITIVE_INFINITY
        : Float.intBitsToFloat((int) (last >>> 32));
  }

  /** Each point against the nearest of its nearest, as they stood before. */
  private void neighboursOfNeighbours() {
    int n = points.count();
    int few = Math.min(NEAR, k);
    int[] near = new int[Math.multiplyExact(n, few)];
    for (int i = 0; i < n; i++) {
      for (int r = 0; r < few; r++) {
        long pair = best[i * k + r];
        near[i * few + r] = pair == Long.MAX_VALUE ? i : (int) pair;
      }
    }
    workers.each(
        (n + 255) / 256,
        piece -> {
          Merging merging = new Merging(few * few);
          int[] candidates = new int[few * few];
          for (int i = piece * 256; i < Math.min(n, (piece + 1) * 256); i++) {
            int size = 0;
            for (int r = 0; r < few; r++) {
              System.arraycopy(near, near[i * few + r] * few, candidates, size, few);
              size += few;
            }
            Arrays.sort(candidates);
            merging.clear();
            float limit = limit(i);
            for (int c = 0; c < size; c++) {
              int other = candidates[c];
              if (other != i && (c == 0 || candidates[c - 1] != other)) {
                float squared = squared(i, other);
                if (squared < limit) {
                  merging.add(0, squared, other);
                }
              }
            }
            merging.into(0, i);
          }
        });
  }

  /** With the kernel's operations in its order, so that a pair has one distance. */
  private float squared(int a, int b) {
    float[] values = points.values();
    int d = points.dimensions();
    float sum = 0;
    for (int c = 0; c < d; c++) {
      float difference = values[a * d + c] - values[b * d + c];
      sum = Math.fma(difference, difference, sum);
    }
    return sum;
  }

  /** Candidates of up to four points, and the way into their lists. */
  private final class Merging {
    private final long[][] candidates;
    private final int[] sizes = new int[DistanceKernel.QUERIES];
    private final long[] merged = new long[k];

    Merging(int most) {
      candidates = new long[DistanceKernel.QUERIES][most];
    }

    void clear() {
      Arrays.fill(sizes, 0);
    }

    void add(int row, float squared, int other) {
      candidates[row][sizes[row]++] = (long) Float.floatToRawIntBits(squared) << 32 | other;
    }

    void into(int row, int point) {
      if (sizes[row] == 0) {
        return;
      }
      long[] fresh = candidates[row];
      Arrays.sort(fresh, 0, sizes[row]);
      int old = point * k;
      int oldEnd = old + k;
      int at = 0;
      for (int to = 0; to < k; ) {
        long a = old < oldEnd ? best[old] : Long.MAX_VALUE;
        long b = at < sizes[row] ? fresh[at] : Long.MAX_VALUE;
        old += a <= b ? 1 : 0;
        at += b <= a ? 1 : 0;
        merged[to++] = Math.min(a, b);
      }
      System.arraycopy(merged, 0, best, point * k, k);
    }
  }
}
