/**
 * How is an answer written down? {@link dev.sonde.figure.page.Page} holds findings, tables and
 * figures as data. {@link dev.sonde.figure.page.HtmlPage} makes one HTML file of it that opens
 * offline in any browser, on a phone and on paper, asks nothing of the network, and is the same
 * bytes each time; {@link dev.sonde.figure.page.TextPage} prints its words and its main table on a
 * terminal.
 */
@NullMarked
package dev.sonde.figure.page;

import org.jspecify.annotations.NullMarked;
