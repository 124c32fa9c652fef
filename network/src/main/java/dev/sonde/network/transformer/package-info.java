/**
 * What does each layer and head of a transformer compute? {@link
 * dev.sonde.network.transformer.Transformer} opens a model's folder from the Hugging Face hub, or a
 * state dict of TransformerLens, and runs it with probes at canonical sites, the same for every
 * family: {@code embed}, {@code blocks.3.resid_pre}, {@code blocks.3.attn.pattern[5]}, {@code
 * blocks.3.mlp.post}, {@code ln_final}, {@code logits}.
 *
 * <p>What families do differently is data: an {@link dev.sonde.network.transformer.Architecture},
 * and which tensor of the file is which weight. Weights stay mapped; those that fit into the memory
 * that was given are kept after their first use, else each layer is brought in, run over all inputs
 * and let go: memory is then that of the largest layer twice and of what is asked for.
 */
@NullMarked
package dev.sonde.network.transformer;

import org.jspecify.annotations.NullMarked;
