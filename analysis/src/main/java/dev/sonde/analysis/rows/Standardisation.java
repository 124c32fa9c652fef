package dev.sonde.analysis.rows;

/**
 * Shifts and scales every column to mean 0 and standard deviation 1 (divisor n) of the rows it was
 * fitted on; a constant column is only shifted, as in scikit-learn's StandardScaler.
 */
final class Standardisation {

  private final double[] mean;
  private final double[] scale;

  private Standardisation(double[] mean, double[] scale) {
    this.mean = mean;
    this.scale = scale;
  }

  static Standardisation of(Rows rows) {
    int count = rows.count();
    int width = rows.width();
    double[] values = rows.values();
    double[] mean = new double[width];
    for (int i = 0; i < count; i++) Kernel.add(mean, 0, width, values, i * width, 1);
    for (int j = 0; j < width; j++) mean[j] /= count;
    double[] scale = new double[width];
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < width; j++) {
        double off = values[i * width + j] - mean[j];
        scale[j] += off * off;
      }
    }
    for (int j = 0; j < width; j++) {
      double deviation = Math.sqrt(scale[j] / count);
      // Rounding leaves a constant column a deviation of some units in the last place of its mean.
      scale[j] = deviation > count * Math.ulp(mean[j]) ? deviation : 1;
    }
    return new Standardisation(mean, scale);
  }

  Rows apply(Rows rows) {
    int width = rows.width();
    double[] scaled = rows.values().clone();
    for (int i = 0; i < rows.count(); i++) {
      for (int j = 0; j < width; j++) {
        scaled[i * width + j] = (scaled[i * width + j] - mean[j]) / scale[j];
      }
    }
    return Rows.of(rows.count(), width, scaled);
  }
}
