/**
 * What did fine-tuning change? {@link dev.sonde.network.transformer.change.WeightChange} compares
 * two models of one architecture by layer, head and neuron; {@link
 * dev.sonde.network.transformer.change.TextChange} what they do on texts: attention, residual
 * streams, and what each layer would say. Two passes per text.
 */
@NullMarked
package dev.sonde.network.transformer.change;

import org.jspecify.annotations.NullMarked;
