package dev.sonde.analysis.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sonde.analysis.groups.Golden;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class SpectrumTest {

  private static final Spectrum.Settings DEFAULTS = Spectrum.Settings.defaults();

  static List<JsonNode> goldens() throws IOException {
    return Golden.cases("/weights/spectra.json");
  }

  @ParameterizedTest
  @MethodSource("goldens")
  void spectrum_agreesWithNumPy(JsonNode golden) {
    long[] shape = Arrays.stream(Golden.ints(golden.get("shape"))).asLongStream().toArray();
    int n = Math.toIntExact(Shape.of(shape).count());
    Tensor tensor =
        Made.tensor(golden.get("kind").asString(), golden.get("dtype").asString(), n, 7)
            .reshape(Shape.of(shape));
    var unfold = Spectrum.Unfold.valueOf(golden.get("unfold").asString().toUpperCase(Locale.ROOT));
    Spectrum found = Spectrum.of(tensor, new Spectrum.Settings(unfold, 0, 1, 4096));
    assertThat(found.rows()).isEqualTo(golden.get("rows").asLong());
    assertThat(found.columns()).isEqualTo(golden.get("columns").asLong());
    double[] wanted = Golden.doubles(golden.get("singular_values"));
    assertThat(found.singularValues()).hasSize(wanted.length);
    for (int i = 0; i < wanted.length; i++) {
      assertThat(found.singularValues().get(i)).isCloseTo(wanted[i], within(1e-13 * wanted[0]));
    }
    close(found.spectralNorm(), golden, "spectral_norm", 1e-12);
    close(found.frobeniusNorm(), golden, "frobenius_norm", 1e-12);
    close(found.stableRank(), golden, "stable_rank", 1e-12);
    close(found.effectiveRank(), golden, "effective_rank", 1e-12);
    assertThat(found.rank()).isEqualTo(golden.get("rank").asInt());
    // A small last value is known to the rounding of the first.
    close(found.condition(), golden, "condition", 1e-13 * found.condition());
    PowerLaw law = found.powerLaw();
    if (!golden.has("alpha")) {
      assertThat(law).isNull();
      return;
    }
    Objects.requireNonNull(law);
    close(law.alpha(), golden, "alpha", 1e-8);
    close(law.xmin(), golden, "xmin", 1e-9);
    close(law.d(), golden, "d", 1e-7);
    assertThat(law.tail()).isEqualTo(golden.get("tail").asInt());
    close(law.alphaWeighted(), golden, "alpha_weighted", 1e-8);
    close(law.logAlphaNorm(), golden, "log_alpha_norm", 1e-8);
    assertThat(law.p()).isNull();
  }

  private static void close(double found, JsonNode golden, String key, double relative) {
    double wanted = golden.get(key).asDouble();
    assertThat(found).as(key).isCloseTo(wanted, within(relative * Math.abs(wanted)));
  }

  private static Tensor diagonal(double... values) {
    double[] all = new double[values.length * values.length];
    for (int i = 0; i < values.length; i++) all[i * (values.length + 1)] = values[i];
    return Tensor.ofDoubles("d", Shape.of(values.length, values.length), all);
  }

  @Test
  void diagonal_hasItsEntriesAsSingularValues() {
    Spectrum s = Spectrum.of(diagonal(1, -4, 2, 0), DEFAULTS);
    assertThat(s.singularValues())
        .usingElementComparator(SpectrumTest::about)
        .containsExactly(4.0, 2.0, 1.0, 0.0);
    assertThat(s.spectralNorm()).isCloseTo(4, within(1e-14));
    assertThat(s.frobeniusNorm()).isCloseTo(Math.sqrt(21), within(1e-14));
    assertThat(s.stableRank()).isCloseTo(21.0 / 16, within(1e-14));
    double entropy = Math.log(7) - (4 * Math.log(4) + 2 * Math.log(2)) / 7;
    assertThat(s.effectiveRank()).isCloseTo(Math.exp(entropy), within(1e-13));
    assertThat(s.rank()).isEqualTo(3);
    assertThat(s.logSpectralNorm()).isCloseTo(Math.log10(16), within(1e-14));
    assertThat(s.logNorm()).isCloseTo(Math.log10(21), within(1e-14));
  }

  private static int about(double a, double b) {
    return Math.abs(a - b) < 1e-14 ? 0 : Double.compare(a, b);
  }

  @Test
  void smallSingularValues_keepDigitsThatAGramMatrixWouldLose() {
    double[] rows = new double[300 * 2];
    for (int r = 0; r < 300; r++) {
      rows[2 * r] = 1;
      rows[2 * r + 1] = 1 + (r % 2 == 0 ? 1e-10 : -1e-10);
    }
    Spectrum s = Spectrum.of(Tensor.ofDoubles("w", Shape.of(300, 2), rows), DEFAULTS);
    assertThat(s.singularValues().get(1)).isCloseTo(1e-10 * Math.sqrt(150), within(1e-15));
    assertThat(s.rank()).isEqualTo(2);
  }

  @Test
  void allZero_hasRankZeroAndNoLaw() {
    Spectrum s = Spectrum.of(diagonal(0, 0, 0), DEFAULTS);
    assertThat(s.rank()).isZero();
    assertThat(s.stableRank()).isZero();
    assertThat(s.effectiveRank()).isZero();
    assertThat(s.powerLaw()).isNull();
  }

  @Test
  void transposedView_hasTheSameSpectrum() {
    Tensor w = Made.tensor("bell", "float32", 20 * 90, 3).reshape(Shape.of(20, 90));
    Spectrum turned = Spectrum.of(w.transpose(1, 0), DEFAULTS);
    List<Double> plain = Spectrum.of(w, DEFAULTS).singularValues();
    for (int i = 0; i < plain.size(); i++) {
      assertThat(turned.singularValues().get(i)).isCloseTo(plain.get(i), within(1e-12));
    }
  }

  @Test
  void obstacles_areNamed() {
    Tensor vector = Tensor.ofFloats("b", Shape.of(3), new float[3]);
    assertThat(Spectrum.obstacle(vector, DEFAULTS)).isEqualTo("not a matrix");
    Tensor bad = Tensor.ofFloats("w", Shape.of(1, 2), new float[] {Float.NaN, 1});
    assertThatThrownBy(() -> Spectrum.of(bad, DEFAULTS))
        .hasMessage("w float32 [1, 2]: 1 values are NaN or infinite");
    Tensor large = Tensor.ofFloats("w", Shape.of(3, 3), new float[9]);
    assertThat(Spectrum.obstacle(large, new Spectrum.Settings(Spectrum.Unfold.FIRST, 0, 1, 2)))
        .isEqualTo("the shorter side is 3, beyond 2");
    assertThat(Spectrum.obstacle(large, DEFAULTS)).isNull();
  }

  @Test
  void valuesWhoseSquaresAreNoDoubles_haveTheSpectrumOfTheSameMatrixInAnotherUnit() {
    Random random = new Random(1);
    double[] values = new double[40 * 7];
    Arrays.setAll(values, i -> random.nextGaussian());
    Spectrum one = spectrum(values);
    for (double unit : new double[] {1e200, 1e300, 1e-200, 1e-290}) {
      Spectrum other = spectrum(Arrays.stream(values).map(x -> x * unit).toArray());
      for (int i = 0; i < 7; i++) {
        double expected = one.singularValues().get(i) * unit;
        assertThat(other.singularValues().get(i)).isCloseTo(expected, within(1e-12 * expected));
      }
      assertThat(other.rank()).isEqualTo(7);
      assertThat(other.effectiveRank()).isCloseTo(one.effectiveRank(), within(1e-12));
      assertThat(other.powerLaw()).isNull();
    }
  }

  private static Spectrum spectrum(double[] values) {
    Tensor matrix = Tensor.ofDoubles("w", Shape.of(40, 7), values);
    return Spectrum.of(matrix, Spectrum.Settings.defaults());
  }
}
