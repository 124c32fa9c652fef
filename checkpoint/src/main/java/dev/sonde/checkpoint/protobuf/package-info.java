/**
 * What is in a protobuf message, read without its schema's compiler? A cursor over its fields,
 * {@link dev.sonde.checkpoint.protobuf.Message}; nothing is copied, every length is checked.
 */
@NullMarked
package dev.sonde.checkpoint.protobuf;

import org.jspecify.annotations.NullMarked;
