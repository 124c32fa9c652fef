package dev.sonde.analysis.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class SoftmaxTest {
  private static final int WIDTH = ProductKernel.WIDTH;

  @Test
  void of_isThatInDouble() {
    Random random = new Random(4);
    float[] scores = new float[5 * WIDTH];
    for (int i = 0; i < scores.length; i++) scores[i] = (float) (10 * random.nextGaussian());
    float[] before = scores.clone();
    float[] maxima = new float[WIDTH];
    float[] sums = new float[WIDTH];
    Softmax.of(scores, 5, maxima, sums);
    for (int lane = 0; lane < WIDTH; lane++) {
      double most = Double.NEGATIVE_INFINITY;
      for (int c = 0; c < 5; c++) most = Math.max(most, before[c * WIDTH + lane]);
      double sum = 0;
      for (int c = 0; c < 5; c++) sum += Math.exp(before[c * WIDTH + lane] - most);
      assertThat((double) maxima[lane]).isEqualTo(most);
      assertThat(sums[lane] / sum).isEqualTo(1, within(1e-6));
      for (int c = 0; c < 5; c++) {
        double p = Math.exp(before[c * WIDTH + lane] - most) / sum;
        assertThat(scores[c * WIDTH + lane] / p)
            .isEqualTo(1, within(1e-5)); // differences of scores are rounded
      }
    }
  }

  @Test
  void of_scoresFarApart_isNoMoreThanTheLeastNormalNumber() {
    float[] scores = new float[2 * WIDTH];
    scores[3] = 200;
    Softmax.of(scores, 2, new float[WIDTH], new float[WIDTH]);
    assertThat(scores[3]).isEqualTo(1);
    assertThat(scores[WIDTH + 3]).isBetween(0f, 2e-38f);
  }

  @Test
  void of_wholeRangeOfExp_isRightToTheLastDigits() {
    for (float x = 0; x > -86; x -= .0137f) {
      float[] scores = new float[2 * WIDTH];
      scores[WIDTH] = x;
      float[] sums = new float[WIDTH];
      Softmax.of(scores, 2, new float[WIDTH], sums);
      double e = (double) scores[WIDTH] * sums[0];
      assertThat(e / Math.exp(x)).isEqualTo(1, within(6e-7));
    }
  }
}
