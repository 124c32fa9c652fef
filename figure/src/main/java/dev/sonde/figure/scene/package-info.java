/**
 * What is drawn where? A {@link dev.sonde.figure.scene.Scene} is a list of simple shapes in pixels,
 * written as SVG, PNG or PDF by one writer each. Nothing here asks the system for fonts, a display
 * or the network: text is measured with a table of widths and drawn, in PNG and PDF, with the copy
 * of Liberation Sans in PDFBox's jar.
 */
@NullMarked
package dev.sonde.figure.scene;

import org.jspecify.annotations.NullMarked;
