package dev.sonde.analysis.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ProductKernelTest {
  private final SplittableRandom random = new SplittableRandom(5);
  private final ProductKernel vector = ProductKernel.best();
  private final ProductKernel scalar = new ScalarProducts();

  private float[] values(int n) {
    float[] values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = (float) random.nextDouble(-3, 3);
    }
    return values;
  }

  @Test
  void scores_bothKernels_sameBits() {
    assertThat(vector).isInstanceOf(VectorProducts.class);
    float[] rows = values(60);
    float[] bias = values(4);
    float[] panels = values(13 * 32);
    float[] a = new float[128];
    float[] b = new float[128];
    vector.scores(rows, 0, 13, 26, 39, 13, bias, 0, panels, 0, a, 0);
    scalar.scores(rows, 0, 13, 26, 39, 13, bias, 0, panels, 0, b, 0);
    assertThat(a).isEqualTo(b);
  }

  @Test
  void outer_bothKernels_sameBits() {
    float[] left = values(128);
    float[] right = values(8 * 96);
    float[] a = values(4 * 96);
    float[] b = a.clone();
    vector.outer(left, 0, 32, 64, 96, right, 0, 96, 32, a, 0, 96, 192, 288);
    scalar.outer(left, 0, 32, 64, 96, right, 0, 96, 32, b, 0, 96, 192, 288);
    assertThat(a).isEqualTo(b);
  }

  @Test
  void scatter_isTheSumOfOuterProductsAboutTheMean() {
    int d = 37;
    Points points = Points.of(values(700 * d), 700, d);
    double[] mean = Covariance.mean(points);
    try (Workers workers = Workers.of(2)) {
      double[] scatter = Covariance.scatter(points, mean, workers);
      for (int[] pair : new int[][] {{0, 0}, {36, 35}, {36, 36}, {5, 36}, {35, 2}}) {
        double sum = 0;
        for (int i = 0; i < 700; i++) {
          sum += (points.at(i, pair[0]) - mean[pair[0]]) * (points.at(i, pair[1]) - mean[pair[1]]);
        }
        assertThat(scatter[pair[0] * d + pair[1]]).isEqualTo(sum, within(1e-2));
      }
    }
  }
}
