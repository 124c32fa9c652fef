/**
 * Where does each point go from one picture to the next? {@link dev.sonde.analysis.trails.Trail}:
 * one point's way; {@link dev.sonde.analysis.trails.Bundling} draws ways together that run alike.
 */
@NullMarked
package dev.sonde.analysis.trails;

import org.jspecify.annotations.NullMarked;
