package dev.sonde.question.weights;

import dev.sonde.analysis.weights.Totals;
import dev.sonde.figure.Numbers;

/** A file's totals in a sentence. */
final class Totalled {

  private Totalled() {}

  static String sentence(StatsAnswer.FileStats file) {
    Totals t = file.totals();
    if (t.tensors() == 0) return file.path() + " (" + file.format() + "): holds no tensors.";
    return "%s (%s): %s, %s (%s), mean %s, std %s, %s, %s NaN, %s infinite."
        .formatted(
            file.path(),
            file.format(),
            Numbers.count(t.tensors(), "tensor", "tensors"),
            Numbers.count(t.count(), "value", "values"),
            Numbers.bytes(t.bytes()),
            Numbers.plain(t.mean()),
            Numbers.plain(t.std()),
            Numbers.count(t.zeros(), "zero", "zeros"),
            Numbers.count(t.nan()),
            Numbers.count(t.inf()));
  }
}
