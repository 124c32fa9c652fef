package dev.sonde.network.train;

import dev.sonde.network.layer.Cell;
import dev.sonde.network.layer.Initialiser;
import dev.sonde.network.layer.Pass;
import dev.sonde.network.model.Network;
import dev.sonde.network.model.RnnClassifier;
import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Functional;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** The first symbol of a word of 0 and 1: all words of length 3 to 6. */
final class Recall implements Objective {

  static final RnnClassifier MODEL = new RnnClassifier(Cell.GRU, 2, 8, 2, 2, .1);

  private final Network<Array, RnnClassifier.Output> network;

  Recall(Network<Array, RnnClassifier.Output> network) {
    this.network = network;
  }

  static Network<Array, RnnClassifier.Output> network() {
    return Network.create(MODEL, new Initialiser.Framework(), 1);
  }

  static TrainingSettings settings() {
    return TrainingSettings.defaults()
        .optimiser(Optimiser.Adam.of(.01))
        .epochs(6)
        .batchSize(8)
        .clipNorm(5)
        .seed(3)
        .evaluate(7, new Monitor("loss", true), 2)
        .keepEvery(2)
        .saveEvery(4);
  }

  @Override
  public int size() {
    return 8 + 16 + 32 + 64;
  }

  @Override
  public int group(int example) {
    return word(example).length;
  }

  private static int[] word(int example) {
    int length = 3;
    int index = example;
    while (index >= 1 << length) index -= 1 << length++;
    int[] word = new int[length];
    for (int i = 0; i < length; i++) word[i] = index >> i & 1;
    return word;
  }

  @Override
  public Array loss(Pass pass, int[] examples) {
    int[][] words = new int[examples.length][];
    int[] classes = new int[examples.length];
    for (int i = 0; i < examples.length; i++) {
      words[i] = word(examples[i]);
      classes[i] = words[i][0];
    }
    Array logits = network.forward(pass, MODEL.words(words)).logits();
    return Functional.crossEntropy(logits, Array.ofIndices(classes, classes.length));
  }

  @Override
  public Map<String, Double> evaluate() {
    int[] longest = new int[64];
    for (int i = 0; i < 64; i++) longest[i] = size() - 64 + i;
    try (Pass pass = network.evaluate()) {
      return Map.of("loss", loss(pass, longest).item(), "examples", 64.0);
    }
  }

  /** Trains in a process of its own, for the test that kills it: FOLDER. */
  public static void main(String[] arguments) throws IOException {
    try (var network = network()) {
      TrainingListener slow =
          new TrainingListener() {
            @Override
            public void stepped(long step, long steps, double loss) {
              System.out.println(step);
            }
          };
      new Trainer(network, new Recall(network), settings(), StopRule.never())
          .run(Path.of(arguments[0]), slow);
    }
  }
}
