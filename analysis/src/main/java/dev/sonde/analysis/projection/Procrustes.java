package dev.sonde.analysis.projection;

import dev.sonde.analysis.kernel.Covariance;
import dev.sonde.analysis.kernel.Points;
import org.ojalgo.matrix.decomposition.SingularValue;
import org.ojalgo.matrix.store.R064Store;

/**
 * Lays one set of points on another by shift, rotation or reflection, and scaling, with the least
 * sum of squared distances (Schönemann 1966; Gower 1975).
 *
 * @param aligned the moved points, [count × dimensions]
 * @param scale the factor
 * @param disparity what is left, as a share of the target's scatter: 0 is a perfect fit
 */
public record Procrustes(Points aligned, double scale, double disparity) {

  /**
   * @param moving [count × dimensions], point i belongs to point i of the target
   * @param scaling whether the size may change
   */
  public static Procrustes of(Points moving, Points target, boolean scaling) {
    int n = moving.count();
    int d = moving.dimensions();
    if (target.count() != n || target.dimensions() != d || n == 0) {
      throw new IllegalArgumentException(
          "%d × %d points cannot be laid on %d × %d"
              .formatted(n, d, target.count(), target.dimensions()));
    }
    double[] from = Covariance.mean(moving);
    double[] to = Covariance.mean(target);
    R064Store cross = R064Store.FACTORY.make(d, d);
    double own = 0;
    double theirs = 0;
    for (int i = 0; i < n; i++) {
      for (int a = 0; a < d; a++) {
        double x = moving.at(i, a) - from[a];
        own += x * x;
        theirs += Math.pow(target.at(i, a) - to[a], 2);
        for (int b = 0; b < d; b++) {
          cross.add(a, b, x * (target.at(i, b) - to[b]));
        }
      }
    }
    SingularValue<Double> svd = SingularValue.R064.make(cross);
    svd.decompose(cross);
    double trace = 0;
    for (int k = 0; k < d; k++) {
      trace += svd.getSingularValues().doubleValue(k);
    }
    double scale = scaling && own > 0 ? trace / own : 1;
    var rotation = svd.getU().multiply(svd.getV().transpose());
    float[] aligned = new float[n * d];
    for (int i = 0; i < n; i++) {
      for (int b = 0; b < d; b++) {
        double sum = to[b];
        for (int a = 0; a < d; a++) {
          sum += scale * (moving.at(i, a) - from[a]) * rotation.doubleValue(a, b);
        }
        aligned[i * d + b] = (float) sum;
      }
    }
    double left = scale * scale * own - 2 * scale * trace + theirs;
    return new Procrustes(
        Points.of(aligned, n, d), scale, theirs > 0 ? Math.max(0, left) / theirs : 0);
  }
}
