package dev.sonde.analysis.groups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PairStoreTest {

  private static List<Double> drawn(int size, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] values = new double[size];
    for (int i = 0; i < size; i++) values[i] = random.nextDouble();
    if (size > 2) values[2] = Double.NaN;
    return Doubles.of(values);
  }

  @Test
  void keep_beyondItsRoom_givesTheSameNumbersFromAFile() {
    PairStore store = new PairStore(1000);
    List<List<Double>> given = new ArrayList<>();
    List<List<Double>> kept = new ArrayList<>();
    for (int size : List.of(100, 5000, 0, 3, 124_750)) {
      given.add(drawn(size, size));
      kept.add(store.keep(given.getLast()));
    }
    assertThat(kept.get(0)).isSameAs(given.get(0));
    assertThat(kept.get(1)).isInstanceOf(PairStore.Stored.class);
    for (int i = 0; i < given.size(); i++) assertThat(kept.get(i)).isEqualTo(given.get(i));
    assertThat(Doubles.of(kept.get(1))).isSameAs(kept.get(1));
    assertThatThrownBy(() -> kept.get(1).set(0, 1.0))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> kept.get(1).get(5000)).isInstanceOf(IndexOutOfBoundsException.class);
  }
}
