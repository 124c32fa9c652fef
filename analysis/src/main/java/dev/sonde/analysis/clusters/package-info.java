/**
 * Do vectors fall into clusters, and does each cluster stand for one known state?
 *
 * <p>Every {@link dev.sonde.analysis.clusters.Method} is a settings record that turns {@link
 * dev.sonde.analysis.kernel.Points} into a {@link dev.sonde.analysis.clusters.Clustering} of all of
 * them; {@link dev.sonde.analysis.clusters.Agreement} compares a clustering with the true states.
 * Nothing is quadratic in memory except where a method's own page says so.
 */
@NullMarked
package dev.sonde.analysis.clusters;

import org.jspecify.annotations.NullMarked;
