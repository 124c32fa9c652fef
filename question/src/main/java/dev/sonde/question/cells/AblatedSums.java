package dev.sonde.question.cells;

import dev.sonde.study.addition.AblationStudy;
import dev.sonde.study.addition.Format;

/** What silencing units costs. */
public record AblatedSums(Format format, AblationStudy study) {}
