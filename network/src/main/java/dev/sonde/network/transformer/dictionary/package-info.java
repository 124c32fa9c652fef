/**
 * Which sparse features are a transformer's activations made of? {@link
 * dev.sonde.network.transformer.dictionary.Dictionary} trains a sparse autoencoder (Gao et al.
 * 2024) on what stands at one site, streamed from a file, and measures it on texts that it was not
 * trained on, beside dictionaries of shuffled activations and of random directions.
 *
 * <p>Cost: a forward pass over all texts, and training: tokens × epochs × features × width × 6
 * multiplications, twice with the control.
 */
@NullMarked
package dev.sonde.network.transformer.dictionary;

import org.jspecify.annotations.NullMarked;
