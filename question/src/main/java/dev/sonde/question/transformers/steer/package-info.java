/**
 * What is written with a direction added? See {@link
 * dev.sonde.question.transformers.steer.SteerQuestion}.
 */
@NullMarked
package dev.sonde.question.transformers.steer;

import org.jspecify.annotations.NullMarked;
