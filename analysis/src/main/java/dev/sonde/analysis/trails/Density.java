package dev.sonde.analysis.trails;

import dev.sonde.analysis.trails.Trail.Place;
import java.util.List;

/** How many trails run where: places on a grid, blurred by a bell. */
final class Density {
  private static final int MARGIN = 3;

  private final int size;
  private final double left;
  private final double bottom;
  private final double cell;
  private final double extent;
  private float[] values;
  private double steepness;

  Density(List<Trail> trails, int size) {
    double lowX = Double.POSITIVE_INFINITY;
    double lowY = Double.POSITIVE_INFINITY;
    double highX = Double.NEGATIVE_INFINITY;
    double highY = Double.NEGATIVE_INFINITY;
    for (Trail trail : trails) {
      for (Place place : trail.places()) {
        lowX = Math.min(lowX, place.x());
        highX = Math.max(highX, place.x());
        lowY = Math.min(lowY, place.y());
        highY = Math.max(highY, place.y());
      }
    }
    this.size = size;
    double wide = Math.max(highX - lowX, highY - lowY);
    this.extent = wide > 0 ? wide : 1;
    this.cell = extent / (size - 2 * MARGIN);
    this.left = lowX - MARGIN * cell;
    this.bottom = lowY - MARGIN * cell;
    this.values = new float[size * size];
  }

  /** The longer side of the box around all trails. */
  double extent() {
    return extent;
  }

  /** A slope that counts as steep: the mean over the cells where there is one. */
  double steepness() {
    return steepness;
  }

  void estimate(List<Trail> trails, double kernel) {
    float[] counts = new float[size * size];
    for (Trail trail : trails) {
      for (Place place : trail.places()) {
        double x = column(place.x());
        double y = row(place.y());
        int c = (int) x;
        int r = (int) y;
        float fx = (float) (x - c);
        float fy = (float) (y - r);
        counts[r * size + c] += (1 - fx) * (1 - fy);
        counts[r * size + c + 1] += fx * (1 - fy);
        counts[(r + 1) * size + c] += (1 - fx) * fy;
        counts[(r + 1) * size + c + 1] += fx * fy;
      }
    }
    float[] bell = bell(kernel / cell);
    values = blurred(blurred(counts, bell, 1), bell, size);
    double sum = 0;
    long slopes = 0;
    for (int r = 1; r + 1 < size; r++) {
      for (int c = 1; c + 1 < size; c++) {
        double dx = values[r * size + c + 1] - values[r * size + c - 1];
        double dy = values[(r + 1) * size + c] - values[(r - 1) * size + c];
        if (dx != 0 || dy != 0) {
          sum += Math.hypot(dx, dy);
          slopes++;
        }
      }
    }
    steepness = slopes > 0 ? sum / slopes : 1;
  }

  private double column(double x) {
    return Math.clamp((x - left) / cell, 1, size - 2.001);
  }

  private double row(double y) {
    return Math.clamp((y - bottom) / cell, 1, size - 2.001);
  }

  /** Half a bell, cut off at three deviations; the kernel's half width is two of them. */
  private static float[] bell(double halfWidth) {
    double deviation = Math.max(.5, halfWidth / 2);
    float[] bell = new float[(int) Math.ceil(3 * deviation) + 1];
    double sum = 0;
    for (int i = 0; i < bell.length; i++) {
      bell[i] = (float) Math.exp(-.5 * i * i / deviation / deviation);
      sum += i == 0 ? bell[i] : 2 * bell[i];
    }
    for (int i = 0; i < bell.length; i++) {
      bell[i] /= (float) sum;
    }
    return bell;
  }

  /**
   * @param stride between neighbours along the axis that is blurred
   */
  private float[] blurred(float[] from, float[] bell, int stride) {
    float[] to = new float[from.length];
    int across = stride == 1 ? size : 1;
    for (int line = 0; line < size; line++) {
      for (int i = 0; i < size; i++) {
        float value = from[line * across + i * stride];
        if (value == 0) {
          continue;
        }
        int low = Math.max(0, i - bell.length + 1);
        int high = Math.min(size - 1, i + bell.length - 1);
        for (int k = low; k <= high; k++) {
          to[line * across + k * stride] += value * bell[Math.abs(k - i)];
        }
      }
    }
    return to;
  }

  double slopeX(double x, double y) {
    return between(column(x), row(y), 1);
  }

  double slopeY(double x, double y) {
    return between(column(x), row(y), size);
  }

  /** Central differences at the four cells around, weighted by nearness. */
  private double between(double x, double y, int stride) {
    int c = Math.min((int) x, size - 3);
    int r = Math.min((int) y, size - 3);
    double fx = x - c;
    double fy = y - r;
    return (1 - fx) * (1 - fy) * difference(r * size + c, stride)
        + fx * (1 - fy) * difference(r * size + c + 1, stride)
        + (1 - fx) * fy * difference((r + 1) * size + c, stride)
        + fx * fy * difference((r + 1) * size + c + 1, stride);
  }

  private double difference(int at, int stride) {
    return (double) values[at + stride] - values[at - stride];
  }
}
