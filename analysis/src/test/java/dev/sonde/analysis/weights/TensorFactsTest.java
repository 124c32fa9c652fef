package dev.sonde.analysis.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class TensorFactsTest {

  @Test
  void facts_ofASmallMatrix_areThoseComputedByHand() {
    double[] values = {1, 2, Double.NaN, 0, 0, Double.NEGATIVE_INFINITY, 5, 0, 2};
    TensorFacts facts = TensorFacts.of(Tensor.ofDoubles("w", Shape.of(3, 3), values));
    assertThat(facts.count()).isEqualTo(9);
    assertThat(facts.nan()).isEqualTo(1);
    assertThat(facts.infinite()).isEqualTo(1);
    assertThat(facts.zeros()).isEqualTo(3);
    assertThat(facts.mean()).isCloseTo(10.0 / 7, within(1e-15));
    assertThat(facts.std()).isCloseTo(Math.sqrt(34.0 / 7 - 100.0 / 49), within(1e-14));
    assertThat(facts.min()).isZero();
    assertThat(facts.max()).isEqualTo(5);
  }

  @Test
  void zeroLines_nanIsNotZero() {
    Tensor tensor =
        Tensor.ofDoubles("w", Shape.of(2, 2, 2), new double[] {0, 0, 0, 0, 0, Double.NaN, -0.0, 1});
    assertThat(ZeroLines.of(tensor)).isEqualTo(new ZeroLines(2, 4, 1, 2));
    assertThat(ZeroLines.of(Tensor.ofDoubles("v", Shape.of(3), new double[3])))
        .isEqualTo(ZeroLines.NONE);
  }

  @Test
  void fineHistograms_shareBinsAndDropNothing() {
    Tensor a = Tensor.ofDoubles("a", Shape.of(4), new double[] {0, 1, 2, Double.NaN});
    Tensor b = Tensor.ofDoubles("b", Shape.of(3), new double[] {4, -4, Double.POSITIVE_INFINITY});
    List<Histogram> histograms = FineHistograms.of(List.of(a, b), 4);
    assertThat(histograms)
        .containsExactly(
            new Histogram(-4, 2, List.of(0L, 0L, 2L, 1L), 1, 0),
            new Histogram(-4, 2, List.of(1L, 0L, 0L, 1L), 0, 1));
  }

  @Test
  void fineHistograms_extremes_doNotOverflow() {
    double huge = Double.MAX_VALUE;
    Tensor t = Tensor.ofDoubles("t", Shape.of(4), new double[] {-huge, huge, 0, -huge / 4});
    Histogram h = FineHistograms.of(List.of(t), 4).getFirst();
    assertThat(h.counts()).containsExactly(1L, 1L, 1L, 1L);
    assertThat(
            FineHistograms.of(List.of(Tensor.ofDoubles("c", Shape.of(2), new double[] {7, 7})), 4))
        .containsExactly(new Histogram(7, 0, List.of(2L), 0, 0));
    assertThat(FineHistograms.of(List.of(Tensor.ofDoubles("e", Shape.of(0), new double[0])), 4))
        .containsExactly(new Histogram(0, 0, List.of(), 0, 0));
  }
}
