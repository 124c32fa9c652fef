/**
 * What does a neuron of an MLP answer to, and what does it write? {@link
 * dev.sonde.network.transformer.neurons.NeuronExamples} finds the tokens that each neuron answers
 * to most, in context, and the logits that it writes; {@link
 * dev.sonde.network.transformer.neurons.NeuronActivity} counts neurons that never or nearly always
 * fire. One pass per text.
 */
@NullMarked
package dev.sonde.network.transformer.neurons;

import org.jspecify.annotations.NullMarked;
