package dev.sonde.study.guided;

import dev.sonde.network.model.Seq2Seq;
import dev.sonde.network.torch.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Examples of equal length on their way through a network. */
record Batch(List<Example> examples) {

  /** Below this a probability of attention counts as this, so that its logarithm is finite. */
  private static final double LEAST = 1e-20;

  private static final int LARGEST = 256;

  /** Cut by length, in order within each. */
  static List<Batch> of(List<Example> examples) {
    Map<Integer, List<Example>> byLength = new TreeMap<>();
    for (Example e : examples) {
      byLength.computeIfAbsent(e.source().size(), _ -> new ArrayList<>()).add(e);
    }
    List<Batch> batches = new ArrayList<>();
    for (List<Example> same : byLength.values()) {
      for (int at = 0; at < same.size(); at += LARGEST) {
        batches.add(new Batch(same.subList(at, Math.min(at + LARGEST, same.size()))));
      }
    }
    return batches;
  }

  private int size() {
    return examples.size();
  }

  private int steps() {
    return examples.getFirst().target().size();
  }

  /** The decoder hears its own last output, and says as many symbols as the target has. */
  Seq2Seq.Input input() {
    int[][] source = examples.stream().map(Example::sourceSymbols).toArray(int[][]::new);
    return Seq2Seq.Input.free(source, steps());
  }

  int[][] targets() {
    return examples.stream().map(Example::targetSymbols).toArray(int[][]::new);
  }

  /** Σ_t −log p(target), mean over the batch. */
  Array spoken(Seq2Seq.Output output) {
    Array targets = indices(targets(), size(), steps(), 1);
    return output.logProbabilities().gather(2, targets).sum().multiply(-1.0 / size());
  }

  /** Σ_t −log α at the right place, mean over the batch. */
  Array seen(Seq2Seq.Output output) {
    int[][] places = examples.stream().map(Example::attention).toArray(int[][]::new);
    Array weights = output.weights().orElseThrow();
    Array right = weights.gather(2, indices(places, size(), steps(), 1)).atLeast(LEAST);
    return right.log().sum().multiply(-1.0 / size());
  }

  private static Array indices(int[][] rows, long... shape) {
    int[] flat = new int[rows.length * rows[0].length];
    for (int b = 0; b < rows.length; b++) {
      System.arraycopy(rows[b], 0, flat, b * rows[0].length, rows[0].length);
    }
    return Array.ofIndices(flat, shape);
  }
}
