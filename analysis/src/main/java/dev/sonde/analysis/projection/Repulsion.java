package dev.sonde.analysis.projection;

/** How the points of a projection push one another. */
sealed interface Repulsion permits ExactRepulsion, GridRepulsion {
  /**
   * Writes Σ_j (y_i − y_j)/(1 + ‖y_i − y_j‖²)² for every point.
   *
   * @param x first coordinates, with room for whole groups of 16
   * @param y second coordinates
   * @param forceX what comes out
   * @param forceY what comes out
   * @return Z = Σ_{i≠j} 1/(1 + ‖y_i − y_j‖²)
   */
  double forces(float[] x, float[] y, float[] forceX, float[] forceY);
}
