package dev.sonde.analysis.similarity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sonde.analysis.Golden;
import dev.sonde.analysis.kernel.Points;
import dev.sonde.analysis.kernel.Workers;
import dev.sonde.analysis.trees.MadeActivations;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CkaTest {
  private final Workers workers = Workers.of(2);

  @AfterEach
  void close() {
    workers.close();
  }

  private static Points part(int inputs, int from, int to) {
    Points all = MadeActivations.points();
    double[][] rows = new double[inputs][to - from];
    for (int i = 0; i < inputs; i++) {
      for (int k = from; k < to; k++) {
        rows[i][k - from] = all.at(i, k);
      }
    }
    return Points.of(rows);
  }

  @Test
  void bothForms_areNumpys() {
    double[] golden = new Golden("trees/golden.txt").numbers("cka");
    List<List<Points>> pairs =
        List.of(
            List.of(part(300, 0, 25), part(300, 25, 40)),
            List.of(part(300, 0, 10), part(300, 10, 40)),
            List.of(part(20, 0, 25), part(20, 5, 40)));
    for (int p = 0; p < golden.length; p++) {
      for (Form form : Form.values()) {
        assertThat(Cka.of(pairs.get(p), form, workers).values().get(0).get(1))
            .isEqualTo(golden[p], within(1e-6));
      }
    }
    assertThat(Form.cheaper(pairs.get(0))).isEqualTo(Form.UNITS);
    assertThat(Form.cheaper(pairs.get(2))).isEqualTo(Form.INPUTS);
  }

  /** X = (−1, 0, 1), Y = (1, −2, 1): orthogonal, 0. Z = X + Y: (X·Z)² / (X·X Z·Z) = 4/(2·8). */
  @Test
  void oneUnit_isTheSquaredCorrelation() {
    Points x = Points.of(new double[][] {{4}, {5}, {6}});
    Points y = Points.of(new double[][] {{1}, {-2}, {1}});
    Points z = Points.of(new double[][] {{0}, {-2}, {2}});
    Cka cka = Cka.of(List.of(x, y, z), workers);
    assertThat(cka.values().get(0).get(1)).isEqualTo(0, within(1e-9));
    assertThat(cka.values().get(0).get(2)).isEqualTo(4 / 16.0, within(1e-6));
    assertThat(cka.values().get(2).get(1)).isEqualTo(36 / 48.0, within(1e-6));
    assertThat(cka.values().get(1).get(1)).isEqualTo(1);
  }

  @Test
  void rotationAndScale_doNotCount() {
    Points a = part(100, 30, 32);
    double[][] turned = new double[100][2];
    for (int i = 0; i < 100; i++) {
      turned[i][0] = 7 * (.6 * a.at(i, 0) - .8 * a.at(i, 1)) + 1;
      turned[i][1] = 7 * (.8 * a.at(i, 0) + .6 * a.at(i, 1)) - 3;
    }
    assertThat(Cka.of(a, Points.of(turned), workers)).isEqualTo(1, within(1e-6));
  }

  @Test
  void constantRepresentation_isNaN_otherInputs_areRefused() {
    Points still = Points.of(new double[10][3]);
    assertThat(Cka.of(part(10, 0, 5), still, workers)).isNaN();
    assertThatThrownBy(() -> Cka.of(part(10, 0, 5), part(11, 0, 5), workers))
        .hasMessageContaining("representations of 10 and of 11 inputs");
  }
}
