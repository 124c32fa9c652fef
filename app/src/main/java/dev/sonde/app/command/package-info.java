/**
 * One class per command; what they share (printing, progress, provenance) is in {@code
 * dev.sonde.app.output}.
 */
@NullMarked
package dev.sonde.app.command;

import org.jspecify.annotations.NullMarked;
