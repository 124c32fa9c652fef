package dev.sonde.study.guided;

import dev.sonde.network.layer.Pass;
import dev.sonde.network.model.Network;
import dev.sonde.network.model.Seq2Seq;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How well a network does on some examples.
 *
 * @param n examples
 * @param word share of right symbols
 * @param sequence share of examples with all symbols right
 * @param last share of examples with the last symbol right
 * @param attention share of steps in which the decoder looks most at the right place
 * @param spokenLoss Σ_t −log p(target), mean over examples
 * @param attentionLoss Σ_t −log α(right place), mean over examples
 * @param answers what was said, by example
 */
record Score(
    int n,
    double word,
    double sequence,
    double last,
    double attention,
    double spokenLoss,
    double attentionLoss,
    List<Answer> answers) {

  /** One example and what the network made of it. */
  record Answer(Example example, String said, boolean right) {}

  static Score of(Network<Seq2Seq.Input, Seq2Seq.Output> network, List<Example> examples) {
    Tally tally = new Tally();
    for (Batch batch : Batch.of(examples)) {
      try (Pass pass = network.evaluate()) {
        tally.add(batch, network.forward(pass, batch.input()));
      }
    }
    return tally.score();
  }

  private static final class Tally {
    private final List<Answer> answers = new ArrayList<>();
    private int words;
    private int rightWords;
    private int rightSequences;
    private int rightLast;
    private int rightLooks;
    private double spoken;
    private double seen;

    void add(Batch batch, Seq2Seq.Output output) {
      int[][] said = output.decoded();
      int[][] targets = batch.targets();
      int n = targets.length;
      int steps = targets[0].length;
      long[] looks = output.weights().orElseThrow().argmax(2).toLongs();
      for (int i = 0; i < n; i++) {
        for (int t = 0; t < steps; t++) {
          words++;
          if (said[i][t] == targets[i][t]) rightWords++;
          if (looks[i * steps + t] == t) rightLooks++;
        }
        boolean right = Arrays.equals(said[i], targets[i]);
        if (right) rightSequences++;
        if (said[i][steps - 1] == targets[i][steps - 1]) rightLast++;
        String words = Vocabulary.decode(said[i], Vocabulary.TARGET);
        answers.add(new Answer(batch.examples().get(i), words, right));
      }
      spoken += batch.spoken(output).item() * n;
      seen += batch.seen(output).item() * n;
    }

    Score score() {
      double n = answers.size();
      return new Score(
          answers.size(),
          rightWords / (double) words,
          rightSequences / n,
          rightLast / n,
          rightLooks / (double) words,
          spoken / n,
          seen / n,
          List.copyOf(answers));
    }
  }
}
