package dev.sonde.network.effects;

import dev.sonde.network.data.Examples;
import dev.sonde.network.model.ArrayNetwork;
import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Functional;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Copies of some examples in one batch, so that another part is changed in each of them.
 *
 * @param copies 1 where a network mixes the examples of a batch, or fixes how many there are
 */
record Tiling(Map<String, Array> inputs, int copies) {

  /** Of the metric: further apart, copies change each other. */
  private static final double NEAR = 1e-3;

  static Tiling of(
      ArrayNetwork network,
      Examples examples,
      Map<String, Array> given,
      Metric metric,
      int wanted) {
    long most = Math.min(wanted, network.mostExamples() / Math.max(1, metric.examples()));
    int copies = (int) Math.max(1, most);
    if (copies == 1 || !examples.cut() || examples.fixed() > 0) return new Tiling(given, 1);
    Map<String, Array> tiled = tiled(given, copies);
    double alone = metric.mean(network.compute(given, Metric::logits));
    List<Double> together = metric.values(network.compute(tiled, Metric::logits));
    double largest = Math.max(Math.abs(alone), 1);
    boolean alike =
        together.size() == copies
            && together.stream().allMatch(one -> Math.abs(one - alone) <= NEAR * largest);
    return alike ? new Tiling(tiled, copies) : new Tiling(given, 1);
  }

  private static Map<String, Array> tiled(Map<String, Array> given, int copies) {
    Map<String, Array> tiled = new LinkedHashMap<>();
    given.forEach(
        (name, array) -> {
          if (array.rank() == 0) {
            tiled.put(name, array);
            return;
          }
          Array[] all = new Array[copies];
          Arrays.fill(all, array);
          tiled.put(name, Functional.concatenate(0, all));
        });
    return tiled;
  }
}
