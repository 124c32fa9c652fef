/**
 * Which machine does something that answers words behave like? {@link
 * dev.sonde.automata.learning.Learning} asks it ({@link dev.sonde.automata.learning.Teacher}),
 * {@link dev.sonde.automata.learning.StateMerging} generalises answers already given, {@link
 * dev.sonde.automata.learning.Quotient} joins its hidden states by clusters, and {@link
 * dev.sonde.automata.learning.Fidelity} says how far a machine can be trusted.
 *
 * <p>Everything is learned as a Mealy machine, since nobody is asked about the empty word; {@link
 * dev.sonde.automata.Conversion#toStates} makes a DFA or Moore machine of it.
 */
@NullMarked
package dev.sonde.automata.learning;

import org.jspecify.annotations.NullMarked;
