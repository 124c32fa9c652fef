/**
 * Finite-state machines over words: {@link dev.sonde.automata.Machine} is a complete, deterministic
 * DFA, Moore or Mealy machine; {@link dev.sonde.automata.Minimal}, {@link
 * dev.sonde.automata.Separation} and {@link dev.sonde.automata.Words} answer questions about it.
 *
 * <p>A word is an {@code int[]} of input numbers, in the order of {@link
 * dev.sonde.automata.Machine#inputs()}. Everything costs at most states × inputs × rounds of
 * refinement.
 */
@NullMarked
package dev.sonde.automata;

import org.jspecify.annotations.NullMarked;
