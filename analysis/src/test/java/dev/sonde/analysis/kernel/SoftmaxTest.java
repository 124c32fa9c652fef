package dev.sonde.analysis.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class SoftmaxTest {
  private static final int POINTS = 32;

  @Test
  void of_isThatInDouble() {
    Random random = new Random(4);
    float[][] scores = new float[5][POINTS];
    double[][] before = new double[5][POINTS];
    for (int c = 0; c < 5; c++) {
      for (int i = 0; i < POINTS; i++) {
        scores[c][i] = (float) (10 * random.nextGaussian());
        before[c][i] = scores[c][i];
      }
    }
    float[] maxima = new float[POINTS];
    float[] sums = new float[POINTS];
    Softmax.of(scores, maxima, sums);
    for (int i = 0; i < POINTS; i++) {
      double most = Double.NEGATIVE_INFINITY;
      for (double[] row : before) most = Math.max(most, row[i]);
      double sum = 0;
      for (double[] row : before) sum += Math.exp(row[i] - most);
      assertThat((double) maxima[i]).isEqualTo(most);
      assertThat(sums[i] / sum).isEqualTo(1, within(1e-6));
      for (int c = 0; c < 5; c++) {
        double p = Math.exp(before[c][i] - most) / sum;
        assertThat(scores[c][i] / p).isEqualTo(1, within(1e-5)); // differences are rounded
      }
    }
  }

  @Test
  void of_scoresFarApart_isNoMoreThanTheLeastNormalNumber() {
    float[][] scores = {{200}, {0}};
    Softmax.of(scores, new float[1], new float[1]);
    assertThat(scores[0][0]).isEqualTo(1);
    assertThat(scores[1][0]).isBetween(0f, 2e-38f);
  }

  @Test
  void of_wholeRangeOfExp_isRightToTheLastDigits() {
    for (float x = 0; x > -86; x -= .0137f) {
      float[][] scores = {{0}, {x}};
      float[] sums = new float[1];
      Softmax.of(scores, new float[1], sums);
      double e = (double) scores[1][0] * sums[0];
      assertThat(e / Math.exp(x)).isEqualTo(1, within(6e-7));
    }
  }
}
