package dev.sonde.analysis.cells;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Two sequences of three steps and three units, computed by hand. */
class CellMeasuresTest {

  /** Unit 0 counts 0, 1, 2 in both; unit 1 is the sequence's number; unit 2 never varies. */
  private static final Traces TRACES =
      Traces.of(
          new float[] {
            0, 1, 5, 1, 1, 5, 2, 1, 5, // first sequence
            0, 3, 5, 1, 3, 5, 2, 3, 5 // second
          },
          2,
          3,
          3);

  @Test
  void variation_tellsCountersFromContent() {
    Variation.Unit counter = Variation.of(TRACES).units().get(0);
    assertThat(counter.mean()).isEqualTo(1);
    assertThat(counter.betweenSamples()).isZero();
    assertThat(counter.withinSequences()).isEqualTo(2 / 3.0, within(1e-12));
    assertThat(counter.deviation()).isEqualTo(Math.sqrt(2 / 3.0), within(1e-12));
    assertThat(counter.contentShare()).isZero();
    Variation.Unit content = Variation.of(TRACES).units().get(1);
    assertThat(content.mean()).isEqualTo(2);
    assertThat(content.betweenSamples()).isEqualTo(1);
    assertThat(content.withinSequences()).isZero();
    assertThat(content.contentShare()).isEqualTo(1);
    assertThat(content.min()).isEqualTo(1);
    assertThat(content.max()).isEqualTo(3);
  }

  @Test
  void constantUnit_hasNoShare_andIsHiddenByTheFilter() {
    Variation variation = Variation.of(TRACES);
    assertThat(variation.units().get(2).contentShare()).isNaN();
    assertThat(variation.varying(.5)).containsExactly(0, 1);
    assertThat(variation.varying(.9)).containsExactly(1);
    assertThat(variation.varying(0)).containsExactly(0, 1, 2);
  }

  @Test
  void saturation_countsStepsBeyondTheLimits() {
    Traces gate = Traces.of(new float[] {.05f, .5f, .95f, .99f, .1f, .9f, .0f, .5f}, 2, 2, 2);
    Saturation found = Saturation.of("f", gate);
    // unit 0: .05 .95 .1 0; unit 1: .5 .99 .9 .5 (limits themselves are neither shut nor open)
    assertThat(found.units().get(0)).isEqualTo(new Saturation.Unit(0, .5, .25));
    assertThat(found.units().get(1)).isEqualTo(new Saturation.Unit(1, 0, .25));
  }

  @Test
  void correlation_isPearsons_andNaNOfConstants() {
    Traces traces =
        Traces.of(new float[] {1, 2, 4, 7, 2, 4, 3, 7, 3, 6, 2, 7, 4, 8, 1, 7}, 2, 2, 4);
    UnitCorrelation found = UnitCorrelation.of(traces);
    assertThat(found.matrix().at(0, 1)).isEqualTo(1, within(1e-12));
    assertThat(found.matrix().at(0, 2)).isEqualTo(-1, within(1e-12));
    assertThat(found.matrix().at(1, 1)).isEqualTo(1, within(1e-12));
    assertThat(found.matrix().at(0, 3)).isNaN();
    assertThat(found.strongest(9)).hasSize(3);
    assertThat(found.strongest(1).getFirst().correlation()).isEqualTo(1, within(1e-12));
  }

  @Test
  void map_leavesTheOriginal() {
    assertThat(TRACES.map(v -> -v).at(1, 2, 1)).isEqualTo(-3);
    assertThat(TRACES.at(1, 2, 1)).isEqualTo(3);
    assertThat(TRACES.line(1, 0)).containsExactly(0, 1, 2);
  }
}
