/**
 * The command line: {@link dev.sonde.app.Main} and one class per command in {@code command}.
 * Renders, never computes.
 */
@NullMarked
package dev.sonde.app;

import org.jspecify.annotations.NullMarked;
