/**
 * Where do two or more groups of trained networks differ, tensor by tensor? {@link
 * dev.sonde.analysis.groups.GroupComparison#of} measures how far the distributions of the weights
 * lie apart within and between groups, and tests the difference over runs: the run, not the weight,
 * is the sample.
 *
 * <p>Costs one pass over the bytes for tensors small enough to be sorted in memory, two for larger
 * ones; memory is that of one tensor of all runs up to {@link
 * dev.sonde.analysis.groups.Settings#exactValues}, and a fixed histogram per run beyond.
 */
@NullMarked
package dev.sonde.analysis.groups;

import org.jspecify.annotations.NullMarked;
