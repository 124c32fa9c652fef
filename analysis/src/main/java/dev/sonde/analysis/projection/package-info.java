/**
 * How do many vectors lie, seen in two dimensions? {@link dev.sonde.analysis.projection.Tsne}
 * (FFT-interpolated), {@link dev.sonde.analysis.projection.Pca}, {@link
 * dev.sonde.analysis.projection.Smacof} (metric MDS), {@link
 * dev.sonde.analysis.projection.Procrustes} to lay one projection on another, and {@link
 * dev.sonde.analysis.projection.Quality}, which belongs beside every picture.
 */
@NullMarked
package dev.sonde.analysis.projection;

import org.jspecify.annotations.NullMarked;
