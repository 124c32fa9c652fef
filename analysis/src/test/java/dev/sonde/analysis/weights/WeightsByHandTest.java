package dev.sonde.analysis.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sonde.analysis.scan.Scan;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Small cases computed by hand. */
class WeightsByHandTest {

  private static Tensor tensor(double... values) {
    return Tensor.ofDoubles("t", Shape.of(values.length), values);
  }

  @Test
  void summary_ofOneToFour_isAsComputedByHand() {
    Summary s = Summary.of(tensor(4, 1, 3, 2));
    assertThat(s.mean()).isEqualTo(2.5);
    assertThat(s.std()).isCloseTo(Math.sqrt(1.25), within(1e-15));
    assertThat(s.skewness()).isCloseTo(0, within(1e-15));
    assertThat(s.kurtosis()).isCloseTo(2.5625 / 1.5625 - 3, within(1e-14));
    assertThat(s.quantiles().p25()).isEqualTo(1.75);
    assertThat(s.l1()).isEqualTo(10);
    assertThat(s.l2()).isCloseTo(Math.sqrt(30), within(1e-14));
  }

  @Test
  void summary_withNanAndInfinity_isOfTheFiniteOnesAndCountsTheOthers() {
    Summary s = Summary.of(tensor(Double.NaN, 1, Double.NEGATIVE_INFINITY, 3, 0));
    assertThat(s.nan()).isEqualTo(1);
    assertThat(s.inf()).isEqualTo(1);
    assertThat(s.zeros()).isEqualTo(1);
    assertThat(s.mean()).isCloseTo(4.0 / 3, within(1e-15));
    assertThat(s.max()).isEqualTo(3);
  }

  @Test
  void summary_farFromZero_losesNothing() {
    double[] values = new double[200_000];
    for (int i = 0; i < values.length; i++) values[i] = 1e6 + (i % 2 == 0 ? 1 : -1);
    Summary s = Summary.of(tensor(values));
    assertThat(s.mean()).isCloseTo(1e6, within(1e-9));
    assertThat(s.std()).isCloseTo(1, within(1e-8));
    assertThat(s.kurtosis()).isCloseTo(-2, within(1e-6));
  }

  @Test
  void distance_ofShiftedValues_isTheShift() {
    Scan.Settings settings = Scan.Settings.defaults();
    DistributionDistance d =
        DistributionDistance.of(
            Scan.of(tensor(0, 1), settings).cells(), Scan.of(tensor(1, 2), settings).cells());
    assertThat(d.wasserstein()).isEqualTo(1);
    assertThat(d.kolmogorovSmirnov()).isEqualTo(0.5);
    assertThat(d.exact()).isTrue();
  }

  @Test
  void diff_ofOneChangedValue_isAsComputedByHand() {
    CheckpointDiff diff =
        CheckpointDiff.of(
            List.of(tensor(3, 4), tensor(1).named("gone")), List.of(tensor(3, 1)), name -> {});
    assertThat(diff.onlyA()).containsExactly("gone");
    TensorChange change = diff.changes().getFirst();
    assertThat(change.relativeChange()).isCloseTo(3.0 / 5, within(1e-15));
    assertThat(change.cosine()).isCloseTo(13 / (5 * Math.sqrt(10)), within(1e-15));
    assertThat(change.maxChange()).isEqualTo(3);
    assertThat(change.unchanged()).isEqualTo(0.5);
  }

  @Test
  void spectrum_ofADiagonal_isTheDiagonal() {
    Spectrum s =
        Spectrum.of(Tensor.ofDoubles("d", Shape.of(2, 3), new double[] {3, 0, 0, 0, 4, 0}));
    assertThat(s.spectralNorm()).isCloseTo(4, within(1e-12));
    assertThat(s.frobeniusNorm()).isCloseTo(5, within(1e-12));
    assertThat(s.stableRank()).isCloseTo(25.0 / 16, within(1e-12));
    assertThat(s.rank()).isEqualTo(2);
    assertThat(s.condition()).isCloseTo(4.0 / 3, within(1e-12));
  }

  @Test
  void powerLaw_ofValuesAtItsQuantiles_hasItsExponent() {
    int n = 2000;
    double[] values = new double[n];
    for (int i = 0; i < n; i++) values[i] = Math.pow(1 - (i + 0.5) / n, -1 / 1.5); // alpha 2.5
    assertThat(PowerLaw.fit(values).alpha()).isCloseTo(2.5, within(0.05));
  }
}
