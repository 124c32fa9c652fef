/**
 * How does a result reach the disk whole or not at all, and the text of a file a line that is safe
 * to print? {@link dev.sonde.file.AtomicFile} writes beside the target and renames; {@link
 * dev.sonde.file.Printable} escapes.
 */
@NullMarked
package dev.sonde.file;

import org.jspecify.annotations.NullMarked;
