/**
 * Numeric questions about arrays, one sub-package per question; each has one entry class {@code
 * Xxx.of(input, settings)} that returns an immutable record. What every result carries stands here:
 * {@link dev.sonde.analysis.Provenance}.
 */
@NullMarked
package dev.sonde.analysis;

import org.jspecify.annotations.NullMarked;
