/**
 * What do single neurons answer to and write? See {@link
 * dev.sonde.question.transformers.neurons.NeuronsQuestion}.
 */
@NullMarked
package dev.sonde.question.transformers.neurons;

import org.jspecify.annotations.NullMarked;
