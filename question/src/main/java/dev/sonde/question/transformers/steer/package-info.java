/**
 * What does a model generate with a direction added to its activations? See {@link
 * dev.sonde.question.transformers.steer.SteerQuestion}.
 */
@NullMarked
package dev.sonde.question.transformers.steer;

import org.jspecify.annotations.NullMarked;
