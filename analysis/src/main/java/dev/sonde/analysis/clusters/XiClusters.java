package dev.sonde.analysis.clusters;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Clusters of a reachability plot between a steep way down and a steep way up: figure 19 of the
 * OPTICS paper with the two corrections that scikit-learn's authors found (definition 9, r(p)(1−ξ)
 * ≥ r(p+1), and definition 11.4c, r(x) &gt; r(s_D)), and algorithm 2 of Schubert and Gertz 2018.
 */
final class XiClusters {

  /** Positions from … to of the plot, both included. */
  record Span(int from, int to) {}

  /** A steep way down, with the maximum between its end and where the scan is. */
  private record Down(int start, int end, double between) {}

  private final Reachability plot;
  private final int n;
  private final double[] r;
  private final int[] position;
  private final double complement;
  private final int minimum;
  private final int smallest;
  private List<Down> downs = new ArrayList<>();

  private XiClusters(Reachability plot, double xi, int minimum, int smallest) {
    this.plot = plot;
    this.n = plot.count();
    this.complement = 1 - xi;
    this.minimum = minimum;
    this.smallest = smallest;
    this.r = new double[n + 1];
    this.position = new int[n];
    for (int i = 0; i < n; i++) {
      r[i] = plot.reachability(plot.point(i));
      position[plot.point(i)] = i;
    }
    r[n] = Double.POSITIVE_INFINITY;
  }

  /** Smaller clusters before those that hold them. */
  static List<Span> of(Reachability plot, double xi, int minimum, int smallest) {
    return new XiClusters(plot, xi, minimum, smallest).scan();
  }

  private double ratio(int i) {
    return r[i] / r[i + 1];
  }

  private boolean steepUp(int i) {
    return ratio(i) <= complement;
  }

  private boolean steepDown(int i) {
    return ratio(i) >= 1 / complement;
  }

  private List<Span> scan() {
    List<Span> clusters = new ArrayList<>();
    double between = 0;
    int index = 0;
    for (int steep = 0; steep < n; steep++) {
      if (steep < index || !(steepUp(steep) || steepDown(steep))) {
        continue;
      }
      for (int i = index; i <= steep; i++) {
        between = Math.max(between, r[i]);
      }
      filter(between);
      boolean down = steepDown(steep);
      int end = extend(steep, down);
      if (down) {
        downs.add(new Down(steep, end, 0));
      } else {
        clusters.addAll(close(steep, end));
      }
      index = end + 1;
      between = r[index];
    }
    return clusters;
  }

  private void filter(double between) {
    List<Down> kept = new ArrayList<>();
    if (between < Double.POSITIVE_INFINITY) {
      for (Down down : downs) {
        if (between <= r[down.start] * complement) {
          kept.add(new Down(down.start, down.end, Math.max(down.between, between)));
        }
      }
    }
    downs = kept;
  }

  /** The last steep point of the region; at most {@code minimum} flat ones in between. */
  private int extend(int start, boolean down) {
    int flat = 0;
    int end = start;
    for (int i = start; i < n; i++) {
      if (down ? steepDown(i) : steepUp(i)) {
        flat = 0;
        end = i;
      } else if (down ? ratio(i) < 1 : ratio(i) > 1) {
        return end;
      } else if (++flat > minimum) {
        return end;
      }
    }
    return end;
  }

  private List<Span> close(int upStart, int upEnd) {
    List<Span> found = new ArrayList<>();
    double after = r[upEnd + 1];
    for (Down down : downs) {
      if (after * complement < down.between) {
        continue;
      }
      int from = down.start;
      int to = upEnd;
      double top = r[from];
      if (top * complement >= after) {
        while (from < down.end && r[from + 1] > after) {
          from++;
        }
      } else if (after * complement >= top) {
        while (to > upStart && r[to - 1] > top) {
          to--;
        }
      }
      Span span = correct(from, to);
      if (span != null
          && span.to - span.from + 1 >= smallest
          && span.from <= down.end
          && span.to >= upStart) {
        found.add(span);
      }
    }
    Collections.reverse(found);
    return found;
  }

  /** Shortens the span until its last point was reached from within it. */
  private @Nullable Span correct(int from, int to) {
    for (int end = to; from < end; end--) {
      int reachedFrom = plot.predecessor(plot.point(end));
      boolean within =
          reachedFrom >= 0 && position[reachedFrom] >= from && position[reachedFrom] < end;
      if (r[from] > r[end] || within) {
        return new Span(from, end);
      }
    }
    return null;
  }
}
