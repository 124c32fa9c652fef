/**
 * What must a class do that reads one file format? Enter at {@link
 * dev.sonde.checkpoint.reader.CheckpointReader}; it sees the file through {@link
 * dev.sonde.checkpoint.reader.Bytes}, answers with {@link dev.sonde.checkpoint.reader.Contents} and
 * has one way to fail, {@link dev.sonde.checkpoint.reader.CheckpointException}.
 */
@NullMarked
package dev.sonde.checkpoint.reader;

import org.jspecify.annotations.NullMarked;
