package dev.sonde.network.effects;

import org.jspecify.annotations.Nullable;

/**
 * How good answers are.
 *
 * @param loss mean over all answers
 * @param accuracy share that is right; null of numbers
 * @param n answers: one for each example, or for each place of it
 */
public record Score(double loss, @Nullable Double accuracy, long n) {}
