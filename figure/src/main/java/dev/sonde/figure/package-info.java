/** How does a result look? Figure records, their SVG, PNG and PDF, and the HTML report. */
@NullMarked
package dev.sonde.figure;

import org.jspecify.annotations.NullMarked;
