package dev.sonde.study.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sonde.analysis.kernel.Workers;
import dev.sonde.analysis.regression.Agreement;
import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.network.model.Network;
import dev.sonde.network.torch.Array;
import dev.sonde.tensor.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ZooTest {

  private static Checkpoint network(int number) {
    Recipe recipe = Recipe.draw(1, number);
    ZooModel model = new ZooModel(Shape.of(1, 28, 28), 10, recipe.activation(), recipe.dropout());
    try (Network<Array, Array> network = Network.create(model, recipe.initialiser(), number)) {
      return network.toCheckpoint(Path.of("n" + number), Map.of());
    }
  }

  /** The paper's network: 160 + 2 · 2,320 + 170 parameters. */
  @Test
  void theNetwork_has4970Parameters_andThePapers56Statistics() {
    Checkpoint network = network(1);
    long count = network.tensors().stream().mapToLong(t -> t.count()).sum();
    assertThat(count).isEqualTo(4970);
    Recipe recipe = Recipe.draw(1, 1);
    assertThat(WeightFeatures.LAYERS.of(network, recipe)).hasSize(56);
    assertThat(WeightFeatures.layerNames(network)).hasSize(56);
    assertThat(WeightFeatures.RAW.of(network, recipe)).hasSize(4970);
    assertThat(WeightFeatures.GLOBAL.of(network, recipe)).hasSize(7);
    assertThat(WeightFeatures.SPECTRA.of(network, recipe)).hasSize(20);
  }

  @Test
  void statistics_areThoseByHand() {
    double[] found = WeightFeatures.statistics(new double[] {4, 1, 3, 2});
    assertThat(found)
        .containsExactly(new double[] {2.5, 1.25, 1, 1.75, 2.5, 3.25, 4}, within(1e-12));
  }

  @Test
  void recipes_lieInThePapersRanges_andFollowFromSeedAndNumber() {
    List<Recipe> recipes = new ArrayList<>();
    for (int i = 1; i <= 500; i++) recipes.add(Recipe.draw(7, i));
    assertThat(recipes)
        .allMatch(r -> r.rate() >= 5e-4 && r.rate() <= 5e-2)
        .allMatch(r -> r.l2() >= 1e-8 && r.l2() <= 1e-2)
        .allMatch(r -> r.dropout() >= 0 && r.dropout() < .7)
        .allMatch(r -> r.spread() >= 1e-3 && r.spread() <= .5);
    for (Recipe.By by : Recipe.By.values()) {
      assertThat(recipes.stream().filter(r -> r.optimiser() == by).count()).isBetween(120L, 220L);
    }
    assertThat(Recipe.draw(7, 3)).isEqualTo(recipes.get(2)).isNotEqualTo(Recipe.draw(8, 3));
  }

  /** Accuracy that is a function of one layer's spread is found; dealt out to others it is not. */
  @Test
  void anAccuracyThatHangsOnTheWeights_isPredicted_andAShuffledOneIsNot() {
    List<Zoo.Trained> all = new ArrayList<>();
    for (int i = 1; i <= 120; i++) {
      Checkpoint network = network(i);
      double[] statistics = WeightFeatures.LAYERS.of(network, Recipe.draw(1, i));
      double accuracy = 1 / (1 + Math.exp(2 + Math.log(1e-4 + statistics[1])));
      all.add(new Zoo.Trained(Recipe.draw(1, i), accuracy, network));
    }
    Zoo zoo = Zoo.of("made", all, 0);
    try (var workers = Workers.of(1)) {
      int[] folds = zoo.folds(5, 1);
      double[] truth = zoo.accuracy();
      double[] found = zoo.predicted(WeightFeatures.LAYERS, Predictor.TREES, truth, folds, workers);
      double r2 = Agreement.of(truth, found).r2();
      assertThat(r2).isGreaterThan(.9);
      double[] other =
          zoo.predicted(WeightFeatures.LAYERS, Predictor.NETWORK, truth, folds, workers);
      assertThat(Agreement.of(truth, other).r2()).isGreaterThan(.8);
      double[] dealt = zoo.shuffledAccuracy(1);
      double[] guessed =
          zoo.predicted(WeightFeatures.LAYERS, Predictor.TREES, dealt, folds, workers);
      assertThat(Agreement.of(dealt, guessed).r2()).isLessThan(.2);
    }
  }
}
