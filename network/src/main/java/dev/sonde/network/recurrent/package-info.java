/**
 * What do the recurrent parts of a network hold after each symbol that it reads? {@link
 * dev.sonde.network.recurrent.RecurrentStates} finds them in whatever opens as a network and runs
 * it step by step; {@link dev.sonde.network.recurrent.Symbols} makes texts into numbers, {@link
 * dev.sonde.network.recurrent.TextReader} those into what the network reads. Cost: one run of the
 * network.
 */
@NullMarked
package dev.sonde.network.recurrent;

import org.jspecify.annotations.NullMarked;
