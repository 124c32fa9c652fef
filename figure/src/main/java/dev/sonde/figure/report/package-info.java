/**
 * How is a result written down? {@link dev.sonde.figure.report.Report} holds words, tables and
 * figures; {@link dev.sonde.figure.report.Html} makes one HTML file of it that opens offline in any
 * browser, on a phone and on paper, asks nothing of the network, and is the same bytes each time.
 */
@NullMarked
package dev.sonde.figure.report;

import org.jspecify.annotations.NullMarked;
