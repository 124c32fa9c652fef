package dev.sonde.question.cells;

import dev.sonde.study.addition.Accuracy;
import dev.sonde.study.addition.Answers;
import dev.sonde.study.addition.Format;

/** Accuracy on sums, and every answer. */
public record EvaluatedSums(Format format, Accuracy accuracy, Answers answers) {}
