/**
 * Where do groups of models differ? {@link dev.sonde.figure.groups.BetweenWithinFigure} for all
 * layers, {@link dev.sonde.figure.groups.GroupDistributionFigure} for the values of one.
 */
@NullMarked
package dev.sonde.figure.groups;

import org.jspecify.annotations.NullMarked;
