/**
 * What a person pins and notes: {@link dev.sonde.app.serve.notes.Notes} keeps it as plain files in
 * the folder of {@code --notes}, {@link dev.sonde.app.serve.notes.StaticCopy} makes pages of it
 * that open offline.
 */
@NullMarked
package dev.sonde.app.serve.notes;

import org.jspecify.annotations.NullMarked;
