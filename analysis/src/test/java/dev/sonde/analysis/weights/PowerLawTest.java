package dev.sonde.analysis.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sonde.analysis.groups.Golden;
import java.io.IOException;
import java.util.Objects;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class PowerLawTest {

  private static double[] pareto(double alpha, int n) {
    double[] u = Made.uniform(11, n);
    double[] low = Made.uniform(12, n / 2);
    return DoubleStream.concat(
            DoubleStream.of(u).map(x -> Math.pow(1 - x, -1 / (alpha - 1))), DoubleStream.of(low))
        .sorted()
        .toArray();
  }

  @Test
  void fit_ofAParetoTail_agreesWithTheReferenceInNumPy() throws IOException {
    for (JsonNode golden : Golden.cases("/weights/pareto.json")) {
      double[] values = pareto(golden.get("true_alpha").asDouble(), golden.get("n").asInt());
      PowerLaw law = Objects.requireNonNull(PowerLaw.of(values, 0, 1));
      assertThat(law.alpha()).isCloseTo(golden.get("alpha").asDouble(), within(1e-10));
      assertThat(law.xmin()).isCloseTo(golden.get("xmin").asDouble(), within(1e-12));
      assertThat(law.d()).isCloseTo(golden.get("d").asDouble(), within(1e-10));
      assertThat(law.tail()).isEqualTo(golden.get("tail").asInt());
      assertThat(law.sigma()).isEqualTo((law.alpha() - 1) / Math.sqrt(law.tail()));
      double trueAlpha = golden.get("true_alpha").asDouble();
      assertThat(law.alpha()).isCloseTo(trueAlpha, within(3 * law.sigma()));
    }
  }

  @Test
  void goodness_tellsALawFromNone() {
    double[] lawful = pareto(2.5, 200);
    double[] twoHeaps = IntStream.range(0, 300).mapToDouble(i -> i < 150 ? 1 : 2).toArray();
    double fits = Objects.requireNonNull(Objects.requireNonNull(PowerLaw.of(lawful, 100, 1)).p());
    double not = Objects.requireNonNull(Objects.requireNonNull(PowerLaw.of(twoHeaps, 100, 1)).p());
    assertThat(fits).isGreaterThan(0.1);
    assertThat(not).isZero();
    assertThat(PowerLaw.of(lawful, 100, 1)).isEqualTo(PowerLaw.of(lawful, 100, 1));
  }

  @Test
  void scaledValues_haveTheSameExponent() {
    double[] values = pareto(3, 100);
    double[] scaled = DoubleStream.of(values).map(x -> x * 1e-6).toArray();
    PowerLaw plain = Objects.requireNonNull(PowerLaw.of(values, 0, 1));
    PowerLaw small = Objects.requireNonNull(PowerLaw.of(scaled, 0, 1));
    assertThat(small.alpha()).isCloseTo(plain.alpha(), within(1e-9));
    assertThat(small.xmin()).isCloseTo(plain.xmin() * 1e-6, within(1e-15));
  }

  @Test
  void fewOrEqualValues_haveNoLaw() {
    assertThat(PowerLaw.of(IntStream.rangeClosed(1, 9).asDoubleStream().toArray(), 0, 1)).isNull();
    assertThat(PowerLaw.of(DoubleStream.generate(() -> 2).limit(20).toArray(), 0, 1)).isNull();
  }
}
