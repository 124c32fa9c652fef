/**
 * Which colour stands for which value, and how are areas and lines painted? {@link
 * dev.sonde.figure.colour.Palette} for categories, {@link dev.sonde.figure.colour.ColourScale} for
 * numbers; all are safe for colour-blind readers.
 */
@NullMarked
package dev.sonde.figure.colour;

import org.jspecify.annotations.NullMarked;
