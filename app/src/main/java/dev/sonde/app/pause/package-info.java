/**
 * How a long command is stopped and goes on: it works in steps ({@link dev.sonde.app.pause.Steps}),
 * and where it stands is kept in a file beside its output ({@link dev.sonde.app.pause.PausedFile}).
 * Enter at {@link dev.sonde.app.pause.PausedFile#finish}.
 */
@NullMarked
package dev.sonde.app.pause;

import org.jspecify.annotations.NullMarked;
