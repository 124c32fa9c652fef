package dev.sonde.analysis.heatmap;

/**
 * How a tensor becomes a picture.
 *
 * @param maxRows the most rows of cells; a tensor with more is aggregated
 * @param maxColumns the most columns of cells
 * @param coverage the share of values whose size lies within the colours' limits
 */
public record Settings(int maxRows, int maxColumns, double coverage) {

  public Settings {
    if (maxRows < 1 || maxRows > 4096 || maxColumns < 1 || maxColumns > 4096) {
      throw new IllegalArgumentException(
          "a picture of " + maxRows + " × " + maxColumns + " cells: from 1 to 4096 each way");
    }
    if (!(coverage > 0 && coverage <= 1)) {
      throw new IllegalArgumentException("coverage " + coverage + ": above 0, at most 1");
    }
  }

  /** At most 1000 × 1000 cells; 99.5 % of the values within the limits. */
  public static Settings defaults() {
    return new Settings(1000, 1000, 0.995);
  }

  /** Other numbers of cells. */
  public Settings cells(int rows, int columns) {
    return new Settings(rows, columns, coverage);
  }

  public Settings coverage(double share) {
    return new Settings(maxRows, maxColumns, share);
  }
}
