/**
 * What does one checkpoint look like? {@link dev.sonde.figure.weights.HeatmapFigure} for one
 * tensor, {@link dev.sonde.figure.weights.DistributionFigure} and {@link
 * dev.sonde.figure.weights.RidgelineFigure} for the values of several.
 */
@NullMarked
package dev.sonde.figure.weights;

import org.jspecify.annotations.NullMarked;
