package dev.sonde.network.effects;

import dev.sonde.network.data.DataException;
import dev.sonde.network.model.ArrayNetwork;
import dev.sonde.network.torch.Array;
import dev.sonde.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The logit of one class less that of another, the mean over examples.
 *
 * @param answers one for each example
 * @param wrongs one for each example
 */
record Metric(List<Integer> answers, List<Integer> wrongs) {

  Metric {
    answers = List.copyOf(answers);
    wrongs = List.copyOf(wrongs);
  }

  static Metric of(
      ArrayNetwork network,
      Map<String, Array> clean,
      Map<String, Array> corrupted,
      OptionalInt answer,
      OptionalInt wrong) {
    Tensor right = network.compute(clean, Metric::logits);
    Tensor spoilt = network.compute(corrupted, Metric::logits);
    Metric metric = new Metric(classes(right, answer), classes(spoilt, wrong));
    if (!metric.answers().equals(metric.wrongs())) return metric;
    throw new DataException(
            "the network gives the clean and the corrupted input the same class (%s); say which two classes are told apart"
                .formatted(metric.answers().getFirst()))
        .mendedBy("answer", "wrong");
  }

  int examples() {
    return answers.size();
  }

  private static List<Integer> classes(Tensor logits, OptionalInt said) {
    int width = Math.toIntExact(logits.shape().extent(1));
    if (said.isPresent() && said.getAsInt() >= width) {
      throw new DataException(
          "class %d: the network has 0 to %d".formatted(said.getAsInt(), width - 1));
    }
    float[] values = logits.toFloats();
    List<Integer> classes = new ArrayList<>();
    for (int row = 0; row < logits.shape().extent(0); row++) {
      int top = 0;
      for (int c = 1; c < width; c++) {
        if (values[row * width + c] > values[row * width + top]) top = c;
      }
      classes.add(said.orElse(top));
    }
    return classes;
  }

  /** The first output, {@code [examples × classes]}; of several places the last one's. */
  static Tensor logits(Map<String, Array> outputs) {
    return last(Outputs.array(outputs, "")).toTensor("logits");
  }

  private static Array last(Array output) {
    if (output.rank() == 2 && output.extent(1) > 1) return output;
    if (output.rank() == 3 && output.extent(2) > 1) return output.select(1, output.extent(1) - 1);
    throw new DataException(
        "patching needs outputs [examples, classes] or [examples, places, classes], not "
            + output.shape());
  }

  /** The mean over examples. */
  double mean(Tensor logits) {
    return values(logits).stream().mapToDouble(value -> value).average().orElse(Double.NaN);
  }

  /** One for each copy of all examples in a tile. */
  List<Double> values(Tensor logits) {
    int width = Math.toIntExact(logits.shape().extent(1));
    float[] values = logits.toFloats();
    int copies = values.length / width / examples();
    List<Double> means = new ArrayList<>();
    for (int copy = 0; copy < copies; copy++) {
      double sum = 0;
      for (int i = 0; i < examples(); i++) {
        int at = (copy * examples() + i) * width;
        sum += (double) values[at + answers.get(i)] - values[at + wrongs.get(i)];
      }
      means.add(sum / examples());
    }
    return means;
  }

  /** The mean over examples, as an array that a gradient can be taken of. */
  Array signal(Array output) {
    Array logits = last(output);
    Array right = logits.gather(1, indices(answers)).sum();
    return right.subtract(logits.gather(1, indices(wrongs)).sum()).multiply(1.0 / examples());
  }

  private static Array indices(List<Integer> classes) {
    int[] numbers = classes.stream().mapToInt(Integer::intValue).toArray();
    return Array.ofIndices(numbers, numbers.length, 1);
  }
}
