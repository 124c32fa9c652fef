/**
 * Small things that every module does with numbers, one home each: the order of things drawn by
 * chance ({@link dev.sonde.numbers.Shuffle}), and what a handful of numbers come to ({@link
 * dev.sonde.numbers.Sample}). Large arrays are scanned by {@code dev.sonde.analysis.scan}.
 */
@NullMarked
package dev.sonde.numbers;

import org.jspecify.annotations.NullMarked;
