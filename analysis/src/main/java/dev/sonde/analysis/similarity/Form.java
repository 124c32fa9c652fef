package dev.sonde.analysis.similarity;

import dev.sonde.analysis.kernel.Gram;
import dev.sonde.analysis.kernel.Points;
import dev.sonde.analysis.kernel.Workers;
import java.util.ArrayList;
import java.util.List;

/** The two ways to ‖YᵀX‖² of centred representations. */
enum Form {
  /** Σ (YᵀX)², unit by unit: pairs · d₁ · d₂ · inputs. */
  UNITS {
    @Override
    double[][] products(List<Points> centred, Workers workers) {
      List<Points> turned = centred.stream().map(Centred::turned).toList();
      double[][] products = new double[centred.size()][centred.size()];
      for (int a = 0; a < centred.size(); a++) {
        for (int b = 0; b <= a; b++) {
          double sum = 0;
          for (double[] row : Gram.of(turned.get(a), turned.get(b), workers)) {
            for (double product : row) {
              sum += product * product;
            }
          }
          products[a][b] = sum;
          products[b][a] = sum;
        }
      }
      return products;
    }
  },
  /** Σ (XXᵀ)(YYᵀ), input by input: one table per representation, then only their products. */
  INPUTS {
    @Override
    double[][] products(List<Points> centred, Workers workers) {
      List<float[]> tables = new ArrayList<>();
      for (Points points : centred) {
        tables.add(half(Gram.of(points, points, workers)));
      }
      double[][] products = new double[centred.size()][centred.size()];
      int n = centred.getFirst().count();
      workers.each(
          centred.size(),
          a -> {
            for (int b = 0; b <= a; b++) {
              products[a][b] = product(tables.get(a), tables.get(b), n);
            }
          });
      for (int a = 0; a < products.length; a++) {
        for (int b = 0; b < a; b++) {
          products[b][a] = products[a][b];
        }
      }
      return products;
    }
  };

  abstract double[][] products(List<Points> centred, Workers workers);

  /** By multiplications; tables of inputs may take half a gigabyte. */
  static Form cheaper(List<Points> representations) {
    double n = representations.isEmpty() ? 0 : representations.getFirst().count();
    double units = 0;
    double inputs = 0;
    for (int a = 0; a < representations.size(); a++) {
      double d = representations.get(a).dimensions();
      inputs += n * n * d + a * n * n / 2;
      for (int b = 0; b <= a; b++) {
        units += n * d * representations.get(b).dimensions();
      }
    }
    return inputs <= units && representations.size() * n * n * 2 <= 1 << 29 ? INPUTS : UNITS;
  }

  /** The lower half with the diagonal. */
  private static float[] half(double[][] table) {
    float[] values = new float[Math.multiplyExact(table.length, table.length + 1) / 2];
    int at = 0;
    for (int i = 0; i < table.length; i++) {
      for (int j = 0; j <= i; j++) {
        values[at++] = (float) table[i][j];
      }
    }
    return values;
  }

  /** ⟨A, B⟩ of two symmetric tables given by their lower halves. */
  static double product(float[] left, float[] right, int n) {
    double twice = 0;
    double diagonal = 0;
    int at = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++, at++) {
        twice += (double) left[at] * right[at];
      }
      diagonal += (double) left[at] * right[at];
      at++;
    }
    return 2 * twice + diagonal;
  }
}
