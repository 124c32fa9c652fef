package dev.sonde.analysis.kernel;

/** Points in rows padded with zeros to whole groups of 32 values, and of 32 points. */
public final class PaddedRows {
  private final float[] values;
  private final int width;

  private PaddedRows(float[] values, int width) {
    this.values = values;
    this.width = width;
  }

  public static PaddedRows of(Points points) {
    int d = points.dimensions();
    int width = (d + 31) / 32 * 32;
    float[] values = new float[Math.multiplyExact((points.count() + 31) / 32 * 32, width)];
    for (int i = 0; i < points.count(); i++) {
      System.arraycopy(points.values(), i * d, values, i * width, d);
    }
    return new PaddedRows(values, width);
  }

  /** [count padded × width]; not to be written to. */
  public float[] values() {
    return values;
  }

  /** Values per row, a multiple of 32. */
  public int width() {
    return width;
  }
}
