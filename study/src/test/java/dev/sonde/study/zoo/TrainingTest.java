package dev.sonde.study.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sonde.network.layer.Gradient;
import dev.sonde.network.layer.Gradients;
import dev.sonde.network.layer.Initialiser;
import dev.sonde.network.layer.Parameter;
import dev.sonde.network.layer.Pass;
import dev.sonde.network.model.Network;
import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Functional;
import dev.sonde.network.torch.Generator;
import dev.sonde.network.torch.Scope;
import dev.sonde.network.train.Update;
import dev.sonde.study.zoo.kernel.ZooGradient;
import dev.sonde.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The zoo's own loops beside libtorch's operations and their derivatives. */
class TrainingTest {

  private static final int BATCH = 21; // not a multiple of 16
  private static final float H = 5e-4f;

  private static float[] pixels(Shape shape, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] all = new float[(int) (BATCH * shape.count())];
    for (int i = 0; i < all.length; i++) all[i] = (float) random.nextDouble();
    return all;
  }

  private static int[] labels(long seed) {
    return new SplittableRandom(seed).ints(BATCH, 0, 10).toArray();
  }

  private static float[][] weights(Network<Array, Array> network) {
    return network.parameters().all().stream().map(Parameter::toFloats).toArray(float[][]::new);
  }

  private static Network<Array, Array> network(ZooModel model) {
    return Network.create(model, new Initialiser.Normal(.2), 3);
  }

  /** Twelve steps of each optimiser, by both ways: the same weights within 2e-4. */
  @ParameterizedTest
  @CsvSource({"SGD,RELU,1,28", "ADAM,TANH,1,28", "RMSPROP,RELU,1,28", "SGD,TANH,3,9"})
  void training_givesTheWeightsThatLibtorchGives(
      Recipe.By by, Recipe.Activation activation, int channels, int side) {
    Recipe recipe = new Recipe(by, .01, 1e-3, 0, Recipe.Start.NORMAL, .2, activation, 1);
    Shape shape = Shape.of(channels, side, side);
    ZooModel model = new ZooModel(shape, 10, activation, 0);
    ZooGradient sums = model.gradient();
    try (Network<Array, Array> theirs = network(model);
        Network<Array, Array> ours = network(model);
        Generator generator = new Generator(1);
        Update theirUpdate = new Update(theirs.parameters(), recipe.update(), 0);
        Update ourUpdate = new Update(ours.parameters(), recipe.update(), 0)) {
      for (int step = 0; step < 12; step++) {
        float[] pixels = pixels(shape, step);
        int[] labels = labels(step);
        double expected;
        try (Pass pass = theirs.train(generator)) {
          Array logits = theirs.forward(pass, Array.of(pixels, BATCH, channels, side, side));
          Array loss = Functional.crossEntropy(logits, Array.ofIndices(labels, BATCH));
          expected = loss.item();
          theirUpdate.step(pass.backward(loss));
        }
        double loss = sums.loss(weights(ours), pixels, labels, new SplittableRandom(1));
        assertThat(loss).isCloseTo(expected, within(1e-4));
        try (Scope _ = new Scope()) {
          Map<Parameter, Gradient> all = new LinkedHashMap<>();
          for (Parameter each : ours.parameters().all()) {
            float[] slope = sums.gradient()[all.size()];
            all.put(each, new Gradient.Dense(Array.of(slope, each.shape().toArray())));
          }
          ourUpdate.step(Gradients.of(all));
        }
      }
      float[][] expected = weights(theirs);
      float[][] found = weights(ours);
      for (int k = 0; k < found.length; k++) {
        assertThat(found[k]).as("part " + k).containsExactly(expected[k], within(2e-4f));
      }
      float[] pixels = pixels(shape, 99);
      float[] logits = sums.logits(found, pixels, BATCH);
      float[] same = ours.compute(Array.of(pixels, BATCH, channels, side, side), Array::toFloats);
      assertThat(logits).containsExactly(same, within(1e-4f));
    }
  }

  /**
   * With units dropped, the same ones each time: slopes by differences. With relu all weights and
   * pixels are positive, so that no unit changes sides within a difference.
   */
  @ParameterizedTest
  @CsvSource({"RELU", "TANH"})
  void withDroppedUnits_theGradientIsThatOfDifferences(Recipe.Activation activation) {
    Shape shape = Shape.of(1, 12, 12);
    ZooModel model = new ZooModel(shape, 10, activation, .4);
    ZooGradient sums = model.gradient();
    float[][] weights;
    try (Network<Array, Array> network = network(model)) {
      weights = weights(network);
    }
    if (activation == Recipe.Activation.RELU) {
      for (float[] part : weights) {
        for (int i = 0; i < part.length; i++) part[i] = Math.abs(part[i]) / 4;
      }
    }
    float[] pixels = pixels(shape, 5);
    int[] labels = labels(5);
    sums.loss(weights, pixels, labels, new SplittableRandom(7));
    double[][] slopes = new double[weights.length][];
    for (int k = 0; k < slopes.length; k++) {
      slopes[k] = new double[weights[k].length];
      for (int i = 0; i < slopes[k].length; i++) slopes[k][i] = sums.gradient()[k][i];
    }
    for (int k = 0; k < weights.length; k++) {
      for (int i : List.of(0, weights[k].length / 2, weights[k].length - 1)) {
        float kept = weights[k][i];
        weights[k][i] = kept + H;
        double up = sums.loss(weights, pixels, labels, new SplittableRandom(7));
        weights[k][i] = kept - H;
        double down = sums.loss(weights, pixels, labels, new SplittableRandom(7));
        weights[k][i] = kept;
        assertThat((up - down) / (2 * H)).as(k + "/" + i).isCloseTo(slopes[k][i], within(4e-3));
      }
    }
  }

  /** Two fifths are dropped, and what is left is scaled so that the mean stays. */
  @Test
  void droppedUnits_changeTheLossButNotWithoutDropout() {
    Shape shape = Shape.of(1, 12, 12);
    float[] pixels = pixels(shape, 5);
    int[] labels = labels(5);
    for (double dropout : new double[] {0, .4}) {
      ZooModel model = new ZooModel(shape, 10, Recipe.Activation.RELU, dropout);
      try (Network<Array, Array> network = network(model)) {
        ZooGradient sums = model.gradient();
        double one = sums.loss(weights(network), pixels, labels, new SplittableRandom(1));
        double other = sums.loss(weights(network), pixels, labels, new SplittableRandom(2));
        assertThat(one == other).isEqualTo(dropout == 0);
      }
    }
  }
}
