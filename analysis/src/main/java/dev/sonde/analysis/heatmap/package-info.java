/**
 * What does a whole tensor look like at a glance? {@link dev.sonde.analysis.heatmap.MatrixImage}
 * reads the tensor once, whatever its size, and keeps at most a million cells.
 */
@NullMarked
package dev.sonde.analysis.heatmap;

import org.jspecify.annotations.NullMarked;
