package dev.sonde.analysis.clusters;

import dev.sonde.analysis.kernel.DistanceKernel;
import dev.sonde.analysis.kernel.Panels;
import dev.sonde.analysis.kernel.Points;
import dev.sonde.analysis.kernel.Workers;
import dev.sonde.analysis.neighbours.Radius;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The movement of the seeds of mean shift, all in step. */
final class Shift {
  private static final int WIDTH = DistanceKernel.WIDTH;
  private static final int BLOCK = 16;

  /** Panels whose members are summed in float32 before the sum goes to double. */
  private static final int SHORT_SUM = 8;

  private final DistanceKernel kernel = DistanceKernel.best();
  private final Points points;
  private final Panels panels;
  private final double bandwidth;
  private final Workers workers;

  /** Rows padded to whole vectors: [count × padded]. */
  private final float[] padded;

  private final int width;

  Shift(Points points, double bandwidth, Workers workers) {
    this.points = points;
    this.panels = Panels.of(points);
    this.bandwidth = bandwidth;
    this.workers = workers;
    int d = points.dimensions();
    this.width = (d + WIDTH - 1) / WIDTH * WIDTH;
    this.padded = new float[Math.multiplyExact(points.count(), width)];
    for (int i = 0; i < points.count(); i++) {
      System.arraycopy(points.values(), i * d, padded, i * width, d);
    }
  }

  /** A place where seeds ended, and how many points its last window held. */
  private record Mode(FloatRow at, int members) {
    static int order(Mode a, Mode b) {
      int byMembers = Integer.compare(b.members, a.members);
      return byMembers != 0 ? byMembers : Arrays.compare(b.at.values(), a.at.values());
    }
  }

  /** Modes no two of which are within the bandwidth, those with more points first. */
  Points modes(Points seeds, int iterations) {
    int d = points.dimensions();
    Map<FloatRow, Integer> ended = new LinkedHashMap<>();
    float[] at = seeds.values();
    int active = seeds.count();
    double still = 1e-3 * bandwidth;
    for (int iteration = 0; active > 0; iteration++) {
      float[] means = new float[active * d];
      int[] members = new int[active];
      move(Points.of(at, active, d), means, members);
      Map<FloatRow, FloatRow> going = new LinkedHashMap<>();
      for (int i = 0; i < active; i++) {
        FloatRow mean = FloatRow.of(Arrays.copyOfRange(means, i * d, (i + 1) * d));
        if (members[i] == 0) {
          continue;
        }
        if (moved(at, means, i, d) < still || iteration == iterations) {
          ended.putIfAbsent(mean, members[i]);
        } else {
          going.putIfAbsent(mean, mean);
        }
      }
      at = new float[going.size() * d];
      active = 0;
      for (FloatRow row : going.keySet()) {
        System.arraycopy(row.values(), 0, at, active++ * d, d);
      }
    }
    return apart(ended);
  }

  private static double moved(float[] from, float[] to, int i, int d) {
    double sum = 0;
    for (int k = i * d; k < (i + 1) * d; k++) {
      double step = (double) to[k] - from[k];
      sum += step * step;
    }
    return Math.sqrt(sum);
  }

  private void move(Points at, float[] means, int[] members) {
    int n = at.count();
    workers.each(
        (n + BLOCK - 1) / BLOCK,
        block -> {
          int from = block * BLOCK;
          moveBlock(at, from, Math.min(n, from + BLOCK), means, members);
        });
  }

  private void moveBlock(Points at, int from, int to, float[] means, int[] members) {
    int d = points.dimensions();
    float limit = (float) (bandwidth * bandwidth);
    double[] sums = new double[(to - from) * d];
    float[] shortSums = new float[(to - from) * width];
    float[] out = new float[DistanceKernel.QUERIES * WIDTH];
    for (int panel = 0; panel < panels.panels(); panel++) {
      for (int q = from; q < to; q += DistanceKernel.QUERIES) {
        kernel.squared(
            at.values(),
            q * d,
            Math.min(q + 1, to - 1) * d,
            Math.min(q + 2, to - 1) * d,
            Math.min(q + 3, to - 1) * d,
            d,
            panels.values(),
            panels.start(panel),
            out);
        int end = Math.min(to, q + DistanceKernel.QUERIES);
        for (int i = q; i < end; i++) {
          int bits = kernel.within(out, (i - q) * WIDTH, limit);
          members[i] += Integer.bitCount(bits);
          gather(bits, panel * WIDTH, shortSums, (i - from) * width);
        }
      }
      if ((panel + 1) % SHORT_SUM == 0 || panel + 1 == panels.panels()) {
        flush(shortSums, sums, to - from, d);
      }
    }
    for (int i = from; i < to; i++) {
      for (int k = 0; k < d && members[i] > 0; k++) {
        means[i * d + k] = (float) (sums[(i - from) * d + k] / members[i]);
      }
    }
  }

  private void gather(int bits, int first, float[] sums, int at) {
    for (int left = bits; left != 0; left &= left - 1) {
      int point = first + Integer.numberOfTrailingZeros(left);
      kernel.add(padded, point * width, width, sums, at);
    }
  }

  private void flush(float[] shortSums, double[] sums, int rows, int d) {
    for (int i = 0; i < rows; i++) {
      for (int k = 0; k < d; k++) {
        sums[i * d + k] += shortSums[i * width + k];
      }
    }
    Arrays.fill(shortSums, 0);
  }

  private Points apart(Map<FloatRow, Integer> ended) {
    List<Mode> modes = new ArrayList<>();
    ended.forEach((row, members) -> modes.add(new Mode(row, members)));
    modes.sort(Mode::order);
    int d = points.dimensions();
    float[] all = new float[modes.size() * d];
    for (int i = 0; i < modes.size(); i++) {
      System.arraycopy(modes.get(i).at.values(), 0, all, i * d, d);
    }
    Points places = Points.of(all, modes.size(), d);
    boolean[] covered = new boolean[modes.size()];
    int[] kept = new int[modes.size()];
    int size = 0;
    for (int i = 0; i < modes.size(); i++) {
      if (!covered[i]) {
        kept[size++] = i;
        for (int j : Radius.within(places, i, bandwidth)) {
          covered[j] = true;
        }
      }
    }
    return places.select(Arrays.copyOf(kept, size));
  }
}
