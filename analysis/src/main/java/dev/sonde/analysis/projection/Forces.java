package dev.sonde.analysis.projection;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The two inner loops of t-SNE, sixteen points at a time. Every sum belongs to one lane, so it has
 * one order whatever the width of the vectors.
 */
final class Forces {
  private static final VectorSpecies<Float> S =
      FloatVector.SPECIES_PREFERRED.length() > 16
          ? FloatVector.SPECIES_512
          : FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();
  private static final int GROUP = Affinities.GROUP;

  private Forces() {}

  /**
   * Attraction of one group: Σ_j p_ij (y_i − y_j)/(1 + ‖y_i − y_j‖²).
   *
   * @param out [x of 16, y of 16]
   */
  static void attract(
      int[] rows,
      int group,
      int[] columns,
      float[] values,
      int start,
      int end,
      float[] x,
      float[] y,
      float[] out) {
    for (int lane = 0; lane < GROUP; lane += L) {
      FloatVector xi = FloatVector.fromArray(S, x, 0, rows, group * GROUP + lane);
      FloatVector yi = FloatVector.fromArray(S, y, 0, rows, group * GROUP + lane);
      FloatVector fx = FloatVector.zero(S);
      FloatVector fy = fx;
      for (int e = start + lane; e < end; e += GROUP) {
        FloatVector dx = xi.sub(FloatVector.fromArray(S, x, 0, columns, e));
        FloatVector dy = yi.sub(FloatVector.fromArray(S, y, 0, columns, e));
        FloatVector apart = dy.fma(dy, dx.mul(dx)).add(1);
        FloatVector pull = FloatVector.fromArray(S, values, e).div(apart);
        fx = pull.fma(dx, fx);
        fy = pull.fma(dy, fy);
      }
      fx.intoArray(out, lane);
      fy.intoArray(out, GROUP + lane);
    }
  }

  /**
   * Repulsion of the sixteen points that begin at {@code first} from the points from … to−1: Σ_j
   * (y_i − y_j)/(1 + ‖·‖²)² and Σ_j 1/(1 + ‖·‖²), added to what is there.
   *
   * @param out [x of 16, y of 16, z of 16]
   */
  static void repel(float[] x, float[] y, int first, int from, int to, float[] out) {
    FloatVector one = FloatVector.broadcast(S, 1);
    for (int lane = 0; lane < GROUP; lane += L) {
      FloatVector xi = FloatVector.fromArray(S, x, first + lane);
      FloatVector yi = FloatVector.fromArray(S, y, first + lane);
      FloatVector fx = FloatVector.fromArray(S, out, lane);
      FloatVector fy = FloatVector.fromArray(S, out, GROUP + lane);
      FloatVector z = FloatVector.fromArray(S, out, 2 * GROUP + lane);
      for (int j = from; j < to; j++) {
        FloatVector dx = xi.sub(x[j]);
        FloatVector dy = yi.sub(y[j]);
        FloatVector near = one.div(dy.fma(dy, dx.fma(dx, one)));
        FloatVector push = near.mul(near);
        z = z.add(near);
        fx = push.fma(dx, fx);
        fy = push.fma(dy, fy);
      }
      fx.intoArray(out, lane);
      fy.intoArray(out, GROUP + lane);
      z.intoArray(out, 2 * GROUP + lane);
    }
  }
}
