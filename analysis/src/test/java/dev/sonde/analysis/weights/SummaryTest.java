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
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class SummaryTest {

  static List<JsonNode> goldens() throws IOException {
    return Golden.cases("/weights/summaries.json");
  }

  @ParameterizedTest
  @MethodSource("goldens")
  void summary_agreesWithNumPyInFloat64(JsonNode golden) {
    Tensor tensor =
        Made.tensor(
            golden.get("kind").asString(),
            golden.get("dtype").asString(),
            golden.get("n").asInt(),
            golden.get("seed").asLong());
    Summary s = Summary.of(tensor);
    double std = golden.get("std").asDouble();
    assertThat(s.count()).isEqualTo(golden.get("n").asLong());
    assertThat(s.zeros()).isEqualTo(golden.get("zeros").asLong());
    assertThat(s.nan()).isEqualTo(golden.get("nan").asLong());
    assertThat(s.inf()).isEqualTo(golden.get("inf").asLong());
    assertThat(s.nearZero()).isEqualTo(golden.get("near_zero").asDouble());
    assertThat(s.min()).isEqualTo(golden.get("min").asDouble());
    assertThat(s.max()).isEqualTo(golden.get("max").asDouble());
    assertThat(s.mean()).isCloseTo(golden.get("mean").asDouble(), within(1e-9 * std));
    assertThat(s.std() * s.std()).isCloseTo(std * std, within(1e-8 * std * std));
    assertClose(s.skewness(), golden.get("skewness").asDouble(), 1e-6);
    assertClose(s.kurtosis(), golden.get("kurtosis").asDouble(), 1e-6);
    assertClose(s.l1(), golden.get("l1").asDouble(), 1e-12);
    assertClose(s.l2(), golden.get("l2").asDouble(), 1e-9);
    double[] wanted = Golden.doubles(golden.get("quantiles"));
    Quantiles q = s.quantiles();
    double[] found = {q.p01(), q.p05(), q.p25(), q.p50(), q.p75(), q.p95(), q.p99()};
    for (int i = 0; i < wanted.length; i++) {
      assertThat(found[i]).isCloseTo(wanted[i], within(s.quantileError()));
    }
    assertThat(s.quantileError()).isLessThan(0.02 * std);
    if (tensor.dtype().byteSize() <= 2 || tensor.count() <= 16_384) {
      assertThat(s.quantileError()).isZero();
    }
  }

  private static void assertClose(double found, double wanted, double relative) {
    assertThat(found).isCloseTo(wanted, within(relative * Math.max(1, Math.abs(wanted))));
  }

  @Test
  void of2Values_handComputed() {
    Summary s = Summary.of(Tensor.ofFloats("w", Shape.of(2, 1), new float[] {-3, 1}));
    assertThat(s.name()).isEqualTo("w");
    assertThat(s.dtype()).isEqualTo("float32");
    assertThat(s.shape()).containsExactly(2L, 1L);
    assertThat(s.mean()).isEqualTo(-1);
    assertThat(s.std()).isEqualTo(2);
    assertThat(s.skewness()).isZero();
    assertThat(s.kurtosis()).isEqualTo(-2);
    assertThat(s.l1()).isEqualTo(4);
    assertThat(s.l2()).isCloseTo(Math.sqrt(10), within(1e-15));
    assertThat(s.quantiles().p25()).isEqualTo(-2);
    assertThat(s.nearZero()).isZero();
  }

  @Property(tries = 300)
  void histogram_ofAnyValuesAndBins_holdsEveryValueWhereTheRecordSays(
      @ForAll @Size(min = 1, max = 60) List<@IntRange(min = -2000, max = 2000) Integer> whole,
      @ForAll @IntRange(min = 2, max = 256) int bins) {
    float[] values = new float[whole.size()];
    for (int i = 0; i < values.length; i++) values[i] = whole.get(i) / 37f;
    checkHistogram(Tensor.ofFloats("x", Shape.of(values.length), values), bins);
  }

  @Test
  void histogram_fromCells_isExactThoughTheValuesAreGone() {
    for (String kind : List.of("bell", "heavy", "sparse", "far", "squared", "poisoned", "whole")) {
      for (String dtype : List.of("float32", "float64", "bfloat16")) {
        for (int bins : new int[] {50, 128, 256}) {
          checkHistogram(Made.tensor(kind, dtype, 40_000, 3), bins);
        }
      }
    }
  }

  /** The bins' numbers from 0 on are beyond 2⁵³: they have no neighbours among the doubles. */
  @Test
  @Timeout(value = 10, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void histogram_ofNarrowValuesFarAway_ends() {
    double[] values = {0x1p60, 0x1p60 + 256, 0x1p60 + 256, 0x1p60 + 512};
    Histogram histogram =
        Summaries.withHistograms(
                List.of(Tensor.ofDoubles("x", Shape.of(4), values)),
                new Summary.Settings(1e-3, 64, 1))
            .getFirst()
            .histogram();
    assertThat(histogram.width()).isEqualTo(16);
    assertThat(histogram.counts()).hasSize(33);
    assertThat(histogram.counts().getFirst()).isEqualTo(1);
    assertThat(histogram.counts().get(16)).isEqualTo(2);
    assertThat(histogram.counts().getLast()).isEqualTo(1);
  }

  private static void checkHistogram(Tensor tensor, int bins) {
    var settings = new Summary.Settings(1e-3, bins, 2);
    Histogram histogram =
        Summaries.withHistograms(List.of(tensor), settings).getFirst().histogram();
    double[] values = Arrays.stream(tensor.toDoubles()).filter(Double::isFinite).sorted().toArray();
    int n = histogram.counts().size();
    assertThat(histogram.total()).isEqualTo(values.length);
    assertThat(histogram.nan() + histogram.infinite()).isEqualTo(tensor.count() - values.length);
    if (values[0] == values[values.length - 1]) {
      assertThat(n).isEqualTo(1);
      return;
    }
    assertThat(n).isBetween(2, bins);
    assertThat(histogram.counts().getFirst()).isPositive();
    assertThat(histogram.counts().getLast()).isPositive();
    long[] wanted = new long[n];
    // A distance from the origin of the cells is rounded to float before it is counted.
    double slack = Math.abs(histogram.low()) > 1e5 ? 1e-6 : 0;
    for (double x : values) {
      double at = (x - histogram.low()) / histogram.width();
      wanted[(int) Math.floor(at + slack)]++;
    }
    long moved = 0;
    for (int i = 0; i < n; i++) moved += Math.abs(wanted[i] - histogram.counts().get(i));
    assertThat(moved).as("%s %s bins", tensor, bins).isLessThanOrEqualTo(slack > 0 ? 2 : 0);
  }

  @Test
  void settings_thatMakeNoSense_areRefused() {
    assertThatThrownBy(() -> new Summary.Settings(1e-3, 1, 1)).hasMessage("1 bins, not 2 to 256");
    assertThatThrownBy(
            () ->
                Summaries.of(
                    List.of(Tensor.ofFloats("x", Shape.of(), new float[1])),
                    new Summary.Settings(Double.NaN, 100, 1)))
        .hasMessage("the near-zero threshold is NaN, must be at least 0");
  }

  @Test
  void totals_areTheSummaryOfAllValuesTogether() {
    List<String> kinds = List.of("bell", "far", "sparse", "poisoned");
    List<Tensor> parts =
        kinds.stream().map(kind -> Made.tensor(kind, "float64", 30_000, 5)).toList();
    double[] all = parts.stream().flatMapToDouble(t -> Arrays.stream(t.toDoubles())).toArray();
    Summary whole = Summary.of(Tensor.ofDoubles("all", Shape.of(all.length), all));
    Totals totals = Totals.of(Summaries.of(parts, Summary.Settings.defaults()), 960_000);
    assertThat(totals.tensors()).isEqualTo(4);
    assertThat(totals.count()).isEqualTo(whole.count());
    assertThat(totals.mean()).isCloseTo(whole.mean(), within(1e-9 * whole.std()));
    assertThat(totals.std()).isCloseTo(whole.std(), within(1e-9 * whole.std()));
    assertThat(totals.skewness()).isCloseTo(whole.skewness(), within(1e-9));
    assertThat(totals.kurtosis()).isCloseTo(whole.kurtosis(), within(1e-9));
    assertThat(totals.min()).isEqualTo(whole.min());
    assertThat(totals.max()).isEqualTo(whole.max());
    assertThat(totals.l2()).isCloseTo(whole.l2(), within(1e-9 * whole.l2()));
    assertThat(totals.zeros()).isEqualTo(whole.zeros());
    assertThat(totals.nan()).isEqualTo(whole.nan());
    assertThat(totals.inf()).isEqualTo(whole.inf());
    assertThat(totals.nearZero()).isCloseTo(whole.nearZero(), within(1e-12));
  }

  @Test
  void totals_withEmptyTensors_ignoreThem() {
    List<Tensor> tensors =
        List.of(
            Tensor.ofFloats("none", Shape.of(0), new float[0]),
            Tensor.ofFloats("one", Shape.of(1), new float[] {4}),
            Tensor.ofFloats("nan", Shape.of(1), new float[] {Float.NaN}));
    Totals totals = Totals.of(Summaries.of(tensors, Summary.Settings.defaults()), 8);
    assertThat(totals.min()).isEqualTo(4).isEqualTo(totals.max());
    assertThat(totals.mean()).isEqualTo(4);
    assertThat(totals.nan()).isEqualTo(1);
    assertThat(totals.nearZero()).isZero();
  }

  @Test
  void fineHistograms_shareBinsAndAgreeWithNumPy() throws IOException {
    for (JsonNode golden : Golden.cases("/weights/bins.json")) {
      Tensor tensor =
          Made.tensor(
              golden.get("kind").asString(),
              golden.get("dtype").asString(),
              golden.get("n").asInt(),
              golden.get("seed").asLong());
      int bins = golden.get("bins").asInt();
      List<Histogram> found = FineHistograms.of(List.of(tensor, tensor.slice(0, 0, 50)), bins);
      int[] wanted = Golden.ints(golden.get("counts"));
      assertThat(found.getFirst().counts())
          .isEqualTo(IntStream.of(wanted).mapToObj(Long::valueOf).toList());
      assertThat(found.get(1).low()).isEqualTo(found.getFirst().low());
      assertThat(found.get(1).width()).isEqualTo(found.getFirst().width());
      assertThat(found.get(1).total()).isEqualTo(50);
    }
  }

  @Test
  void fineHistograms_ofTheWidestRange_losesNothing() {
    double[] ends = {-Double.MAX_VALUE, Double.MAX_VALUE, 0, Double.NaN};
    Histogram h =
        FineHistograms.of(List.of(Tensor.ofDoubles("x", Shape.of(4), ends)), 10).getFirst();
    assertThat(h.counts()).containsExactly(1L, 0L, 0L, 0L, 0L, 1L, 0L, 0L, 0L, 1L);
    assertThat(h.nan()).isEqualTo(1);
  }
}
