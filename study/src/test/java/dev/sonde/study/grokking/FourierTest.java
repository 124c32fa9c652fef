package dev.sonde.study.grokking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FourierTest {

  private static final int P = 13;

  @Test
  void energies_ofWaves_lieAtTheirFrequencies() {
    double[] matrix = new double[P * 2];
    for (int n = 0; n < P; n++) {
      matrix[2 * n] = 3 * Math.cos(2 * Math.PI * 4 * n / P) + 1;
      matrix[2 * n + 1] = 2 * Math.sin(2 * Math.PI * 5 * n / P);
    }
    double[] energies = Fourier.energies(matrix, P);
    // The squares of a cos 2πkn/p over n sum to a²p/2.
    assertThat(energies[4]).isCloseTo(9 * P / 2.0, within(1e-9));
    assertThat(energies[5]).isCloseTo(4 * P / 2.0, within(1e-9));
    assertThat(energies[0]).isCloseTo(P, within(1e-9));
    assertThat(energies[1]).isCloseTo(0, within(1e-9));
    double[] shares = Fourier.shares(energies);
    assertThat(shares[4]).isCloseTo(9.0 / 13, within(1e-12));
    assertThat(Fourier.carrying(shares, .6)).containsExactly(4);
    assertThat(Fourier.carrying(shares, .95)).containsExactly(4, 5);
  }

  @Test
  void energies_ofAnything_sumToTheSquaredNorm() {
    SplittableRandom random = new SplittableRandom(1);
    double[] matrix = random.doubles(P * 7).toArray();
    double norm = Arrays.stream(matrix).map(x -> x * x).sum();
    double[] energies = Fourier.energies(matrix, P);
    assertThat(Arrays.stream(energies).sum()).isCloseTo(norm, within(1e-9));
  }

  @Test
  void gini_ofEqualSharesIsZero_ofOneThatHasAllNearOne() {
    assertThat(Fourier.gini(new double[] {0, .25, .25, .25, .25})).isCloseTo(0, within(1e-12));
    assertThat(Fourier.gini(new double[] {0, 0, 0, 1, 0})).isCloseTo(.75, within(1e-12));
  }

  /** Logits Σ_k cos(2πk(a + b − c)/p) and noise that is no function of a + b. */
  @Test
  void losses_restrictedKeepsTheRule_excludedKeepsTheRest() {
    List<Integer> keys = List.of(2, 5);
    double[] rule = new double[P * P * P];
    double[] noisy = new double[P * P * P];
    SplittableRandom random = new SplittableRandom(2);
    for (int pair = 0; pair < P * P; pair++) {
      for (int c = 0; c < P; c++) {
        double of = 0;
        for (int k : keys) {
          of += 6 * Math.cos(2 * Math.PI * k * (pair / P + pair % P - c) / P);
        }
        rule[pair * P + c] = of;
        noisy[pair * P + c] = of + random.nextGaussian();
      }
    }
    Answering clean = new Answering(P, rule);
    int[] all = Sums.all(P);
    Answering.Judged judged = clean.judge(all);
    assertThat(judged.accuracy()).isEqualTo(1);
    assertThat(clean.restricted(keys)).isCloseTo(judged.loss(), within(1e-12));
    assertThat(clean.excluded(keys, all)).isCloseTo(Math.log(P), within(1e-9));
    assertThat(clean.explained(keys)).isCloseTo(1, within(1e-12));
    assertThat(clean.explained(List.of(2))).isCloseTo(.5, within(1e-12));
    assertThat(clean.restricted(List.of(3))).isCloseTo(Math.log(P), within(1e-9));
    Answering disturbed = new Answering(P, noisy);
    assertThat(disturbed.restricted(keys)).isLessThan(disturbed.judge(all).loss());
    assertThat(disturbed.explained(keys)).isBetween(.9, .99);
  }

  @Test
  void split_coversAllPairsOnce_andFollowsTheSeed() {
    Sums sums = Sums.split(P, .3, 7);
    assertThat(sums.training()).hasSize(51);
    int[] both = Arrays.copyOf(sums.training(), P * P);
    System.arraycopy(sums.held(), 0, both, 51, sums.held().length);
    Arrays.sort(both);
    assertThat(both).containsExactly(Sums.all(P));
    assertThat(Sums.split(P, .3, 7).training()).containsExactly(sums.training());
    assertThat(Sums.split(P, .3, 8).training()).isNotEqualTo(sums.training());
    assertThat(Sums.tokens(P, new int[] {P + 12})).containsExactly(1, 12, P);
    assertThat(Sums.sum(P, P + 12)).isZero();
  }
}
