/**
 * The short kernels that everything about many vectors is built on: {@link
 * dev.sonde.analysis.kernel.Points} (float32 vectors), {@link
 * dev.sonde.analysis.kernel.DistanceKernel} and {@link dev.sonde.analysis.kernel.Products}, and
 * {@link dev.sonde.analysis.kernel.Workers} to run them on threads.
 *
 * <p>Each kernel exists twice, with the Vector API and as a plain loop, and both give the same
 * bits: they do the same operations on each element in the same order, only on more elements at a
 * time. Sums that run over lanes do so in a fixed order. What is split over threads is split into a
 * number of pieces that does not depend on the threads, so one thread's result is every number of
 * threads' result.
 */
@NullMarked
package dev.sonde.analysis.kernel;

import org.jspecify.annotations.NullMarked;
