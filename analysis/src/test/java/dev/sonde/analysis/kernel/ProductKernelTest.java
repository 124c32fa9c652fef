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
  void softmax_bothKernels_sameBitsAndRight() {
    float[] a = values(5 * 32);
    a[3] = 200;
    float[] before = a.clone();
    float[] b = a.clone();
    float[][] beside = new float[4][32];
    vector.softmax(a, 5, beside[0], beside[1]);
    scalar.softmax(b, 5, beside[2], beside[3]);
    assertThat(a).isEqualTo(b);
    assertThat(beside[0]).isEqualTo(beside[2]);
    assertThat(beside[1]).isEqualTo(beside[3]);
    assertThat(a[3]).isEqualTo(1);
    assertThat(a[32 + 3]).isZero();
    double sum = 0;
    for (int c = 0; c < 5; c++) {
      sum += Math.exp(before[c * 32 + 9]);
    }
    assertThat((double) a[64 + 9]).isEqualTo(Math.exp(before[64 + 9]) / sum, within(1e-6));
  }

  @Test
  void exp_wholeRange_isRightToTheLastDigits() {
    for (float x = 0; x > -86; x -= .0137f) {
      assertThat(Exp.of(x) / Math.exp(x)).isEqualTo(1, within(4e-7));
    }
    assertThat(Exp.of(-200)).isZero();
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
