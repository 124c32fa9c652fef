package dev.sonde.analysis.clusters;

import dev.sonde.analysis.kernel.Points;
import dev.sonde.analysis.kernel.Workers;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Mean shift with a flat kernel (Comaniciu and Meer, PAMI 2002): every seed moves to the mean of
 * the points within the bandwidth until it hardly moves; where seeds end are modes, of two modes
 * within the bandwidth the one with more points stays, and every point goes to the nearest mode.
 * The rules are scikit-learn's, on all points.
 *
 * <p>Two seeds whose windows hold the same points have the same mean, to the bit, and go on as one:
 * after a few steps hardly any are left, and the result is that of moving each alone.
 *
 * @param modes [clusters × dimensions], most points first
 * @param bandwidth the one used
 */
public record MeanShift(Clustering clustering, Points modes, double bandwidth) {

  /**
   * @param bandwidth radius of the window, or 0 to estimate it ({@link Bandwidth}, quantile 0.3)
   * @param divisor the bandwidth is divided by this
   * @param binSeeding start from the occupied cells of a grid of the bandwidth's width instead of
   *     from every point
   * @param iterations at most, each seed
   */
  public record Settings(double bandwidth, double divisor, boolean binSeeding, int iterations)
      implements Method {
    public Settings {
      if (!(bandwidth >= 0) || !(divisor > 0) || iterations < 1) {
        throw new IllegalArgumentException(
            "bandwidth must not be negative, divisor and iterations must be positive; not %s, %s, %d"
                .formatted(bandwidth, divisor, iterations));
      }
    }

    /** Estimated bandwidth ÷ {@code divisor}, a seed at every point, at most 300 steps. */
    public static Settings estimated(double divisor) {
      return new Settings(0, divisor, false, 300);
    }

    @Override
    public Clustering cluster(Points points, Workers workers) {
      return MeanShift.of(points, this, workers).clustering();
    }
  }

  /**
   * @throws IllegalArgumentException if the estimated bandwidth is 0 because most points are equal
   */
  public static MeanShift of(Points points, Settings settings, Workers workers) {
    double whole =
        settings.bandwidth > 0 ? settings.bandwidth : Bandwidth.estimate(points, .3, workers);
    double bandwidth = whole / settings.divisor;
    if (!(bandwidth > 0)) {
      throw new IllegalArgumentException(
          "the estimated bandwidth is 0 (most points are equal): give one");
    }
    Points seeds = settings.binSeeding ? Seeds.ofGrid(points, bandwidth) : points;
    Points modes = new Shift(points, bandwidth, workers).modes(seeds, settings.iterations);
    int[] labels = NearestCentre.labels(points, modes, workers);
    Map<String, String> said = new LinkedHashMap<>();
    said.put("bandwidth", Double.toString(bandwidth));
    said.put("divisor", Double.toString(settings.divisor));
    said.put("estimated", Boolean.toString(settings.bandwidth == 0));
    said.put("bin_seeding", Boolean.toString(settings.binSeeding));
    said.put("iterations", Integer.toString(settings.iterations));
    return new MeanShift(Clustering.of("mean shift", said, labels), modes, bandwidth);
  }
}
