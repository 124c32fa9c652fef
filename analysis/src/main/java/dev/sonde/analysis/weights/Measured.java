package dev.sonde.analysis.weights;

/**
 * A tensor's statistics and the histogram from the same pass.
 *
 * @param histogram the finite values in at most {@link Summary.Settings#bins} bins, at least half
 *     as many unless all values are equal; the width is a power of two
 */
public record Measured(Summary summary, Histogram histogram) {}
