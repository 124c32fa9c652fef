package dev.sonde.analysis.projection;

import dev.sonde.analysis.kernel.Points;
import java.util.Arrays;

/**
 * Everything a paused {@link TsneRun} needs besides the points and the settings. Immutable; each
 * array has one value per point, first coordinates before second ones.
 */
public final class TsneState {
  private final int iteration;
  private final float[][] arrays;
  private final int gridColumns;
  private final int gridRows;
  private final double kl;

  private TsneState(int iteration, float[][] arrays, int gridColumns, int gridRows, double kl) {
    this.iteration = iteration;
    this.arrays = arrays;
    this.gridColumns = gridColumns;
    this.gridRows = gridRows;
    this.kl = kl;
  }

  /** From stored values, as the accessors give them. */
  public static TsneState of(
      int iteration,
      float[] position,
      float[] velocity,
      float[] gain,
      int gridColumns,
      int gridRows,
      double kl) {
    if (position.length != velocity.length || position.length != gain.length) {
      throw new IllegalArgumentException(
          "%d positions, %d velocities, %d gains"
              .formatted(position.length, velocity.length, gain.length));
    }
    float[][] arrays = {position.clone(), velocity.clone(), gain.clone()};
    return new TsneState(iteration, arrays, gridColumns, gridRows, kl);
  }

  static TsneState at(Points begin, int dimensions) {
    int n = begin.count();
    float[] position = new float[2 * n];
    for (int i = 0; i < n; i++) {
      position[i] = begin.at(i, 0);
      position[n + i] = Math.min(dimensions, begin.dimensions()) > 1 ? begin.at(i, 1) : 0;
    }
    float[] gain = new float[2 * n];
    Arrays.fill(gain, 1);
    GridSize size = GridSize.SMALLEST;
    return of(
        0, position, new float[2 * n], gain, size.columns(), size.rows(), Double.POSITIVE_INFINITY);
  }

  public int iteration() {
    return iteration;
  }

  public int count() {
    return arrays[0].length / 2;
  }

  public float[] position() {
    return arrays[0].clone();
  }

  public float[] velocity() {
    return arrays[1].clone();
  }

  public float[] gain() {
    return arrays[2].clone();
  }

  public int gridColumns() {
    return gridColumns;
  }

  public int gridRows() {
    return gridRows;
  }

  /** Divergence when it was last looked at for the stopping rule; infinite before. */
  public double kl() {
    return kl;
  }
}
