package dev.sonde.bench.train;

import dev.sonde.bench.Clock;
import dev.sonde.network.layer.Cell;
import dev.sonde.network.layer.Initialiser;
import dev.sonde.network.layer.Pass;
import dev.sonde.network.model.Cnn;
import dev.sonde.network.model.Network;
import dev.sonde.network.model.RnnClassifier;
import dev.sonde.network.model.Seq2Seq;
import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Functional;
import dev.sonde.network.torch.Generator;
import dev.sonde.network.train.Optimiser;
import dev.sonde.network.train.Update;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * Sonde's part: so many training steps of a network, {@code rnn|seq2seq|cnn}, as the peer's script
 * takes them. A study takes tens of thousands, so steps before the timed ones let the program be
 * compiled; what is still compiled meanwhile counts.
 */
public final class StepRun {

  private StepRun() {}

  public static void main(String[] arguments) {
    switch (arguments[0]) {
      case "rnn" -> rnn();
      case "seq2seq" -> seq2seq();
      case "cnn" -> cnn();
      default -> throw new IllegalArgumentException("rnn, seq2seq or cnn, not " + arguments[0]);
    }
  }

  private static void rnn() {
    var model = new RnnClassifier(Cell.GRU, 2, 20, 1, 2, 0);
    SplittableRandom random = new SplittableRandom(0);
    int[][] words = new int[128][10];
    for (int[] word : words) java.util.Arrays.setAll(word, _ -> random.nextInt(2));
    int[] classes = random.ints(128, 0, 2).toArray();
    Array y = Array.ofIndices(classes, 128);
    Array x = model.words(words);
    time(
        2000,
        Network.create(model, new Initialiser.Framework(), 0),
        Optimiser.Adam.of(5e-4).weightDecay(1e-6),
        0,
        x,
        output -> Functional.crossEntropy(output.logits(), y));
  }

  private static void seq2seq() {
    Seq2Seq model = Seq2Seq.attentive(Cell.GRU, 19, 11, 512, 2);
    Array y = Array.ofIndices(new int[] {3, 1, 4}, 3);
    Array guide = Array.ofIndices(new int[] {0, 1, 2}, 1, 3, 1);
    time(
        200,
        Network.create(model, new Initialiser.Framework(), 0),
        Optimiser.Adam.of(1e-3),
        5,
        Seq2Seq.Input.free(new int[][] {{3, 5, 7, 1}}, 3),
        output -> {
          Array spoken = Functional.negativeLogLikelihood(output.logProbabilities().squeeze(0), y);
          Array seen = output.weights().orElseThrow().gather(2, guide);
          return spoken.multiply(3).subtract(seen.atLeast(1e-20).log().sum());
        });
  }

  private static void cnn() {
    SplittableRandom random = new SplittableRandom(0);
    float[] pixels = new float[64 * 3 * 32 * 32];
    for (int i = 0; i < pixels.length; i++) pixels[i] = (float) random.nextGaussian();
    Array x = Array.of(pixels, 64, 3, 32, 32);
    Array y = Array.ofIndices(random.ints(64, 0, 10).toArray(), 64);
    time(
        200,
        Network.create(Cnn.initialisationStudy(), new Initialiser.Framework(), 0),
        Optimiser.Adam.of(1e-4),
        0,
        x,
        logits -> Functional.crossEntropy(logits, y));
  }

  private static <I, O> void time(
      int steps,
      Network<I, O> network,
      Optimiser optimiser,
      double clip,
      I input,
      Function<O, Array> loss) {
    try (network;
        Generator generator = new Generator(0);
        Update update = new Update(network.parameters(), optimiser, clip)) {
      Runnable step =
          () -> {
            try (Pass pass = network.train(generator)) {
              update.step(pass.backward(loss.apply(network.forward(pass, input))));
            }
          };
      for (int i = 0; i < Math.max(steps, 300); i++) step.run();
      Clock clock = new Clock();
      for (int i = 0; i < steps; i++) step.run();
      clock.done();
    }
  }
}
