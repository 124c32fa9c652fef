package dev.sonde.network.transformer.dictionary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sonde.network.model.Hints;
import dev.sonde.network.model.Network;
import dev.sonde.network.model.SparseAutoencoder;
import dev.sonde.network.torch.Array;
import dev.sonde.network.train.TrainingListener;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Activations made of directions that are known, two at a time: are they found again? */
class DictionaryTest {

  private static final int WIDTH = 12;
  private static final int TRUE_FEATURES = 20;
  private static final Dictionary.Settings SETTINGS =
      new Dictionary.Settings(24, 2, 30, 64, 3e-3, 6, 1);

  @TempDir Path folder;

  private static float[][] directions() {
    SplittableRandom random = new SplittableRandom(4);
    float[][] all = new float[TRUE_FEATURES][WIDTH];
    for (float[] direction : all) {
      double squares = 0;
      for (int d = 0; d < WIDTH; d++) {
        direction[d] = (float) random.nextGaussian();
        squares += direction[d] * direction[d];
      }
      for (int d = 0; d < WIDTH; d++) direction[d] /= (float) Math.sqrt(squares);
    }
    return all;
  }

  private static Activations made(int rows, long seed) {
    float[][] directions = directions();
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[rows * WIDTH];
    for (int row = 0; row < rows; row++) {
      for (int i = 0; i < 2; i++) {
        float[] direction = directions[random.nextInt(TRUE_FEATURES)];
        double code = 1 + random.nextDouble();
        for (int d = 0; d < WIDTH; d++) values[row * WIDTH + d] += (float) (code * direction[d]);
      }
      for (int d = 0; d < WIDTH; d++) values[row * WIDTH + d] += 5; // not about 0
    }
    return new Activations(Tensor.ofFloats("activations", Shape.of(rows, WIDTH), values));
  }

  @Test
  void training_findsTheDirections_controlsDoNot() throws Exception {
    Activations training = made(2000, 1);
    Activations held = made(500, 2);
    try (Dictionary random = Dictionary.of(training, SETTINGS);
        Dictionary trained = Dictionary.of(training, SETTINGS);
        Dictionary shuffled = Dictionary.shuffled(training, SETTINGS)) {
      assertThat(trained.train(SETTINGS, folder.resolve("a"), TrainingListener.silent())).isTrue();
      shuffled.train(SETTINGS, folder.resolve("b"), TrainingListener.silent());
      Fit fit = trained.fit(held);
      assertThat(fit.explained()).isGreaterThan(.8);
      assertThat(fit.active()).isBetween(1.0, 2.0);
      assertThat(random.fitScaled(held).explained()).isLessThan(.5);
      assertThat(shuffled.fitShuffled(held, 1).explained()).isLessThan(fit.explained() - .2);
      int found = 0;
      for (float[] direction : directions()) {
        if (nearest(direction, trained) > .9) found++;
      }
      assertThat(found).isGreaterThanOrEqualTo(14);
    }
  }

  private static double nearest(float[] direction, Dictionary dictionary) {
    float[] stored = dictionary.network().parameters().get("W_dec").toFloats();
    double best = 0;
    for (int f = 0; f < stored.length / WIDTH; f++) {
      double dot = 0;
      double squares = 0;
      for (int d = 0; d < WIDTH; d++) {
        dot += direction[d] * stored[f * WIDTH + d];
        squares += (double) stored[f * WIDTH + d] * stored[f * WIDTH + d];
      }
      best = Math.max(best, dot / Math.sqrt(squares));
    }
    return best;
  }

  /** Stopped after 7 steps and begun anew: the same bits, idle features among them. */
  @Test
  void training_stopped_goesOnToTheSameBits() throws Exception {
    Activations training = made(300, 1);
    Dictionary.Settings few = new Dictionary.Settings(24, 2, 4, 64, 3e-3, 6, 1);
    float[][] results = new float[2][];
    try (Dictionary whole = Dictionary.of(training, few)) {
      whole.train(few, folder.resolve("whole"), TrainingListener.silent());
      results[0] = numbers(whole);
    }
    try (Dictionary part = Dictionary.of(training, few)) {
      long[] steps = new long[1];
      TrainingListener stopping =
          new TrainingListener() {
            @Override
            public void stepped(long step, long all, double loss) {
              steps[0] = step;
            }

            @Override
            public boolean interrupted() {
              return steps[0] >= 7;
            }
          };
      assertThat(part.train(few, folder.resolve("part"), stopping)).isFalse();
    }
    try (Dictionary again = Dictionary.of(training, few)) {
      assertThat(again.train(few, folder.resolve("part"), TrainingListener.silent())).isTrue();
      results[1] = numbers(again);
    }
    assertThat(results[1]).containsExactly(results[0]);
  }

  private static float[] numbers(Dictionary dictionary) {
    float[] all = new float[0];
    for (var parameter : dictionary.network().parameters().all()) {
      float[] more = parameter.toFloats();
      int at = all.length;
      all = java.util.Arrays.copyOf(all, at + more.length);
      System.arraycopy(more, 0, all, at, more.length);
    }
    return all;
  }

  @Test
  void saved_opensAsNetwork_andCodesAreTheGreatest() throws Exception {
    Path file = folder.resolve("sae.safetensors");
    Activations some = made(10, 3);
    try (Dictionary dictionary = Dictionary.of(some, SETTINGS);
        Array x = Array.of(some.values().toFloats(), 10, WIDTH)) {
      dictionary.network().save(file, Map.of());
      var seen =
          dictionary
              .network()
              .compute(x, out -> new float[][] {out.before().toFloats(), out.codes().toFloats()});
      for (int row = 0; row < 10; row++) {
        float[] before = java.util.Arrays.copyOfRange(seen[0], row * 24, row * 24 + 24);
        float[] sorted = before.clone();
        java.util.Arrays.sort(sorted);
        for (int f = 0; f < 24; f++) {
          float wanted = before[f] >= sorted[22] ? Math.max(0, before[f]) : 0;
          assertThat(seen[1][row * 24 + f]).isCloseTo(wanted, within(1e-6f));
        }
      }
      try (Network<?, ?> opened = Network.open(file, Hints.none())) {
        assertThat(opened.model()).isEqualTo(new SparseAutoencoder(WIDTH, 24, 2));
      }
    }
  }
}
