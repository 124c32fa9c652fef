package dev.sonde.analysis.cells;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sonde.analysis.kernel.Points;
import dev.sonde.analysis.kernel.Workers;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class StateProbeTest {

  private static final int SEQUENCES = 300;
  private static final int STEPS = 4;

  /** Unit 0 follows the step, unit 1 the number hidden in the sequence, unit 2 is noise. */
  private static Traces traces(int[] hidden) {
    SplittableRandom random = new SplittableRandom(5);
    float[] values = new float[SEQUENCES * STEPS * 3];
    for (int s = 0, at = 0; s < SEQUENCES; s++) {
      for (int t = 0; t < STEPS; t++) {
        values[at++] = t + (float) random.nextGaussian() * .1f;
        values[at++] = hidden[s] + (float) random.nextGaussian() * .05f;
        values[at++] = (float) random.nextGaussian();
      }
    }
    return Traces.of(values, SEQUENCES, STEPS, 3);
  }

  private static int[] hidden() {
    return new SplittableRandom(6).ints(SEQUENCES, 0, 2).toArray();
  }

  @Test
  void whatIsThere_isRead_andShuffledControlsAreAtChance() {
    int[] hidden = hidden();
    StateProbe probe = StateProbe.of(traces(hidden), ProbeSettings.defaults());
    try (Workers alone = Workers.of(1)) {
      ProbeScore position = probe.classes("position", (s, t) -> t, STEPS, alone);
      assertThat(position.score()).isGreaterThan(.99);
      assertThat(position.baseline()).isEqualTo(.25, within(1e-9));
      assertThat(position.control()).isBetween(.1, .45);
      assertThat(position.trained()).isEqualTo(210 * STEPS);
      assertThat(position.tested()).isEqualTo(90 * STEPS);
      ProbeScore number = probe.classes("hidden", (s, t) -> hidden[s], 2, alone);
      assertThat(number.score()).isGreaterThan(.99);
      assertThat(number.control()).isBetween(.3, .7);
    }
    ProbeScore value = probe.number("hidden", (s, t) -> hidden[s]);
    assertThat(value.score()).isGreaterThan(.95);
    assertThat(value.control()).isBetween(-.1, .05);
    assertThat(value.baseline()).isBetween(-.05, .01);
  }

  @Test
  void whatIsNotThere_isNotRead() {
    int[] other = new SplittableRandom(99).ints(SEQUENCES, 0, 2).toArray();
    StateProbe probe = StateProbe.of(traces(hidden()), ProbeSettings.defaults());
    try (Workers alone = Workers.of(1)) {
      // Whole sequences are held out: the same sequence's other steps cannot give it away.
      assertThat(probe.classes("other", (s, t) -> other[s], 2, alone).score()).isBetween(.3, .7);
    }
  }

  @Test
  void negativeLabels_leaveRowsOut() {
    StateProbe probe = StateProbe.of(traces(hidden()), ProbeSettings.defaults());
    try (Workers alone = Workers.of(1)) {
      ProbeScore last = probe.classes("step 3 only", (s, t) -> t == 3 ? s % 2 : -1, 2, alone);
      assertThat(last.trained() + last.tested()).isEqualTo(SEQUENCES);
      assertThatThrownBy(() -> probe.classes("none", (s, t) -> -1, 2, alone))
          .hasMessage("no row has a label for 'none'");
    }
  }

  @Test
  void ridge_agreesWithNumpy() {
    // numpy: X = [[1,2],[2,1],[3,5],[4,3]], y = [1,2,2,5], centred, λ = 0.004
    Points points = Points.of(new float[] {1, 2, 2, 1, 3, 5, 4, 3}, 4, 2);
    Ridge rule = Ridge.of(points, new double[] {1, 2, 2, 5});
    assertThat(rule.weights()).containsExactly(new double[] {1.49814, -0.42763}, within(1e-4));
    assertThat(rule.constant()).isEqualTo(-0.06937, within(1e-4));
  }
}
