/**
 * Networks that are a given DFA by construction: a control for every method that looks for a
 * machine in a network. Entry: {@link dev.sonde.automata.construction.ConstructedRnn}.
 */
@NullMarked
package dev.sonde.automata.construction;

import org.jspecify.annotations.NullMarked;
