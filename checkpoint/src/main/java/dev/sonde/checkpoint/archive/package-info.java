/**
 * What is in this archive? Enter at {@link dev.sonde.checkpoint.archive.ArchiveReader}: checkpoints
 * inside files that are packed once more, by gzip, tar or ZIP. Nothing is written where a name in
 * the archive says. What is stored is mapped where it lies; what is compressed is unpacked once,
 * off the heap, into a file of the temporary folder that is deleted already. All that is unpacked
 * for one file is bounded by that file's size.
 */
@NullMarked
package dev.sonde.checkpoint.archive;

import org.jspecify.annotations.NullMarked;
