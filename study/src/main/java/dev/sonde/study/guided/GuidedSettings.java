package dev.sonde.study.guided;

import dev.sonde.file.Bounds;
import dev.sonde.network.layer.Cell;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the study trains and how much of everything it does.
 *
 * @param cells kinds of recurrent cell
 * @param runs networks per group and cell
 * @param transferRuns of these, how many exchange parts with the other group, and are pruned
 * @param hidden units
 * @param epochs of training
 * @param retrainEpochs after a part was moved, or weights were pruned
 * @param batch examples per step
 * @param rate of Adam
 * @param evaluateEvery steps between looks at the validation loss
 * @param keepEvery epochs between networks that are kept beside the best; 0: none
 * @param thresholds weights below these magnitudes are pruned, one network each
 * @param seed of tables, splits, weights, order, folds
 */
public record GuidedSettings(
    List<Cell> cells,
    int runs,
    int transferRuns,
    int hidden,
    int epochs,
    int retrainEpochs,
    int batch,
    double rate,
    int evaluateEvery,
    int keepEvery,
    List<Double> thresholds,
    long seed) {

  public GuidedSettings {
    Bounds.atLeast("steps between evaluations", evaluateEvery, 0);
    Bounds.atLeast("epochs between kept networks", keepEvery, 0);
    cells = List.copyOf(cells);
    thresholds = List.copyOf(thresholds);
    require(!cells.isEmpty(), "cells: at least one of gru, lstm");
    require(cells.stream().allMatch(c -> c == Cell.GRU || c == Cell.LSTM), "cells: gru, lstm");
    require(runs >= 1 && runs <= 1000, "runs: 1 to 1000, not " + runs);
    require(transferRuns >= 0, "transfer runs: 0 or more, not " + transferRuns);
    require(hidden >= 1 && hidden <= 8192, "hidden: 1 to 8192, not " + hidden);
    require(epochs >= 1 && retrainEpochs >= 1, "epochs: 1 or more");
    require(batch >= 1, "batch: 1 or more, not " + batch);
    require(rate > 0, "rate: above 0, not " + rate);
  }

  private static void require(boolean holds, String message) {
    if (!holds) throw new TaskException(message);
  }

  /** Minutes on two cores: small networks that still show it. */
  public static GuidedSettings quick() {
    return new GuidedSettings(List.of(Cell.GRU), 4, 2, 96, 40, 20, 4, 2e-3, 58, 0, List.of(0.1), 1);
  }

  /**
   * As published; hours. Retraining is not described there: ten epochs are what a guided network
   * needs to get its validation examples right from scratch.
   */
  public static GuidedSettings paper() {
    return new GuidedSettings(
        List.of(Cell.GRU, Cell.LSTM), 5, 5, 512, 100, 10, 1, 1e-3, 200, 50, List.of(0.05, 0.1), 1);
  }

  public GuidedSettings cells(List<Cell> other) {
    return new GuidedSettings(
        other,
        runs,
        transferRuns,
        hidden,
        epochs,
        retrainEpochs,
        batch,
        rate,
        evaluateEvery,
        keepEvery,
        thresholds,
        seed);
  }

  public GuidedSettings runs(int other, int exchanging) {
    return new GuidedSettings(
        cells,
        other,
        exchanging,
        hidden,
        epochs,
        retrainEpochs,
        batch,
        rate,
        evaluateEvery,
        keepEvery,
        thresholds,
        seed);
  }

  public GuidedSettings hidden(int other) {
    return new GuidedSettings(
        cells,
        runs,
        transferRuns,
        other,
        epochs,
        retrainEpochs,
        batch,
        rate,
        evaluateEvery,
        keepEvery,
        thresholds,
        seed);
  }

  public GuidedSettings epochs(int other, int again) {
    return new GuidedSettings(
        cells,
        runs,
        transferRuns,
        hidden,
        other,
        again,
        batch,
        rate,
        evaluateEvery,
        keepEvery,
        thresholds,
        seed);
  }

  public GuidedSettings thresholds(List<Double> other) {
    return new GuidedSettings(
        cells,
        runs,
        transferRuns,
        hidden,
        epochs,
        retrainEpochs,
        batch,
        rate,
        evaluateEvery,
        keepEvery,
        other,
        seed);
  }

  public GuidedSettings seed(long other) {
    return new GuidedSettings(
        cells,
        runs,
        transferRuns,
        hidden,
        epochs,
        retrainEpochs,
        batch,
        rate,
        evaluateEvery,
        keepEvery,
        thresholds,
        other);
  }

  Recipe recipe(Cell cell) {
    return new Recipe(cell, hidden, epochs, batch, rate, evaluateEvery, keepEvery);
  }

  Recipe retraining(Cell cell) {
    return new Recipe(cell, hidden, retrainEpochs, batch, rate, evaluateEvery, 0);
  }

  /** All settings by name, for provenance. */
  public Map<String, String> asMap() {
    Map<String, String> map = new LinkedHashMap<>();
    map.put("cells", String.join(",", cells.stream().map(Cell::toString).toList()));
    map.put("runs", String.valueOf(runs));
    map.put("transfer_runs", String.valueOf(transferRuns));
    map.put("hidden", String.valueOf(hidden));
    map.put("epochs", String.valueOf(epochs));
    map.put("retrain_epochs", String.valueOf(retrainEpochs));
    map.put("batch", String.valueOf(batch));
    map.put("rate", String.valueOf(rate));
    map.put("evaluate_every", String.valueOf(evaluateEvery));
    map.put("keep_every", String.valueOf(keepEvery));
    map.put("thresholds", String.join(",", thresholds.stream().map(String::valueOf).toList()));
    map.put("seed", String.valueOf(seed));
    return map;
  }
}
