/**
 * How do many vectors lie, seen in two dimensions? {@link dev.sonde.analysis.projection.Projection}
 * by any method: {@link dev.sonde.analysis.projection.Tsne} (FFT-interpolated), {@link
 * dev.sonde.analysis.projection.Umap}, {@link dev.sonde.analysis.projection.Pca}, {@link
 * dev.sonde.analysis.projection.Smacof} (metric MDS). {@link
 * dev.sonde.analysis.projection.ProjectionSequence} for the same points at several times, and
 * {@link dev.sonde.analysis.projection.Quality} and {@link
 * dev.sonde.analysis.projection.Stability}, which belong beside every picture.
 */
@NullMarked
package dev.sonde.analysis.projection;

import org.jspecify.annotations.NullMarked;
