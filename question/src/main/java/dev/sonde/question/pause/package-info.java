/**
 * How a long command is stopped and goes on: it works in steps ({@link
 * dev.sonde.question.pause.Steps}), and where it stands is kept in a file beside its output ({@link
 * dev.sonde.question.pause.PausedFile}). Enter at {@link
 * dev.sonde.question.pause.PausedFile#finish}.
 */
@NullMarked
package dev.sonde.question.pause;

import org.jspecify.annotations.NullMarked;
