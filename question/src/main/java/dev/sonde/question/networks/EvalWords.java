package dev.sonde.question.networks;

import dev.sonde.figure.Numbers;
import dev.sonde.figure.page.Finding;
import dev.sonde.figure.page.Finding.Tone;
import dev.sonde.network.effects.Calibration;
import dev.sonde.network.effects.Evaluation;
import dev.sonde.network.effects.Evaluation.OfClass;
import java.util.Comparator;
import java.util.List;

/** Findings about one network, each number with its baseline. */
final class EvalWords {

  private EvalWords() {}

  static void add(Evaluation evaluation, List<Finding> findings) {
    Double accuracy = evaluation.score().accuracy();
    if (accuracy == null) numbers(evaluation, findings);
    else classes(evaluation, accuracy, findings);
  }

  private static void numbers(Evaluation evaluation, List<Finding> findings) {
    double variance = evaluation.spread() == null ? Double.NaN : evaluation.spread();
    double loss = evaluation.score().loss();
    findings.add(
        new Finding(
            loss < variance ? Tone.GOOD : Tone.GRAVE,
            "%s numbers: mean squared error %s; baseline (always the mean): %s; explained variance: %s."
                .formatted(
                    Numbers.count(evaluation.score().n()),
                    Numbers.plain(loss),
                    Numbers.plain(variance),
                    Numbers.plain(1 - loss / variance))));
  }

  private static void classes(Evaluation evaluation, double accuracy, List<Finding> findings) {
    long n = evaluation.score().n();
    long most = evaluation.classes().stream().mapToLong(OfClass::n).max().orElse(0);
    double usual = (double) most / n;
    findings.add(
        new Finding(
            accuracy > usual ? Tone.GOOD : Tone.GRAVE,
            "%s predictions: accuracy %s (± %s, standard error), loss %s; baseline (always the most frequent class): %s."
                .formatted(
                    Numbers.count(n),
                    Numbers.percent(accuracy),
                    Numbers.percent(Math.sqrt(accuracy * (1 - accuracy) / n)),
                    Numbers.plain(evaluation.score().loss()),
                    Numbers.percent(usual))));
    List<OfClass> seen = evaluation.classes().stream().filter(c -> c.n() > 0).toList();
    OfClass worst = seen.stream().min(Comparator.comparingDouble(OfClass::accuracy)).orElseThrow();
    OfClass best = seen.stream().max(Comparator.comparingDouble(OfClass::accuracy)).orElseThrow();
    findings.add(
        Finding.plain(
            "Worst class: %s, %s of %s correct; best: %s, %s of %s."
                .formatted(
                    worst.name(),
                    Numbers.count(worst.right()),
                    Numbers.count(worst.n()),
                    best.name(),
                    Numbers.count(best.right()),
                    Numbers.count(best.n()))));
    Calibration calibration = evaluation.calibration();
    if (calibration != null) findings.add(sure(calibration, accuracy, n));
  }

  private static Finding sure(Calibration calibration, double accuracy, long n) {
    double confidence =
        calibration.bins().stream()
            .filter(bin -> bin.n() > 0)
            .mapToDouble(bin -> bin.confidence() * bin.n() / n)
            .sum();
    return Finding.plain(
        "Mean confidence %s, accuracy %s; expected calibration error over %d bins: %s."
            .formatted(
                Numbers.percent(confidence),
                Numbers.percent(accuracy),
                calibration.bins().size(),
                Numbers.plain(calibration.error())));
  }
}
