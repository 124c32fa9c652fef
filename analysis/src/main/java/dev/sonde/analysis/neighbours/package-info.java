/**
 * Which points are near to which? {@link dev.sonde.analysis.neighbours.NearestNeighbours} finds the
 * k nearest of each point, {@link dev.sonde.analysis.neighbours.Radius} what lies within a
 * distance; both exact, by comparing all pairs in blocks, without ever holding a quadratic table.
 * {@link dev.sonde.analysis.neighbours.NeighbourForest} finds most of them among very many points.
 */
@NullMarked
package dev.sonde.analysis.neighbours;

import org.jspecify.annotations.NullMarked;
