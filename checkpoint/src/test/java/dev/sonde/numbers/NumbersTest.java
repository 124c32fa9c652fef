package dev.sonde.numbers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NumbersTest {

  @Test
  void shuffle_sameGenerator_givesTheSameOrderOfEverything() {
    int[] order = Shuffle.order(50, new SplittableRandom(7));
    List<Integer> list = new ArrayList<>(IntStream.range(0, 50).boxed().toList());
    Shuffle.of(list, new SplittableRandom(7));
    float[] floats = new float[50];
    byte[] bytes = new byte[50];
    for (int i = 0; i < 50; i++) {
      floats[i] = i;
      bytes[i] = (byte) i;
    }
    Shuffle.of(floats, new SplittableRandom(7));
    Shuffle.of(bytes, new SplittableRandom(7));
    for (int i = 0; i < 50; i++) {
      assertThat(list.get(i)).isEqualTo(order[i]);
      assertThat((int) floats[i]).isEqualTo(order[i]);
      assertThat((int) bytes[i]).isEqualTo(order[i]);
    }
    assertThat(order).containsExactlyInAnyOrder(IntStream.range(0, 50).toArray());
    assertThat(order).isNotEqualTo(IntStream.range(0, 50).toArray());
  }

  /** Each of the six orders of three things is a sixth of many. */
  @Test
  void shuffle_ordersAreEquallyLikely() {
    SplittableRandom random = new SplittableRandom(1);
    int[] counts = new int[9];
    for (int i = 0; i < 60_000; i++) {
      int[] order = Shuffle.order(3, random);
      counts[order[0] * 3 + order[1]]++;
    }
    for (int i = 0; i < 9; i++) {
      if (i % 4 == 0) assertThat(counts[i]).isZero();
      else assertThat(counts[i]).isBetween(9_600, 10_400);
    }
  }

  @Test
  void sample_byHand() {
    assertThat(Sample.mean(1, 2, 6)).isEqualTo(3);
    assertThat(Sample.deviation(1, 2, 6)).isCloseTo(Math.sqrt(7), within(1e-15));
    assertThat(Sample.median(6, 1, 2)).isEqualTo(2);
    assertThat(Sample.median(6, 1, 2, 4)).isEqualTo(3);
    assertThat(Sample.quantile(new double[] {1, 2, 6}, .75)).isEqualTo(4);
    assertThat(Sample.quantile(new double[] {5}, .3)).isEqualTo(5);
    assertThat(Sample.mean(List.of(1.0, 2.0))).isEqualTo(1.5);
    assertThat(Sample.deviation(List.of(1.0))).isNaN();
    assertThat(Sample.mean()).isNaN();
    assertThat(Sample.median()).isNaN();
  }
}
