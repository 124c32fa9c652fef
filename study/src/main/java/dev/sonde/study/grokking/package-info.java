/**
 * How does a network that has memorised its training pairs come to generalise? {@link
 * dev.sonde.study.grokking.GrokkingStudy} trains one-layer transformers on addition modulo a prime
 * (Nanda et al. 2023), keeps networks on the way, and measures what the algorithm that they end
 * with, sums of a few cosines, does in each of them.
 *
 * <p>Cost: training; the looks are seconds per network.
 */
@NullMarked
package dev.sonde.study.grokking;

import org.jspecify.annotations.NullMarked;
