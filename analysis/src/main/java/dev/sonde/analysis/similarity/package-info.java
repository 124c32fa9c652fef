/**
 * Do two layers, epochs or models see the inputs alike, whatever their units are called? {@link
 * dev.sonde.analysis.similarity.Cka}: linear centred kernel alignment.
 */
@NullMarked
package dev.sonde.analysis.similarity;

import org.jspecify.annotations.NullMarked;
