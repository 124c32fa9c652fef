/**
 * Figures of projections and hidden activity: points by class, sequences of pictures, trails,
 * neurons, importances, similarities.
 */
@NullMarked
package dev.sonde.figure.projection;

import org.jspecify.annotations.NullMarked;
