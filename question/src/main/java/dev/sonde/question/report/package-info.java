/**
 * What is in these files, or where do these groups differ, written down as one page: {@link
 * dev.sonde.question.report.ReportQuestion}.
 */
@NullMarked
package dev.sonde.question.report;

import org.jspecify.annotations.NullMarked;
