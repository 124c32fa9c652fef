package dev.sonde.network.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Against the formulas, for the layers of the study of initialisation. */
final class InitialiserTest {
  /** 16 → 16 channels, 3 × 3: fan_in and fan_out are 144. */
  private static final ParameterSpec CONVOLUTION =
      ParameterSpec.of("c", Role.WEIGHT, 144, 144, 16, 16, 3, 3);

  /** 1024 → 512. */
  private static final ParameterSpec LINEAR =
      ParameterSpec.of("f", Role.WEIGHT, 1024, 512, 512, 1024);

  private static float[] filled(Initialiser initialiser, ParameterSpec spec) {
    float[] values = new float[(int) spec.shape().count()];
    initialiser.fill(spec, values, new SplittableRandom(3));
    return values;
  }

  private static double deviation(float[] values) {
    double sum = 0;
    double squares = 0;
    for (float v : values) {
      sum += v;
      squares += (double) v * v;
    }
    double mean = sum / values.length;
    return Math.sqrt(squares / values.length - mean * mean);
  }

  private static double most(float[] values) {
    double most = 0;
    for (float v : values) most = Math.max(most, Math.abs(v));
    return most;
  }

  @Test
  void normal_deviationsAreThoseOfTheFormulas() {
    assertThat(deviation(filled(new Initialiser.KaimingNormal(), LINEAR)))
        .isCloseTo(Math.sqrt(2.0 / 1024), within(1e-4));
    assertThat(deviation(filled(new Initialiser.XavierNormal(Math.sqrt(2)), LINEAR)))
        .isCloseTo(Math.sqrt(2) * Math.sqrt(2.0 / 1536), within(1e-4));
    assertThat(deviation(filled(new Initialiser.XavierNormal(1), LINEAR)))
        .isCloseTo(Math.sqrt(2.0 / 1536), within(1e-4));
    assertThat(deviation(filled(new Initialiser.KaimingNormal(), CONVOLUTION)))
        .isCloseTo(Math.sqrt(2.0 / 144), within(.005));
  }

  @Test
  void uniform_boundsAreThoseOfTheFormulas_andReached() {
    float[] kaiming = filled(new Initialiser.KaimingUniform(), LINEAR);
    double bound = Math.sqrt(6.0 / 1024);
    assertThat(most(kaiming)).isLessThanOrEqualTo(bound).isCloseTo(bound, within(1e-5));
    assertThat(deviation(kaiming)).isCloseTo(bound / Math.sqrt(3), within(1e-4));
    double glorot = Math.sqrt(6.0 / 1536);
    float[] xavier = filled(new Initialiser.XavierUniform(1), LINEAR);
    assertThat(most(xavier)).isLessThanOrEqualTo(glorot).isCloseTo(glorot, within(1e-5));
    assertThat(most(filled(new Initialiser.XavierUniform(2), LINEAR)))
        .isCloseTo(2 * glorot, within(2e-5));
  }

  @Test
  void orthogonal_ofGainRootTwo_hasRowsWithProductsTwoAndZero() {
    float[] w = filled(new Initialiser.Orthogonal(Math.sqrt(2)), CONVOLUTION);
    assertGram(w, 16, 144, false);
  }

  @Test
  void orthogonal_ofMoreRowsThanColumns_hasOrthogonalColumns() {
    ParameterSpec tall = ParameterSpec.of("t", Role.WEIGHT, 27, 576, 64, 3, 3, 3);
    assertGram(filled(new Initialiser.Orthogonal(Math.sqrt(2)), tall), 64, 27, true);
  }

  /** Products of rows (or columns) are 2 with themselves and 0 with others. */
  private static void assertGram(float[] w, int rows, int columns, boolean ofColumns) {
    int vectors = ofColumns ? columns : rows;
    int length = ofColumns ? rows : columns;
    for (int i = 0; i < vectors; i++) {
      for (int j = 0; j < vectors; j++) {
        double dot = 0;
        for (int k = 0; k < length; k++) {
          dot +=
              ofColumns
                  ? (double) w[k * columns + i] * w[k * columns + j]
                  : (double) w[i * columns + k] * w[j * columns + k];
        }
        assertThat(dot).isCloseTo(i == j ? 2 : 0, within(1e-5));
      }
    }
  }

  @Test
  void constants_andBiases() {
    assertThat(filled(new Initialiser.Constant(1), CONVOLUTION)).containsOnly(1);
    assertThat(filled(new Initialiser.Constant(0), CONVOLUTION)).containsOnly(0);
    ParameterSpec bias = ParameterSpec.of("b", Role.BIAS, 144, 144, 16);
    for (Initialiser i :
        new Initialiser[] {
          new Initialiser.KaimingNormal(),
          new Initialiser.KaimingUniform(),
          new Initialiser.XavierNormal(1),
          new Initialiser.XavierUniform(1),
          new Initialiser.Orthogonal(1),
          new Initialiser.Constant(1)
        }) {
      assertThat(filled(i, bias)).containsOnly(0);
    }
  }
}
