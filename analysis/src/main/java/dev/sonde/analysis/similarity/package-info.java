/**
 * Do two layers, epochs or models see the inputs alike, whatever their units are called? {@link
 * dev.sonde.analysis.similarity.Similarity}: linear and Gaussian centred kernel alignment,
 * canonical correlations and Procrustes, all representations with all; {@link
 * dev.sonde.analysis.similarity.Cka}: linear CKA by itself.
 */
@NullMarked
package dev.sonde.analysis.similarity;

import org.jspecify.annotations.NullMarked;
