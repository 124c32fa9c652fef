/**
 * TensorFlow's files: checkpoints ("tensor bundles": an index, a sorted table of names, shapes and
 * places, and shards of raw bytes) and the variables of a SavedModel, which are one; the weights of
 * TensorFlow.js; the constants of a TensorFlow Lite model. Enter at the readers; opening costs the
 * index, numbers stay mapped. Graphs are not read.
 */
@NullMarked
package dev.sonde.checkpoint.tensorflow;

import org.jspecify.annotations.NullMarked;
