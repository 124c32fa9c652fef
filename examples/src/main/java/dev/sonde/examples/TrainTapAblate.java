package dev.sonde.examples;

import dev.sonde.network.layer.Initialiser;
import dev.sonde.network.layer.Pass;
import dev.sonde.network.model.FeedForward;
import dev.sonde.network.model.Mlp;
import dev.sonde.network.model.Network;
import dev.sonde.network.probe.Ablation;
import dev.sonde.network.probe.Probe;
import dev.sonde.network.probe.Tap;
import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Functional;
import dev.sonde.network.torch.Scope;
import dev.sonde.network.train.Objective;
import dev.sonde.network.train.Optimiser;
import dev.sonde.network.train.StopRule;
import dev.sonde.network.train.Trainer;
import dev.sonde.network.train.TrainingListener;
import dev.sonde.network.train.TrainingSettings;
import dev.sonde.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Trains a small network to tell a disc from the ring around it, looks at its hidden units, and
 * ablates them one by one.
 *
 * <p>Arguments: a folder for the network's checkpoints. Run again, it takes up where it stopped.
 */
public final class TrainTapAblate {

  private static final int EXAMPLES = 400;
  private static final int UNITS = 8;

  private TrainTapAblate() {}

  /** Points of the plane; class 1 within radius 1, class 0 between 1.3 and 2. */
  private static final class Discs {

    private final float[] points = new float[2 * EXAMPLES];
    private final long[] classes = new long[EXAMPLES];

    Discs(long seed) {
      Random random = new Random(seed);
      for (int i = 0; i < EXAMPLES; i++) {
        classes[i] = i % 2;
        double radius = classes[i] == 1 ? random.nextDouble() : 1.3 + .7 * random.nextDouble();
        double angle = 2 * Math.PI * random.nextDouble();
        points[2 * i] = (float) (radius * Math.cos(angle));
        points[2 * i + 1] = (float) (radius * Math.sin(angle));
      }
    }

    Array all() {
      return Array.of(points, EXAMPLES, 2);
    }

    Array inputs(int... examples) {
      float[] some = new float[2 * examples.length];
      for (int i = 0; i < examples.length; i++) {
        System.arraycopy(points, 2 * examples[i], some, 2 * i, 2);
      }
      return Array.of(some, examples.length, 2);
    }

    Array targets(int... examples) {
      long[] some = new long[examples.length];
      for (int i = 0; i < examples.length; i++) some[i] = classes[examples[i]];
      return Array.ofIndices(some, examples.length);
    }
  }

  /** What is learnt: the class of each point. */
  private record Classify(Network<Array, Array> network, Discs training, Discs held)
      implements Objective {

    @Override
    public int size() {
      return EXAMPLES;
    }

    @Override
    public Array loss(Pass pass, int[] examples) {
      Array logits = network.forward(pass, training.inputs(examples));
      return Functional.crossEntropy(logits, training.targets(examples));
    }

    @Override
    public Map<String, Double> evaluate() {
      return Map.of("accuracy", accuracy(network, held), "loss", 1 - accuracy(network, held));
    }
  }

  /** The share of points that get their class, with interventions if given. */
  private static double accuracy(Network<Array, Array> network, Discs points, Probe... probes) {
    try (Scope _ = new Scope()) {
      float[] logits = network.compute(points.all(), Array::toFloats, probes);
      int right = 0;
      for (int i = 0; i < EXAMPLES; i++) {
        if ((logits[2 * i + 1] > logits[2 * i] ? 1 : 0) == points.classes[i]) right++;
      }
      return (double) right / EXAMPLES;
    }
  }

  public static void main(String[] arguments) throws IOException {
    FeedForward model = Mlp.of(2, List.of(UNITS), List.of(), 2);
    Discs held = new Discs(2);
    try (var network = Network.create(model, new Initialiser.KaimingNormal(), 1)) {
      new Trainer(
              network,
              new Classify(network, new Discs(1), held),
              TrainingSettings.defaults().optimiser(Optimiser.Adam.of(.01)).epochs(40),
              StopRule.never())
          .run(Path.of(arguments[0]), TrainingListener.silent());

      System.out.printf("accuracy on new points: %.3f%n", accuracy(network, held));
      try (Scope _ = new Scope()) {
        Tensor hidden = network.run(held.all(), Tap.values("fc1@relu")).values("fc1@relu");
        System.out.println("hidden units: " + hidden.shape());
      }
      for (int unit = 0; unit < UNITS; unit++) {
        double without = accuracy(network, held, Ablation.zero("fc1@relu", unit));
        System.out.printf("without unit %d: %.3f%n", unit, without);
      }
    }
  }
}
