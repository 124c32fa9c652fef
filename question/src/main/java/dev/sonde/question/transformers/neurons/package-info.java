/**
 * What activates single neurons, and which logits do they change? See {@link
 * dev.sonde.question.transformers.neurons.NeuronsQuestion}.
 */
@NullMarked
package dev.sonde.question.transformers.neurons;

import org.jspecify.annotations.NullMarked;
