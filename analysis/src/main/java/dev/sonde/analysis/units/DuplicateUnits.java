package dev.sonde.analysis.units;

import dev.sonde.analysis.kernel.Covariance;
import dev.sonde.analysis.kernel.Points;
import dev.sonde.analysis.kernel.Workers;
import java.util.ArrayList;
import java.util.List;

/**
 * Units of a layer that say the same: |Pearson| over inputs and places near 1. Sums of products are
 * kept a batch at a time, about the means of the first batch.
 *
 * <p>Costs values · units, and units² numbers; a layer of more units than {@link #MOST} is refused.
 */
public final class DuplicateUnits {

  /** Units that fit: 128 MiB of sums. */
  public static final int MOST = 4096;

  private final Workers workers;
  private double[] about = {};
  private double[] sums = {};
  private double[] products = {};
  private long count;

  /**
   * @param unit the lower index
   * @param other the higher
   * @param correlation Pearson's r
   */
  public record Pair(int unit, int other, double correlation) {}

  public DuplicateUnits(Workers workers) {
    this.workers = workers;
  }

  /**
   * Adds a batch; examples with a value that is not finite are left out.
   *
   * @param stride takes each so many places of an example, 1 for all
   * @throws IllegalArgumentException if it has more than {@link #MOST} units
   */
  public void add(UnitBatch batch, int stride) {
    int units = batch.units();
    if (units > MOST) throw new IllegalArgumentException(units + " units, at most " + MOST);
    List<float[]> rows = new ArrayList<>();
    for (int e = 0; e < batch.examples(); e++) {
      for (int p = 0; p < batch.places(); p += stride) {
        float[] row = new float[units];
        boolean finite = true;
        for (int u = 0; u < units; u++) {
          row[u] = batch.at(e, u, p);
          finite &= Float.isFinite(row[u]);
        }
        if (finite) rows.add(row);
      }
    }
    if (rows.isEmpty()) return;
    float[] flat = new float[rows.size() * units];
    for (int r = 0; r < rows.size(); r++) {
      System.arraycopy(rows.get(r), 0, flat, r * units, units);
    }
    Points points = Points.of(flat, rows.size(), units);
    double[] mean = Covariance.mean(points);
    if (count == 0) {
      about = mean;
      sums = new double[units];
      products = new double[units * units];
    }
    double[] more = Covariance.scatter(points, about, workers);
    for (int i = 0; i < products.length; i++) products[i] += more[i];
    for (int u = 0; u < units; u++) sums[u] += (mean[u] - about[u]) * points.count();
    count += points.count();
  }

  /** Rows that went in: inputs times the places taken of each. */
  public long count() {
    return count;
  }

  /** All pairs with |r| of at least {@code least}, by units. Units that never change have none. */
  public List<Pair> pairs(double least) {
    int units = sums.length;
    List<Pair> pairs = new ArrayList<>();
    double[] deviations = new double[units];
    for (int u = 0; u < units; u++) {
      double own = covariance(u, u);
      // Rounding of float32 products leaves a constant unit some scatter about the first mean.
      boolean changes = own > 1e-9 * (Math.abs(products[u * units + u]) + about[u] * about[u]);
      deviations[u] = changes ? Math.sqrt(own) : 0;
    }
    for (int u = 0; u < units; u++) {
      for (int v = u + 1; v < units; v++) {
        if (deviations[u] == 0 || deviations[v] == 0) continue;
        double r = covariance(u, v) / deviations[u] / deviations[v];
        if (Math.abs(r) >= least) pairs.add(new Pair(u, v, Math.clamp(r, -1, 1)));
      }
    }
    return pairs;
  }

  private double covariance(int u, int v) {
    return products[u * sums.length + v] - sums[u] * sums[v] / count;
  }
}
