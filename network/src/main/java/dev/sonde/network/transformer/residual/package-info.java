/**
 * What lives in the residual stream? {@link dev.sonde.network.transformer.residual.ResidualStream}
 * measures norms, turns, dimensions that stand out and massive activations (Sun et al. 2024) per
 * layer; {@link dev.sonde.network.transformer.residual.Perplexity} how surprised the model is by
 * texts. One pass per text.
 */
@NullMarked
package dev.sonde.network.transformer.residual;

import org.jspecify.annotations.NullMarked;
