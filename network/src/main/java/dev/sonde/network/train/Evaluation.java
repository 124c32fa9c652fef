package dev.sonde.network.train;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * One look at progress.
 *
 * @param epoch epochs begun, from 1
 * @param trainingLoss mean over the steps since the evaluation before
 * @param metrics as the objective computed them
 */
public record Evaluation(long step, int epoch, double trainingLoss, Map<String, Double> metrics) {

  public Evaluation {
    metrics = Collections.unmodifiableSortedMap(new TreeMap<>(metrics)); // the same order always
  }

  /** One line that {@link #parse} reads back exactly. */
  String toLine() {
    StringBuilder line = new StringBuilder();
    line.append(step).append('\t').append(epoch).append('\t').append(trainingLoss);
    metrics.forEach((name, value) -> line.append('\t').append(name).append('=').append(value));
    return line.toString();
  }

  static Evaluation parse(String line) {
    String[] parts = line.split("\t", -1);
    Map<String, Double> metrics = new LinkedHashMap<>();
    for (int i = 3; i < parts.length; i++) {
      int equals = parts[i].lastIndexOf('=');
      metrics.put(parts[i].substring(0, equals), Double.valueOf(parts[i].substring(equals + 1)));
    }
    return new Evaluation(
        Long.parseLong(parts[0]),
        Integer.parseInt(parts[1]),
        Double.parseDouble(parts[2]),
        metrics);
  }
}
