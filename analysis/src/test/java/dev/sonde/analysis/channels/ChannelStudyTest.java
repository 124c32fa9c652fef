package dev.sonde.analysis.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ChannelStudyTest {

  /** Ties in many rows. */
  @Test
  void agreement_withTies_isFriedmansStatistic() {
    float[] rows = {
      7, 9, 8, 6, 5, 7, 9, 7, 6, 8, 5, 6, 7, 7, 4, 9, 6, 8, 7, 8, 6, 5, 6, 4, 8, 6, 5, 9, 8, 8
    };
    Agreement found = Agreement.of(new ImageRows(rows, 3));
    double[] right = friedman(rows, 3);
    assertThat(found.chiSquare()).isCloseTo(right[0], within(1e-9));
    assertThat(found.degrees()).isEqualTo(2);
    assertThat(found.w()).isCloseTo(right[0] / 20, within(1e-9));
  }

  /** The statistic by its definition with mean ranks, written another way. */
  private static double[] friedman(float[] rows, int k) {
    int n = rows.length / k;
    double[] mean = new double[k];
    double spread = 0;
    for (int i = 0; i < n; i++) {
      for (int a = 0; a < k; a++) {
        double rank = 1;
        for (int b = 0; b < k; b++) {
          if (rows[i * k + b] < rows[i * k + a]) rank++;
          else if (b != a && rows[i * k + b] == rows[i * k + a]) rank += .5;
        }
        mean[a] += rank / n;
        spread += (rank - (k + 1) / 2.0) * (rank - (k + 1) / 2.0);
      }
    }
    double between = 0;
    for (double m : mean) between += n * (m - (k + 1) / 2.0) * (m - (k + 1) / 2.0);
    return new double[] {between / (spread / (n * (k - 1.0)))};
  }

  @Test
  void channel_isDescribedAsNumpyWould() {
    double[] sorted = {1, 2, 3, 4, 5, 6, 7, 8, 9, 50};
    ChannelDistribution found = ChannelDistribution.of(0, sorted);
    assertThat(found.first()).isCloseTo(3.25, within(1e-12));
    assertThat(found.median()).isCloseTo(5.5, within(1e-12));
    assertThat(found.third()).isCloseTo(7.75, within(1e-12));
    assertThat(found.low()).isEqualTo(1);
    assertThat(found.high()).isEqualTo(9);
    assertThat(found.beyond()).isEqualTo(1);
    assertThat(found.variance()).isCloseTo(209.16666667, within(1e-6));
  }

  private static ImageRows noise(long seed, int images, int channels, double differ, double vary) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[images * channels];
    for (int i = 0; i < values.length; i++) {
      double level = 5 + differ * (i % channels);
      values[i] = (float) (level * (1 + vary * (random.nextDouble() - .5)));
    }
    return new ImageRows(values, channels);
  }

  @Test
  void findings_areFoundWhereTheyWerePutAndNotElsewhere() {
    List<LayerChannels> layers = new java.util.ArrayList<>();
    for (int layer = 0; layer < 12; layer++) {
      ImageRows calm = noise(layer, 200, 8, 0, .2);
      ImageRows lively = noise(100 + layer, 200, 8, 1, .8);
      layers.add(LayerChannels.of("conv" + layer, calm, lively));
    }
    ChannelStudy study = ChannelStudy.of(layers);
    assertThat(study.varies().more()).isEqualTo(12);
    assertThat(study.varies().p()).isCloseTo(2 / 4096.0, within(1e-12));
    assertThat(study.differs().more()).isEqualTo(12);
    assertThat(study.orderedEmission()).isEqualTo(12);
    assertThat(study.orderedAbsorption()).isZero();
  }

  @Test
  void emissionThatIsAMultipleOfAbsorption_countsForNeitherSide() {
    ImageRows absorbed = noise(1, 50, 4, 1, .3);
    float[] scaled = absorbed.values().clone();
    for (int i = 0; i < scaled.length; i++) scaled[i] *= 1.7f;
    ImageRows emitted = new ImageRows(scaled, 4);
    ChannelStudy study = ChannelStudy.of(List.of(LayerChannels.of("conv", absorbed, emitted)));
    assertThat(study.varies()).isEqualTo(new SignTest(0, 0, 1));
    assertThat(study.deviates().more()).isEqualTo(1);
  }

  @Test
  void histogram_countsEveryValue() {
    LogHistogram found = LogHistogram.of(new float[] {0, 1, 10, 100, 100});
    assertThat(found.zeros()).isEqualTo(1);
    assertThat(found.counts().stream().mapToLong(Long::longValue).sum()).isEqualTo(4);
    assertThat(found.low()).isCloseTo(0, within(1e-9));
    assertThat(found.high()).isCloseTo(2, within(1e-9));
  }
}
