/**
 * Machines as Graphviz files: {@link dev.sonde.automata.dot.DotReader} and {@link
 * dev.sonde.automata.dot.DotWriter}.
 *
 * <p>States are nodes, accepting ones {@code shape=doublecircle}, a Moore machine's labelled {@code
 * name|output}; transitions are edges labelled with an input, a Mealy machine's with {@code
 * input/output}; {@code __start0 -> s0} names the initial state. Inputs keep the order in which the
 * file first names them. Files are hostile: size, nesting and counts are capped, and every fault is
 * one {@link dev.sonde.automata.MachineException} with its line.
 */
@NullMarked
package dev.sonde.automata.dot;

import org.jspecify.annotations.NullMarked;
