package dev.sonde.analysis.similarity;

import dev.sonde.analysis.kernel.Points;
import dev.sonde.analysis.kernel.Workers;
import java.util.ArrayList;
import java.util.List;

/**
 * Linear centred kernel alignment (Kornblith, Norouzi, Lee, Hinton 2019): how alike the distances
 * between inputs are in two representations, whatever rotation and scale lies between them. ‖YᵀX‖²
 * / (‖XᵀX‖ ‖YᵀY‖) for centred X [inputs × units] and Y [inputs × units], Frobenius norms.
 *
 * <p>Both forms, over units (d₁ × d₂ products) and over inputs (n × n), give the same; the cheaper
 * one is taken. With fewer inputs than units the value is biased upwards: compare values from the
 * same inputs only.
 *
 * @param values [representations × representations], 1 on the diagonal; NaN where a representation
 *     does not depend on the input
 * @param inputs how many there are
 */
public record Cka(List<List<Double>> values, int inputs) {

  public Cka {
    values = values.stream().map(List::copyOf).toList();
  }

  /**
   * Two representations of the same inputs.
   *
   * @param left [inputs × units]
   * @param right [inputs × units], the same inputs in the same order
   */
  public static double of(Points left, Points right, Workers workers) {
    return of(List.of(left, right), workers).values.get(0).get(1);
  }

  /**
   * All pairs of representations.
   *
   * @param representations each [inputs × units], the same inputs in the same order
   */
  public static Cka of(List<Points> representations, Workers workers) {
    int n = representations.isEmpty() ? 0 : representations.getFirst().count();
    for (Points r : representations) {
      if (r.count() != n || n < 2) {
        throw new IllegalArgumentException(
            "representations of %d and of %d inputs; the same inputs are needed, at least 2"
                .formatted(n, r.count()));
      }
    }
    return of(representations, Form.cheaper(representations), workers);
  }

  static Cka of(List<Points> representations, Form form, Workers workers) {
    int count = representations.size();
    double[][] products =
        form.products(representations.stream().map(Centred::of).toList(), workers);
    List<List<Double>> values = new ArrayList<>();
    for (int a = 0; a < count; a++) {
      List<Double> row = new ArrayList<>();
      for (int b = 0; b < count; b++) {
        double own = Math.sqrt(products[a][a]) * Math.sqrt(products[b][b]);
        row.add(own == 0 ? Double.NaN : a == b ? 1 : products[a][b] / own);
      }
      values.add(row);
    }
    return new Cka(values, representations.isEmpty() ? 0 : representations.getFirst().count());
  }
}
