package dev.sonde.analysis.projection;

import dev.sonde.analysis.kernel.Points;

/**
 * Everything a paused {@link UmapRun} needs besides the points and the settings. Immutable; each
 * array has the values of one point after the other.
 */
public final class UmapState {
  private final int epoch;
  private final float[][] arrays;

  private UmapState(int epoch, float[][] arrays) {
    this.epoch = epoch;
    this.arrays = arrays;
  }

  /** From stored values, as the accessors give them. */
  public static UmapState of(int epoch, float[] position, float[] mean, float[] square) {
    if (epoch < 0 || position.length != mean.length || position.length != square.length) {
      throw new IllegalArgumentException(
          "epoch %d, %d positions, %d means, %d squares"
              .formatted(epoch, position.length, mean.length, square.length));
    }
    return new UmapState(epoch, new float[][] {position.clone(), mean.clone(), square.clone()});
  }

  static UmapState at(Points begin, int dimensions) {
    float[] position = new float[begin.count() * dimensions];
    for (int i = 0; i < begin.count(); i++) {
      for (int axis = 0; axis < dimensions; axis++) {
        position[i * dimensions + axis] = begin.at(i, axis);
      }
    }
    return of(0, position, new float[position.length], new float[position.length]);
  }

  public int epoch() {
    return epoch;
  }

  public float[] position() {
    return arrays[0].clone();
  }

  /** Of the forces, as Adam keeps it. */
  public float[] mean() {
    return arrays[1].clone();
  }

  /** Of the squared forces. */
  public float[] square() {
    return arrays[2].clone();
  }
}
