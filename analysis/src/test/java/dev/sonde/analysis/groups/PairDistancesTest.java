package dev.sonde.analysis.groups;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** All pairs at once against each pair by itself. */
class PairDistancesTest {

  @Test
  void of_normalValues_equalsEachPairToTheLastBit() {
    assertEqual(samples(11, 700, 0, x -> x));
  }

  @Test
  void of_fewDistinctValues_equalsEachPairToTheLastBit() {
    assertEqual(samples(9, 500, 0, x -> Math.rint(2 * x)));
  }

  @Test
  void of_runsWithValuesThatAreNotFinite_equalsEachPairToTheLastBit() {
    assertEqual(samples(8, 300, 0.03, x -> x));
  }

  @Test
  void of_groupsFarApart_equalsEachPairToTheLastBit() {
    assertEqual(samples(7, 400, 0, x -> x > 0.5 ? 1e6 * x : x));
  }

  @Test
  void of_singleValues_equalsEachPairToTheLastBit() {
    assertEqual(samples(6, 1, 0, x -> x));
  }

  @Test
  void of_aRunWithoutFiniteValues_isNanBesideItOnly() {
    List<Tensor> tensors = new ArrayList<>();
    for (double value : new double[] {1, Double.NaN, 2}) {
      tensors.add(Tensor.ofDoubles("w", Shape.of(1), new double[] {value}));
    }
    List<Sample> samples = Samples.of(tensors, 8, true).runs();
    for (Distance distance : Distance.values()) {
      List<Double> values = PairDistances.of(distance, samples, 1).values();
      assertThat(values.get(0)).isNaN();
      assertThat(values.get(1)).as("%s", distance).isPositive();
      assertThat(values.get(2)).isNaN();
    }
  }

  private static void assertEqual(List<Sample> samples) {
    for (Distance distance : Distance.values()) {
      List<Double> expected = new ArrayList<>();
      for (int i = 0; i < samples.size(); i++) {
        for (int j = i + 1; j < samples.size(); j++) {
          expected.add(Pairwise.of(distance, samples.get(i), samples.get(j), 0.7).value());
        }
      }
      PairDistances all = PairDistances.of(distance, samples, 0.7);
      assertThat(all.values()).as("%s", distance).isEqualTo(expected);
      assertThat(all.error()).isZero();
    }
  }

  /** Runs of slightly different spread, some of their values not finite. */
  private static List<Sample> samples(
      int runs, int count, double notFinite, DoubleUnaryOperator law) {
    Random random = new Random(runs);
    List<Tensor> tensors = new ArrayList<>();
    for (int run = 0; run < runs; run++) {
      double[] values = new double[count];
      for (int i = 0; i < count; i++) {
        double value = law.applyAsDouble((1 + run / 20.0) * random.nextGaussian());
        values[i] = random.nextDouble() < notFinite ? Double.NaN : value;
      }
      tensors.add(Tensor.ofDoubles("w", Shape.of(count), values));
    }
    return Samples.of(tensors, 64, true).runs();
  }
}
