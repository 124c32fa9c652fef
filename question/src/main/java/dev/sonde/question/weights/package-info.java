/**
 * Questions about files of weights: what is in them ({@link
 * dev.sonde.question.weights.StatsQuestion}), what changed between two ({@link
 * dev.sonde.question.weights.DiffQuestion}). Each reads its files once, in bounded memory.
 */
@NullMarked
package dev.sonde.question.weights;

import org.jspecify.annotations.NullMarked;
