package dev.sonde.study.induction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SequencesTest {

  private static final Sequences SEQUENCES = new Sequences(20, 12, 3, 6);

  @Test
  void sequences_repeatTheirBlock_whoseLengthVaries() {
    Sequences.Drawn drawn = SEQUENCES.draw(200, new SplittableRandom(1));
    for (int row = 0; row < 200; row++) {
      int period = drawn.periods()[row];
      for (int place = period; place <= 12; place++) {
        assertThat(drawn.ids()[13 * row + place]).isEqualTo(drawn.ids()[13 * row + place - period]);
      }
    }
    assertThat(Arrays.stream(drawn.periods()).distinct()).containsExactlyInAnyOrder(3, 4, 5, 6);
    assertThat(Arrays.stream(drawn.ids()).distinct()).hasSize(20);
    assertThat(drawn.read(3)).isEqualTo(Arrays.copyOfRange(drawn.read(), 36, 48));
    assertThat(Arrays.copyOfRange(drawn.told(), 36, 47))
        .isEqualTo(Arrays.copyOfRange(drawn.read(), 37, 48));
  }

  /** A B C | A B C | A: the second A cannot be told, the B after it can. */
  @Test
  void kinds_ofABlockOfThree() {
    assertThat(List.of(0, 1, 2, 3, 4, 5, 6))
        .extracting(place -> Sequences.kind(place, 3))
        .containsExactly(
            Sequences.Kind.FIRST,
            Sequences.Kind.FIRST,
            Sequences.Kind.FIRST,
            Sequences.Kind.TURN,
            Sequences.Kind.AGAIN,
            Sequences.Kind.AGAIN,
            Sequences.Kind.AGAIN);
  }

  /**
   * The sequence 0 1 2 0 1 2 0 of three tokens: told are 1 and 2 (first), 0 (neither), 1, 2 and 0
   * (again). A network that is sure to a half, and gives the rest to the others evenly, is right.
   */
  @Test
  void judged_byHand() {
    var drawn = new Sequences.Drawn(6, new int[] {0, 1, 2, 0, 1, 2, 0}, new int[] {3});
    double[][] p = {
      {.25, .5, .25}, {.5, .25, .25}, {.5, .25, .25}, {.25, .5, .25}, {.25, .25, .5}, {.25, .5, .25}
    };
    float[] logs = new float[18];
    for (int i = 0; i < 18; i++) logs[i] = (float) Math.log(p[i / 3][i % 3]);
    SequenceLosses found = SequenceLosses.of(logs, 3, drawn, 3);
    double half = Math.log(2);
    assertThat(found.first()).isCloseTo((half + 2 * half) / 2, within(1e-6));
    assertThat(found.again()).isCloseTo((half + half + 2 * half) / 3, within(1e-6));
    assertThat(found.accuracy()).isCloseTo(2 / 3.0, within(1e-12));
    assertThat(found.places())
        .containsExactly(new double[] {half, 2 * half, half, half, half, 2 * half}, within(1e-6));
    // The last two, less the first two.
    assertThat(found.context()).isCloseTo(0, within(1e-6));
  }
}
