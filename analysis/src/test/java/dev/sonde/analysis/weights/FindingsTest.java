package dev.sonde.analysis.weights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FindingsTest {

  private static float[] normal(int n, double std, int seed) {
    Random random = new Random(seed);
    float[] values = new float[n];
    for (int i = 0; i < n; i++) values[i] = (float) (std * random.nextGaussian());
    return values;
  }

  /** Eight ordinary matrices, and one more tensor. */
  private static Findings among(String address, Shape shape, float[] values) {
    List<TensorFacts> facts = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      facts.add(
          TensorFacts.of(
              Tensor.ofFloats("layer" + i, Shape.of(32, 64), normal(2048, 0.12 + 0.01 * i, i))));
    }
    facts.add(TensorFacts.of(Tensor.ofFloats(address, shape, values)));
    return Findings.of(facts, Findings.Settings.defaults());
  }

  private static Finding only(Findings findings) {
    assertThat(findings.findings()).hasSize(1);
    assertThat(findings.findings().getFirst().address()).isEqualTo("odd");
    return findings.findings().getFirst();
  }

  @Test
  void ordinaryMatrices_giveNoFinding() {
    Findings findings = among("fine", Shape.of(32, 64), normal(2048, 0.15, 99));
    assertThat(findings.findings()).isEmpty();
    assertThat(findings.examined()).isEqualTo(9);
  }

  @Test
  void notFinite_isFoundWithItsNumbers() {
    float[] values = normal(2048, 0.15, 9);
    values[3] = Float.NaN;
    values[4] = Float.NEGATIVE_INFINITY;
    Finding finding = only(among("odd", Shape.of(32, 64), values));
    assertThat(finding.kind()).isEqualTo(Finding.Kind.NOT_FINITE);
    assertThat(finding.sentence()).isEqualTo("1 NaN and 1 infinite among 2048 values");
  }

  @Test
  void zeroRowsAndColumns_areCounted() {
    float[] values = normal(2048, 0.15, 9);
    for (int i = 0; i < 64; i++) values[5 * 64 + i] = values[9 * 64 + i] = 0;
    for (int i = 0; i < 32; i++) values[i * 64 + 63] = 0;
    Findings findings = among("odd", Shape.of(32, 64), values);
    assertThat(findings.of(Finding.Kind.ZERO_ROWS).getFirst().sentence())
        .isEqualTo("2 of 32 rows are zero");
    assertThat(findings.of(Finding.Kind.ZERO_COLUMNS).getFirst().sentence())
        .isEqualTo("1 of 64 columns are zero");
    assertThat(findings.findings()).hasSize(2);
  }

  @Test
  void decayedRows_areRelativeToTheMedian_andFollowedIntoTheNextLayer() {
    float[] first = normal(2048, 0.15, 9);
    for (int i = 0; i < 64; i++) {
      first[5 * 64 + i] /= 21;
      first[9 * 64 + i] /= 1000;
      first[11 * 64 + i] /= 15;
    }
    float[] second = normal(16 * 32 * 9, 0.15, 10);
    for (int out = 0; out < 16; out++) {
      for (int k = 0; k < 9; k++) second[(out * 32 + 9) * 9 + k] = 1e-6f;
    }
    List<TensorFacts> facts =
        List.of(
            TensorFacts.of(Tensor.ofFloats("conv1", Shape.of(32, 64), first)),
            TensorFacts.of(Tensor.ofFloats("bias", Shape.of(32), normal(32, 1, 3))),
            TensorFacts.of(Tensor.ofFloats("conv2", Shape.of(16, 32, 3, 3), second)));
    Findings findings = Findings.of(facts, Findings.Settings.defaults());
    assertThat(findings.findings())
        .extracting(f -> f.kind() + " " + f.address() + ": " + f.sentence())
        .containsExactly("DECAYED_ROWS conv1: 2 of 32: 5, 9, 9 also as columns of conv2");
  }

  @Test
  void axisScales_areThoseOfTheSlices() {
    double[] values = new double[8 * 3 * 9];
    for (int i = 0; i < values.length; i++) values[i] = 1 + i % 9;
    List<AxisScale> scales = AxisScale.of(Tensor.ofDoubles("w", Shape.of(8, 3, 9), values));
    assertThat(scales).extracting(AxisScale::axis).containsExactly(0, 2);
    // Every slice of the first axis holds 1 … 9; those of the last each one number.
    assertThat(scales.getFirst().median()).isEqualTo(Math.sqrt(285 / 9.0));
    assertThat(scales.getLast().median()).isEqualTo(5);
    assertThat(scales.getLast().decayed()).isEmpty();
  }

  @Test
  void constant_isFoundOnce_evenIfItIsZero() {
    assertThat(only(among("odd", Shape.of(8, 8), new float[64])).sentence())
        .isEqualTo("all 64 values are 0");
    assertThat(only(among("odd", Shape.of(2), new float[] {-1.5f, -1.5f})).kind())
        .isEqualTo(Finding.Kind.CONSTANT);
    assertThat(among("one value", Shape.of(1), new float[1]).findings()).isEmpty();
  }

  @Test
  void outlier_saysHowFarItLies() {
    float[] values = normal(4096, 0.15, 9);
    values[77] = -9;
    Finding finding = only(among("odd", Shape.of(64, 64), values));
    assertThat(finding.kind()).isEqualTo(Finding.Kind.OUTLIERS);
    assertThat(finding.sentence()).startsWith("the farthest value, −9, lies ");
    assertThat(finding.measure()).isBetween(35.0, 60.0);
  }

  @Test
  void scale_farFromTheFilesOtherMatrices_isFound() {
    Finding large = only(among("odd", Shape.of(32, 64), normal(2048, 3, 9)));
    assertThat(large.kind()).isEqualTo(Finding.Kind.SCALE);
    assertThat(large.sentence()).contains("larger").contains("median");
    assertThat(only(among("odd", Shape.of(32, 64), normal(2048, 0.001, 9))).sentence())
        .contains("smaller");
    // A vector of another scale is ordinary: biases and norms are.
    assertThat(among("odd", Shape.of(2048), normal(2048, 3, 9)).findings()).isEmpty();
  }

  @Test
  void mostlyZeros_isFound() {
    float[] values = normal(2048, 0.3, 9);
    for (int i = 0; i < 2048; i++) if (i % 3 != 0) values[i] = 0;
    Finding finding = only(among("odd", Shape.of(32, 64), values));
    assertThat(finding.kind()).isEqualTo(Finding.Kind.SPARSE);
    assertThat(finding.sentence()).isEqualTo("1365 of 2048 values are 0");
  }

  @Test
  void order_isTheGravestFirstThenTheStrongest() {
    List<TensorFacts> facts = new ArrayList<>();
    float[] bad = normal(100, 1, 1);
    bad[0] = Float.NaN;
    float[] worse = normal(100, 1, 1);
    worse[0] = worse[1] = Float.NaN;
    facts.add(TensorFacts.of(Tensor.ofFloats("constant", Shape.of(9), new float[9])));
    facts.add(TensorFacts.of(Tensor.ofFloats("bad", Shape.of(100), bad)));
    facts.add(TensorFacts.of(Tensor.ofFloats("worse", Shape.of(100), worse)));
    assertThat(Findings.of(facts, Findings.Settings.defaults()).findings())
        .extracting(Finding::address)
        .containsExactly("worse", "bad", "constant");
  }

  @Test
  void emptyAndAllNaN_doNotFail() {
    List<TensorFacts> facts =
        List.of(
            TensorFacts.of(Tensor.ofFloats("empty", Shape.of(0, 3), new float[0])),
            TensorFacts.of(
                Tensor.ofFloats("nan", Shape.of(2), new float[] {Float.NaN, Float.NaN})));
    assertThat(Findings.of(facts, Findings.Settings.defaults()).findings())
        .extracting(Finding::address)
        .containsExactly("nan");
  }
}
