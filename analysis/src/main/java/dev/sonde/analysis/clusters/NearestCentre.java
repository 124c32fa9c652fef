package dev.sonde.analysis.clusters;

import dev.sonde.analysis.kernel.DistanceKernel;
import dev.sonde.analysis.kernel.Panels;
import dev.sonde.analysis.kernel.Points;
import dev.sonde.analysis.kernel.Workers;
import java.util.Arrays;

/** The nearest of some centres for every point; of equally near ones the first. */
final class NearestCentre {
  private static final int WIDTH = DistanceKernel.WIDTH;
  private static final int PIECE = 64;

  private NearestCentre() {}

  static int[] labels(Points points, Points centres, Workers workers) {
    Panels panels = Panels.of(points);
    int[] nearest = new int[panels.panels() * WIDTH];
    float[] best = new float[nearest.length];
    Arrays.fill(best, Float.POSITIVE_INFINITY);
    DistanceKernel kernel = DistanceKernel.best();
    workers.each(
        (panels.panels() + PIECE - 1) / PIECE,
        piece -> {
          float[] out = new float[DistanceKernel.QUERIES * WIDTH];
          int to = Math.min(panels.panels(), (piece + 1) * PIECE);
          for (int panel = piece * PIECE; panel < to; panel++) {
            ofPanel(kernel, centres, panels, panel, out, best, nearest);
          }
        });
    return Arrays.copyOf(nearest, points.count());
  }

  static void ofPanel(
      DistanceKernel kernel,
      Points centres,
      Panels panels,
      int panel,
      float[] out,
      float[] best,
      int[] nearest) {
    int d = centres.dimensions();
    int k = centres.count();
    for (int c = 0; c < k; c += DistanceKernel.QUERIES) {
      kernel.squared(
          centres.values(),
          c * d,
          Math.min(c + 1, k - 1) * d,
          Math.min(c + 2, k - 1) * d,
          Math.min(c + 3, k - 1) * d,
          d,
          panels.values(),
          panels.start(panel),
          out);
      int rows = Math.min(DistanceKernel.QUERIES, k - c);
      kernel.nearest(out, rows, c, best, nearest, panel * WIDTH);
    }
  }
}
