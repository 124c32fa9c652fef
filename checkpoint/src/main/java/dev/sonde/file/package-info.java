/**
 * How does a result reach the disk whole or not at all? {@link dev.sonde.file.AtomicFile} writes
 * beside the target and renames.
 */
@NullMarked
package dev.sonde.file;

import org.jspecify.annotations.NullMarked;
