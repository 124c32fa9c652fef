package dev.sonde.analysis.cells;

import java.util.List;

/**
 * What a linear probe reads off the units: how well it tells a property of sequences that it has
 * not seen, beside what it tells when labels mean nothing.
 *
 * @param property what is told
 * @param measure {@code accuracy}, or {@code r2} of a number (1 − squared error / variance)
 * @param score on the sequences that it was not trained on
 * @param baseline the same for the best constant answer
 * @param controls scores of probes trained on shuffled labels, on the true ones of the same test
 * @param classes distinct labels; 0 for a number
 * @param trained rows (sequences · steps) learnt from
 * @param tested rows judged
 */
public record ProbeScore(
    String property,
    String measure,
    double score,
    double baseline,
    List<Double> controls,
    int classes,
    int trained,
    int tested) {

  public ProbeScore {
    controls = List.copyOf(controls);
  }

  /** Mean of the controls. */
  public double control() {
    return controls.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
  }
}
