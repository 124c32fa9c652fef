package dev.sonde.figure.groups;

import dev.sonde.analysis.weights.Histogram;

/**
 * The values of one tensor in one run.
 *
 * @param group the run's group
 * @param run the run's name
 * @param histogram in bins that all runs of all groups share
 */
public record RunHistogram(String group, String run, Histogram histogram) {}
