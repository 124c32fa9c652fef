package dev.sonde.question.cells;

import dev.sonde.study.addition.Answers;
import dev.sonde.study.addition.Disagreement;
import dev.sonde.study.addition.Format;

/** The sums on which two networks differ, and the answers of both. */
public record DisagreeAnswer(Format format, Answers first, Answers second, Disagreement found) {}
