/**
 * What is in this file of weights? Enter at {@link dev.sonde.checkpoint.Checkpoint#open}: it
 * recognises the format by content, reads names, types and shapes, and maps the rest.
 *
 * <p>Every file is hostile input: nothing in it is executed, each length is checked against the
 * bytes that are left, and whatever is wrong ends in one {@link
 * dev.sonde.checkpoint.reader.CheckpointException}. One sub-package per format, one line in {@code
 * Formats}; what they share is in {@link dev.sonde.checkpoint.reader}, so that no package depends
 * on one that depends on it.
 */
@NullMarked
package dev.sonde.checkpoint;

import org.jspecify.annotations.NullMarked;
