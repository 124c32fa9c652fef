/**
 * What does one pass over a tensor's bytes tell? Enter at {@link dev.sonde.analysis.scan.Scan} for
 * one tensor, at {@link dev.sonde.analysis.scan.Scans} for many.
 *
 * <p>A tensor is read in chunks of 2²² elements, a chunk in blocks of 4,096 that stay in the cache.
 * Each block gives power sums about a common shift (in double, 64 fixed lanes), its range and
 * counts, and one increment per element in a table of cells. What a chunk gives does not depend on
 * the thread or the width of the processor's vectors, and chunks are merged in their order: the
 * result is the same to the last bit, however many threads there are.
 *
 * <p>Cost: about 2 ns per float32 element on one thread, 0.8 ns per 16-bit element; 4 MB of memory
 * per thread; pages of mapped files are given back after each chunk.
 */
@NullMarked
package dev.sonde.analysis.scan;

import org.jspecify.annotations.NullMarked;
