package dev.sonde.analysis.neurons;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sonde.analysis.kernel.Points;
import dev.sonde.analysis.kernel.Workers;
import dev.sonde.analysis.trees.MadeActivations;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NeuronsTest {
  private final Workers workers = Workers.of(2);

  @AfterEach
  void close() {
    workers.close();
  }

  @Test
  void discriminability_strongNeuronsAreAboveTheShuffledLabels() {
    Discriminability found =
        Discriminability.of(
            MadeActivations.points(),
            MadeActivations.labels(),
            4,
            Discriminability.Settings.defaults(),
            workers);
    assertThat(found.classes()).hasSize(4);
    for (Discriminability.ForClass c : found.classes()) {
      assertThat(c.inputs()).isEqualTo(75);
      assertThat(c.importance().stream().mapToDouble(v -> v).sum()).isEqualTo(1, within(1e-9));
      assertThat(c.shuffled().stream().mapToDouble(v -> v).sum()).isEqualTo(1, within(1e-9));
      // Neuron 0 has the same distribution in every class; the baseline is flat: about 1/40.
      assertThat(c.importance().get(0)).isLessThan(c.highestShuffled());
      assertThat(c.highestShuffled()).isBetween(1 / 40.0, 2 / 40.0);
      assertThat(c.above()).isBetween(2, 25);
    }
  }

  /** Six groups of neurons, each following one of six signals, half of them upside down. */
  private static Points groups(int perGroup) {
    Random random = new Random(4);
    int n = 200;
    double[][] x = new double[n][6 * perGroup + 1];
    for (int i = 0; i < n; i++) {
      double[] signal = random.doubles(6).toArray();
      for (int k = 0; k < 6 * perGroup; k++) {
        double sign = k % 2 == 0 ? 1 : -1;
        x[i][k] = sign * signal[k / perGroup] + .2 * random.nextGaussian();
      }
    }
    return Points.of(x);
  }

  @Test
  void neuronProjection_bothWays_groupsWhatCorrelatesAndCountsTheDead() {
    Points activations = groups(12);
    for (var settings :
        List.of(
            NeuronProjection.Settings.mds(),
            new NeuronProjection.Settings(NeuronProjection.Method.TSNE, 8, 400, 1, 0))) {
      NeuronProjection projection = NeuronProjection.of(activations, settings, workers);
      assertThat(projection.dead()).isEqualTo(1);
      assertThat(projection.neurons()).hasSize(72).doesNotContain(72);
      double within = 0;
      double between = 0;
      Points at = projection.coordinates();
      for (int a = 0; a < 72; a++) {
        for (int b = 0; b < a; b++) {
          double d = Math.sqrt(at.squaredDistance(a, at, b));
          if (a / 12 == b / 12) {
            within += d / (6 * 66);
          } else {
            between += d / (15 * 144);
          }
        }
      }
      assertThat(within).isLessThan(between / 2);
      try (Workers one = Workers.of(1)) {
        assertThat(NeuronProjection.of(activations, settings, one).coordinates().values())
            .isEqualTo(at.values());
      }
    }
  }

  @Test
  void neuronProjection_tooFewChange_isRefused() {
    Points still = Points.of(new double[][] {{1, 2, 3, 4, 5, 0}, {1, 2, 3, 4, 5, 1}});
    assertThatThrownBy(() -> NeuronProjection.of(still, NeuronProjection.Settings.mds(), workers))
        .hasMessageContaining("only 1 of 6 neurons change");
  }

  @Test
  void neuronMap_opacityIsScaledWithinTheClass() {
    var projection =
        new NeuronProjection(
            Points.of(new double[][] {{0, 1}, {2, 3}, {4, 5}, {6, 7}}),
            List.of(0, 2, 3, 4),
            1,
            NeuronProjection.Method.MDS,
            0,
            0);
    var first = new Discriminability.ForClass(0, 5, List.of(.6, 0.0, .1, .35, .01), zeros(), .1, 2);
    var second = new Discriminability.ForClass(1, 5, List.of(.1, 0.0, 0.0, 0.0, .9), zeros(), 0, 1);
    NeuronMap map =
        NeuronMap.of(projection, new Discriminability(List.of(first, second), 5, 1, 1, 0));
    assertThat(map.dead()).isEqualTo(1);
    assertThat(map.neurons()).extracting(NeuronMap.Neuron::index).containsExactly(0, 2, 3, 4);
    assertThat(map.neurons()).extracting(NeuronMap.Neuron::strongest).containsExactly(0, 0, 0, 1);
    assertThat(map.neurons().get(0).opacity()).isEqualTo(1);
    assertThat(map.neurons().get(1).opacity()).isEqualTo(NeuronMap.FAINTEST);
    assertThat(map.neurons().get(2).opacity())
        .isEqualTo((1 + NeuronMap.FAINTEST) / 2, within(1e-12));
    assertThat(map.neurons().get(3).opacity()).isEqualTo(1);
  }

  private static List<Double> zeros() {
    return List.of(0.0, 0.0, 0.0, 0.0, 0.0);
  }
}
