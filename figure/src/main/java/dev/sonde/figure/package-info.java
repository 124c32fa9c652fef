/**
 * How does a result look? A {@link dev.sonde.figure.Figure} is a record of words, axes and marks;
 * {@link dev.sonde.figure.Svg} and {@link dev.sonde.figure.FigureFile} draw it. Layout (measured
 * labels, ticks, legends) happens once, into a {@code Scene} of simple shapes, which is then
 * written as SVG, PNG or PDF: the three look the same, need no display and no fonts of the system,
 * and the same figure gives the same bytes.
 */
@NullMarked
package dev.sonde.figure;

import org.jspecify.annotations.NullMarked;
