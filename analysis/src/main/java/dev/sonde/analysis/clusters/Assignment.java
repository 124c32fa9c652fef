package dev.sonde.analysis.clusters;

import java.util.Arrays;

/**
 * The one-to-one matching of rows and columns with the least total cost: the Hungarian method by
 * shortest augmenting paths (Jonker and Volgenant 1987), O(rows² · columns).
 */
public final class Assignment {
  private Assignment() {}

  /**
   * @param cost [rows × columns], finite
   * @return the column of each row, or −1 for rows left over where there are more rows than columns
   */
  public static int[] of(double[][] cost) {
    int rows = cost.length;
    int columns = rows == 0 ? 0 : cost[0].length;
    if (rows <= columns) {
      return solve(cost, rows, columns);
    }
    double[][] transposed = new double[columns][rows];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        transposed[j][i] = cost[i][j];
      }
    }
    int[] rowOf = solve(transposed, columns, rows);
    int[] result = new int[rows];
    Arrays.fill(result, -1);
    for (int j = 0; j < columns; j++) {
      result[rowOf[j]] = j;
    }
    return result;
  }

  /** Rows ≤ columns; index 0 of the working arrays is the artificial start. */
  private static int[] solve(double[][] cost, int rows, int columns) {
    double[] u = new double[rows + 1];
    double[] v = new double[columns + 1];
    int[] rowOf = new int[columns + 1];
    int[] previous = new int[columns + 1];
    for (int row = 1; row <= rows; row++) {
      rowOf[0] = row;
      int column = 0;
      double[] slack = new double[columns + 1];
      boolean[] used = new boolean[columns + 1];
      Arrays.fill(slack, Double.POSITIVE_INFINITY);
      do {
        used[column] = true;
        int i = rowOf[column];
        int next = 0;
        for (int j = 1; j <= columns; j++) {
          if (used[j]) {
            continue;
          }
          double reduced = cost[i - 1][j - 1] - u[i] - v[j];
          if (reduced < slack[j]) {
            slack[j] = reduced;
            previous[j] = column;
          }
          next = next == 0 || slack[j] < slack[next] ? j : next;
        }
        double delta = slack[next];
        for (int j = 0; j <= columns; j++) {
          if (used[j]) {
            u[rowOf[j]] += delta;
            v[j] -= delta;
          } else {
            slack[j] -= delta;
          }
        }
        column = next;
      } while (rowOf[column] != 0);
      while (column != 0) {
        rowOf[column] = rowOf[previous[column]];
        column = previous[column];
      }
    }
    int[] result = new int[rows];
    for (int j = 1; j <= columns; j++) {
      if (rowOf[j] != 0) {
        result[rowOf[j] - 1] = j - 1;
      }
    }
    return result;
  }
}
