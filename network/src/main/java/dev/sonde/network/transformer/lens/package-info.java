/**
 * What would the model say if it stopped after this layer? {@link
 * dev.sonde.network.transformer.lens.LogitLens} reads each residual stream through the final norm
 * and the unembedding (nostalgebraist 2020). One pass, and one unembedding per layer.
 */
@NullMarked
package dev.sonde.network.transformer.lens;

import org.jspecify.annotations.NullMarked;
