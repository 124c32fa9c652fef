package dev.sonde.analysis.clusters;

import dev.sonde.analysis.kernel.Points;
import java.util.LinkedHashSet;
import java.util.Set;

/** Starts for mean shift. */
final class Seeds {
  private Seeds() {}

  /**
   * The occupied grid points with spacing {@code width}: each point's coordinates rounded (half to
   * even) to multiples of it. The points themselves if each has a cell of its own.
   */
  static Points ofGrid(Points points, double width) {
    int d = points.dimensions();
    Set<FloatRow> cells = new LinkedHashSet<>();
    for (int i = 0; i < points.count(); i++) {
      float[] cell = new float[d];
      for (int k = 0; k < d; k++) {
        cell[k] = (float) (Math.rint(points.at(i, k) / width) * width) + 0f;
      }
      cells.add(FloatRow.of(cell));
    }
    if (cells.size() == points.count()) {
      return points;
    }
    float[] seeds = new float[cells.size() * d];
    int at = 0;
    for (FloatRow cell : cells) {
      System.arraycopy(cell.values(), 0, seeds, at, d);
      at += d;
    }
    return Points.of(seeds, cells.size(), d);
  }
}
