package dev.sonde.question.cells;

import dev.sonde.study.addition.AblationStudy;
import dev.sonde.study.addition.Format;

/** What silencing units costs. */
public record AblateAnswer(Format format, AblationStudy study) {}
