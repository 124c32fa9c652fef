/**
 * How long work is stopped and goes on: it works in steps ({@link
 * dev.sonde.checkpoint.pause.Steps}), and where it stands is kept in a file ({@link
 * dev.sonde.checkpoint.pause.PausedFile}). Questions, trainings and whatever else takes minutes do
 * it so. Enter at {@link dev.sonde.checkpoint.pause.PausedFile#finish}.
 */
@NullMarked
package dev.sonde.checkpoint.pause;

import org.jspecify.annotations.NullMarked;
