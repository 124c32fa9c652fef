package dev.sonde.figure.cells;

import dev.sonde.figure.Figure;
import java.util.List;

/** One or more matrices side by side. */
public final class MatrixFigure {

  private static final double ROW = 13;
  private static final double LOWEST = 90;
  private static final double HIGHEST = 620;

  private MatrixFigure() {}

  /** Matrices side by side, tall enough that each row is seen. */
  public static Figure of(String title, List<Matrix> matrices) {
    return of(title, matrices, matrices.size());
  }

  /** Matrices in rows of {@code columns}. */
  public static Figure of(String title, List<Matrix> matrices, int columns) {
    return of(title, matrices, columns, height(matrices));
  }

  private static double height(List<Matrix> matrices) {
    double most = matrices.stream().mapToInt(m -> m.cells().rows()).max().orElse(1);
    return Math.clamp(ROW * most, LOWEST, HIGHEST);
  }

  /** Matrices in rows of {@code columns}, each {@code height} pixels high. */
  public static Figure of(String title, List<Matrix> matrices, int columns, double height) {
    return Figure.grid(title, columns, matrices.stream().map(m -> m.panel(height)).toList())
        .width(columns == 1 ? 640 : 960);
  }
}
