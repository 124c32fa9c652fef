package dev.sonde.figure.weights;

import dev.sonde.analysis.weights.Histogram;

/**
 * A named histogram, to be drawn beside others with the same bins.
 *
 * @param name of the tensor, or of the tensor and its file
 * @param histogram fine bins (thousands) over all values: what is drawn is found from them
 */
public record Distribution(String name, Histogram histogram) {}
