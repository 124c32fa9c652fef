package dev.sonde.analysis.neighbours;

import dev.sonde.analysis.kernel.DistanceKernel;
import dev.sonde.analysis.kernel.Panels;
import dev.sonde.analysis.kernel.Points;
import java.util.Arrays;

/**
 * Prim's walk through all points: always to the point that is nearest to those visited, where the
 * distance of a and b is max(‖a−b‖, core(a), core(b)) or, one-sided as OPTICS has it, max(‖a−b‖,
 * core of the one visited). The edges walked are a minimum spanning tree (two-sided case).
 *
 * <p>O(count²·dimensions/32) time, O(count) memory: distances are made from the one point just
 * visited to those not yet visited and are not kept.
 */
public final class Walk {
  private static final int WIDTH = DistanceKernel.WIDTH;

  private final int[] order;
  private final int[] predecessor;
  private final float[] squared;

  private Walk(int n) {
    order = new int[n];
    predecessor = new int[n];
    squared = new float[n];
  }

  /**
   * @param core squared core distance of each point, infinite for a point from which nothing is
   *     reached
   * @param twoSided whether both points' core distances count
   * @param farthest squared distance beyond which nothing is reached
   */
  public static Walk of(Points points, float[] core, boolean twoSided, float farthest) {
    Walk walk = new Walk(points.count());
    if (points.count() > 0) {
      walk.new Open(points, core, twoSided, farthest).run();
    }
    return walk;
  }

  /** The point visited at each step. */
  public int order(int step) {
    return order[step];
  }

  /** From which point {@code point} was reached, or −1 where a walk began. */
  public int predecessor(int point) {
    return predecessor[point];
  }

  /** Squared distance at which {@code point} was reached; infinite where a walk began. */
  public float squared(int point) {
    return squared[point];
  }

  /** The points not visited; those done since the last packing have a negative {@code best}. */
  private final class Open {
    private final DistanceKernel kernel = DistanceKernel.best();
    private final Points points;
    private final float[] core;
    private final boolean twoSided;
    private final float farthest;
    private int[] open;
    private float[] best;
    private int[] from;
    private float[] floors;
    private Panels panels;

    Open(Points points, float[] core, boolean twoSided, float farthest) {
      this.points = points;
      this.core = core;
      this.twoSided = twoSided;
      this.farthest = farthest;
      int n = points.count();
      open = new int[n];
      Arrays.setAll(open, i -> i);
      panels = Panels.of(points);
      best = padded(n, -1);
      Arrays.fill(best, 0, n, Float.MAX_VALUE);
      from = new int[best.length];
      floors = floors();
    }

    void run() {
      int n = order.length;
      int left = n;
      for (int step = 0; step < n; step++) {
        if (left * 2 < open.length && open.length > 4 * WIDTH) {
          pack(left);
        }
        int at = nearest();
        int point = open[at];
        order[step] = point;
        boolean reached = best[at] < Float.MAX_VALUE;
        squared[point] = reached ? best[at] : Float.POSITIVE_INFINITY;
        predecessor[point] = reached ? from[at] : -1;
        best[at] = -1;
        left--;
        if (core[point] <= farthest && core[point] < Float.POSITIVE_INFINITY) {
          relax(point);
        }
      }
    }

    private void relax(int point) {
      int d = points.dimensions();
      for (int panel = 0; panel < panels.panels(); panel++) {
        kernel.relax(
            points.values(),
            point * d,
            d,
            panels.values(),
            panels.start(panel),
            core[point],
            floors,
            farthest,
            best,
            from,
            panel * WIDTH,
            point);
      }
    }

    private int nearest() {
      float least = kernel.least(best);
      int at = 0;
      while (best[at] != least) {
        at++;
      }
      return at;
    }

    private void pack(int left) {
      int[] kept = new int[left];
      float[] keptBest = padded(left, -1);
      int[] keptFrom = new int[keptBest.length];
      for (int i = 0, to = 0; i < open.length; i++) {
        if (best[i] >= 0) {
          kept[to] = open[i];
          keptBest[to] = best[i];
          keptFrom[to++] = from[i];
        }
      }
      open = kept;
      best = keptBest;
      from = keptFrom;
      floors = floors();
      panels = Panels.of(points, open, left);
    }

    private float[] floors() {
      float[] values = new float[best.length];
      for (int i = 0; twoSided && i < open.length; i++) {
        values[i] = core[open[i]];
      }
      return values;
    }

    private float[] padded(int n, float value) {
      float[] values = new float[(n + WIDTH - 1) / WIDTH * WIDTH];
      Arrays.fill(values, value);
      return values;
    }
  }
}
