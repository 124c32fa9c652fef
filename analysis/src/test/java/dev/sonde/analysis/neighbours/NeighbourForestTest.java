package dev.sonde.analysis.neighbours;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sonde.analysis.kernel.Points;
import dev.sonde.analysis.kernel.Workers;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NeighbourForestTest {
  private static final NeighbourForest.Settings SMALL =
      new NeighbourForest.Settings(.97, 32, 200, 400, 0);

  /** Points near a bent sheet of six dimensions in twenty. */
  private static Points sheet(int n) {
    Random random = new Random(3);
    double[][] turn = new double[20][6];
    for (double[] row : turn) {
      for (int k = 0; k < 6; k++) {
        row[k] = random.nextGaussian();
      }
    }
    double[][] rows = new double[n][20];
    for (double[] row : rows) {
      double[] z = random.doubles(6, -1, 1).toArray();
      for (int k = 0; k < 20; k++) {
        for (int j = 0; j < 6; j++) {
          row[k] += turn[k][j] * (k % 2 == 0 ? z[j] : z[j] * z[j]);
        }
        row[k] += .02 * random.nextGaussian();
      }
    }
    return Points.of(rows);
  }

  @Test
  void recall_isReached_andIsWhatAllPointsHave() {
    Points points = sheet(8000);
    try (Workers two = Workers.of(2);
        Workers one = Workers.of(1)) {
      NearestNeighbours found = NeighbourForest.of(points, 15, SMALL, two);
      assertThat(found.recall()).isBetween(.95, 1.0);
      NearestNeighbours exact = NearestNeighbours.of(points, 15, two);
      assertThat(exact.recall()).isEqualTo(1);
      NearestNeighbours again = NeighbourForest.of(points, 15, SMALL, one);
      long hits = 0;
      for (int i = 0; i < 8000; i++) {
        for (int r = 0; r < 15; r++) {
          assertThat(again.index(i, r)).isEqualTo(found.index(i, r));
          assertThat(found.index(i, r)).isNotEqualTo(i);
          if (r > 0) {
            assertThat(found.squaredDistance(i, r))
                .isGreaterThanOrEqualTo(found.squaredDistance(i, r - 1));
            assertThat(found.index(i, r)).isNotEqualTo(found.index(i, r - 1));
          }
          hits += found.squaredDistance(i, r) <= exact.squaredDistance(i, 14) ? 1 : 0;
        }
      }
      assertThat(hits / (8000.0 * 15)).isEqualTo(found.recall(), within(.01));
    }
  }

  @Test
  void equalPoints_areFoundToo() {
    try (Workers one = Workers.of(1)) {
      Points equal = Points.of(new float[3000 * 2], 3000, 2);
      NearestNeighbours found = NeighbourForest.of(equal, 10, SMALL, one);
      assertThat(found.recall()).isEqualTo(1);
      assertThat(found.squaredDistance(7, 9)).isZero();
    }
  }

  @Test
  void tooManyNeighboursForALeaf_areRefused() {
    try (Workers one = Workers.of(1)) {
      assertThatThrownBy(() -> NeighbourForest.of(sheet(1000), 100, SMALL, one))
          .hasMessageContaining("below half a leaf (100)");
    }
  }
}
