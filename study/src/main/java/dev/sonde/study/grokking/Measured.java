package dev.sonde.study.grokking;

import dev.sonde.figure.table.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * What was found of one network.
 *
 * @param run from 1
 * @param training losses, accuracies and norm at every measurement
 * @param progress what the key frequencies do in every kept network, the untrained one first
 */
record Measured(int run, Table training, Table progress, Table keys, Table spectra) {

  /** From here on pairs count as known. */
  static final double KNOWN = .99;

  static Measured of(GrokkingResults results, int run) {
    var trained = results.plan().network(run);
    var looked = results.plan().look(run);
    return new Measured(
        run,
        results.found().table(trained, "training"),
        results.found().table(looked, "progress"),
        results.found().table(looked, "keys"),
        results.found().table(looked, "spectra"));
  }

  /** The first measured step at which an accuracy reaches a value. */
  OptionalLong reaches(String accuracy, double value) {
    for (int i = 0; i < training.rows().size(); i++) {
      if (training.number(i, accuracy) >= value) {
        return OptionalLong.of((long) training.number(i, "step"));
      }
    }
    return OptionalLong.empty();
  }

  OptionalLong memorised() {
    return reaches("train_accuracy", KNOWN);
  }

  OptionalLong generalised() {
    return reaches("accuracy", KNOWN);
  }

  /** Steps between knowing the training pairs and knowing the others. */
  OptionalLong delay() {
    if (memorised().isEmpty() || generalised().isEmpty()) return OptionalLong.empty();
    return OptionalLong.of(generalised().getAsLong() - memorised().getAsLong());
  }

  /** A figure at the last measurement. */
  double end(String figure) {
    return training.number(training.rows().size() - 1, figure);
  }

  /** A figure of the trained network. */
  double endProgress(String figure) {
    return progress.number(progress.rows().size() - 1, figure);
  }

  /** A figure of the untrained network. */
  double start(String figure) {
    return progress.number(0, figure);
  }

  /** A figure at the last measurement not after a step. */
  static double at(Table table, String figure, long step) {
    double found = Double.NaN;
    for (int i = 0; i < table.rows().size(); i++) {
      if (table.number(i, "step") <= step) found = table.number(i, figure);
    }
    return found;
  }

  List<Integer> keyFrequencies() {
    List<Integer> all = new ArrayList<>();
    for (int i = 0; i < keys.rows().size(); i++) all.add((int) keys.number(i, "frequency"));
    return all;
  }

  /** Share of a matrix's energy by frequency from 1. */
  List<Double> spectrum(String at, String matrix) {
    List<Double> shares = new ArrayList<>();
    for (int i = 0; i < spectra.rows().size(); i++) {
      boolean wanted = spectra.text(i, "at").equals(at) && spectra.text(i, "matrix").equals(matrix);
      if (wanted) shares.add(spectra.number(i, "share"));
    }
    return shares;
  }
}
