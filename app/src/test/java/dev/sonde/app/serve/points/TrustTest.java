package dev.sonde.app.serve.points;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.analysis.kernel.Points;
import org.junit.jupiter.api.Test;

class TrustTest {

  /** Two rows of five points, far from each other. */
  private static Points vectors() {
    float[] all = new float[20];
    for (int i = 0; i < 10; i++) {
      all[2 * i] = i % 5;
      all[2 * i + 1] = i < 5 ? 0 : 100;
    }
    return Points.of(all, 10, 2);
  }

  @Test
  void pictureThatIsTheVectors_keepsEveryNeighbour() {
    Trust trust = Trust.of(vectors(), vectors());
    assertThat(trust.neighbours()).isEqualTo(4);
    assertThat(trust.shares()).containsOnly(1f);
  }

  /** In the picture both rows lie on each other: of four near points two are of the other row. */
  @Test
  void pictureThatMixes_losesThem() {
    float[] flat = new float[10];
    for (int i = 0; i < 10; i++) flat[i] = i % 5 + (i < 5 ? 0 : .25f);
    float[] shares = Trust.of(vectors(), Points.of(flat, 10, 1)).shares();
    // Nearest to point 2, which lies at 2: 2.25 and 1.25 of the other row, then 1 and 3 of its own.
    assertThat(shares[2]).isEqualTo(.5f);
  }

  @Test
  void manyVectors_someAreJudged_eachAmongAll() {
    float[] shares = Trust.of(vectors(), vectors(), 10 * 4 * 5).shares();
    for (int i = 0; i < 10; i++) {
      if (i % 2 == 0) assertThat(shares[i]).isEqualTo(1);
      else assertThat(shares[i]).isNaN();
    }
  }
}
