package dev.sonde.question.cells;

import dev.sonde.study.addition.AblationStudy;
import dev.sonde.study.addition.Format;

/** Accuracy on sums without single units and groups of units. */
public record AblatedSums(Format format, AblationStudy study) {}
