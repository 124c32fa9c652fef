package dev.sonde.analysis.groups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import org.junit.jupiter.api.Test;

final class TensorDistancesTest {
  private static Tensor tensor(float... values) {
    return Tensor.ofFloats("w", Shape.of(values.length), values);
  }

  @Test
  void of_handComputed() {
    TensorDistances d = TensorDistances.of(tensor(0, 0, 0, 1), tensor(0, 1, 1, 1), 2);
    assertThat(d.wasserstein()).isEqualTo(.5);
    assertThat(d.wassersteinStd()).isCloseTo(1, within(1e-15)); // the eight values deviate by 1/2
    assertThat(d.kolmogorovSmirnov()).isEqualTo(.5);
    // Shares 3/4, 1/4 and 1/4, 3/4: 1 − H(1/4) bits.
    double entropy = -(.25 * Math.log(.25) + .75 * Math.log(.75)) / Math.log(2);
    assertThat(d.jensenShannon()).isCloseTo(Math.sqrt(1 - entropy), within(1e-12));
  }

  @Test
  void of_theSameTensor_isZero_alsoWithoutSpread() {
    assertThat(TensorDistances.of(tensor(1, 2, 5), tensor(1, 2, 5), 8))
        .isEqualTo(new TensorDistances(0, 0, 0, 0));
    assertThat(TensorDistances.of(tensor(0, 0), tensor(0, 0), 8))
        .isEqualTo(new TensorDistances(0, 0, 0, 0));
  }
}
