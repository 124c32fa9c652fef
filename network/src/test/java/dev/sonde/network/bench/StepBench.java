package dev.sonde.network.bench;

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
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * CPU time of a training step, for comparison with the same networks in PyTorch: {@code StepBench
 * rnn|seq2seq|cnn}. Prints one JSON line with the process's CPU seconds for the timed steps.
 */
public final class StepBench {

  private StepBench() {}

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
        "rnn",
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
        "seq2seq",
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
        "cnn",
        200,
        Network.create(Cnn.initialisationStudy(), new Initialiser.Framework(), 0),
        Optimiser.Adam.of(1e-4),
        0,
        x,
        logits -> Functional.crossEntropy(logits, y));
  }

  private static <I, O> void time(
      String task,
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
      // A study takes tens of thousands of steps: what counts is the compiled program.
      for (int i = 0; i < Math.max(steps, 300); i++) step.run();
      ThreadMXBean threads = ManagementFactory.getThreadMXBean();
      long wall = System.nanoTime();
      long cpu = processCpu();
      long own = threads.getCurrentThreadCpuTime();
      for (int i = 0; i < steps; i++) step.run();
      System.out.printf(
          Locale.ROOT,
          "{\"task\": \"%s\", \"steps\": %d, \"wall_s\": %.4f, \"cpu_s\": %.4f, \"thread_s\":"
              + " %.4f}%n",
          task,
          steps,
          (System.nanoTime() - wall) / 1e9,
          (processCpu() - cpu) / 1e9,
          (threads.getCurrentThreadCpuTime() - own) / 1e9);
    }
  }

  /** CPU time of the whole process, compiler and collector included, as Python counts its own. */
  private static long processCpu() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }
}
