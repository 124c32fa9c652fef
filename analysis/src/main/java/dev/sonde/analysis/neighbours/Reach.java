package dev.sonde.analysis.neighbours;

import dev.sonde.analysis.kernel.DistanceKernel;
import dev.sonde.analysis.kernel.Panels;
import dev.sonde.analysis.kernel.Points;
import dev.sonde.analysis.kernel.Workers;
import java.util.Arrays;

/**
 * Which points can be reached from one another in steps of at most {@code radius}: the connected
 * components of the radius graph, without the graph.
 *
 * <p>From a frontier only the points not yet reached are looked at; a panel whose 32 points have
 * all been reached is skipped. So clusters much wider than the radius cost at most half of all
 * pairs, and dense ones nearly nothing.
 */
public final class Reach {
  private static final int PIECE = 16;

  private final DistanceKernel kernel = DistanceKernel.best();
  private final Points points;
  private final float limit;
  private final Workers workers;

  /** Points not yet reached, ascending; those at {@code open[0 … size−1]} are in the panels. */
  private int[] open;

  private int[] alive;
  private Panels panels;

  private Reach(Points points, float limit, Workers workers) {
    this.points = points;
    this.limit = limit;
    this.workers = workers;
    this.open = new int[points.count()];
    Arrays.setAll(open, i -> i);
    this.alive = new int[0];
    this.panels = Panels.of(points, open, 0);
    pack();
  }

  /**
   * For each point, its component's number; numbers in the order of the components' first points.
   */
  public static int[] components(Points points, double radius, Workers workers) {
    int[] component = new int[points.count()];
    Arrays.fill(component, -1);
    if (points.count() > 0) {
      new Reach(points, Radius.limit(radius), workers).run(component);
    }
    return component;
  }

  private void run(int[] component) {
    int next = 0;
    int[] frontier = new int[component.length];
    for (int first = 0; first < component.length; first++) {
      if (component[first] >= 0) {
        continue;
      }
      int number = next++;
      component[first] = number;
      remove(first);
      frontier[0] = first;
      int size = 1;
      while (size > 0) {
        expand(frontier, size);
        size = collect(component, number, frontier);
      }
    }
  }

  /** Clears the alive bit of every open point within reach of the frontier. */
  private void expand(int[] frontier, int size) {
    boolean small = size * (long) panels.panels() < 4096;
    int piecePanels = small ? Math.max(1, panels.panels()) : PIECE;
    int pieces = (panels.panels() + piecePanels - 1) / piecePanels;
    workers.each(
        pieces,
        piece -> {
          int from = piece * piecePanels;
          int to = Math.min(panels.panels(), from + piecePanels);
          float[] out = new float[DistanceKernel.QUERIES * DistanceKernel.WIDTH];
          for (int panel = from; panel < to; panel++) {
            alive[panel] = left(frontier, size, panel, alive[panel], out);
          }
        });
  }

  private int left(int[] frontier, int size, int panel, int bits, float[] out) {
    int left = bits;
    for (int q = 0; q < size && left != 0; q += DistanceKernel.QUERIES) {
      Radius.squared(
          kernel, points.values(), points.dimensions(), frontier, q, size, panels, panel, out);
      int near = 0;
      for (int i = 0; i < DistanceKernel.QUERIES; i++) {
        near |= kernel.within(out, i * DistanceKernel.WIDTH, limit);
      }
      left &= ~near;
    }
    return left;
  }

  /** Moves what {@link #expand} has cleared into the next frontier. */
  private int collect(int[] component, int number, int[] frontier) {
    int size = 0;
    int living = 0;
    for (int panel = 0; panel < panels.panels(); panel++) {
      int base = panel * DistanceKernel.WIDTH;
      int mask = mask(base);
      living += Integer.bitCount(alive[panel]);
      for (int gone = mask & ~alive[panel]; gone != 0; gone &= gone - 1) {
        int point = open[base + Integer.numberOfTrailingZeros(gone)];
        if (component[point] < 0) {
          component[point] = number;
          frontier[size++] = point;
        }
      }
    }
    if (living * 2 < panels.count()) {
      pack();
    }
    return size;
  }

  /** Bits of the points that panel really has. */
  private int mask(int base) {
    int n = panels.count() - base;
    return n >= DistanceKernel.WIDTH ? -1 : (1 << n) - 1;
  }

  private void remove(int point) {
    int at = Arrays.binarySearch(open, point);
    if (at >= 0) {
      alive[at / DistanceKernel.WIDTH] &= ~(1 << at % DistanceKernel.WIDTH);
    }
  }

  /** Rebuilds the panels from the points still alive. */
  private void pack() {
    int kept = 0;
    if (alive.length > 0) {
      for (int i = 0; i < open.length; i++) {
        if ((alive[i / DistanceKernel.WIDTH] >>> i % DistanceKernel.WIDTH & 1) != 0) {
          open[kept++] = open[i];
        }
      }
      open = Arrays.copyOf(open, kept);
    }
    panels = Panels.of(points, open, open.length);
    alive = new int[panels.panels()];
    for (int panel = 0; panel < alive.length; panel++) {
      alive[panel] = mask(panel * DistanceKernel.WIDTH);
    }
  }
}
