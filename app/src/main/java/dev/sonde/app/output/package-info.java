/**
 * How results leave: JSON documents, text tables, progress on a terminal, provenance of the
 * command.
 */
@NullMarked
package dev.sonde.app.output;

import org.jspecify.annotations.NullMarked;
