/**
 * One way to run whatever a file describes. A {@link dev.sonde.network.program.Program} holds calls
 * of libtorch's operators by name, branches, loops and functions, and for every value the module
 * that made it; {@link dev.sonde.network.program.Executor} runs it within a {@link
 * dev.sonde.network.layer.Pass}, whose probes see every value: taps, interventions and gradients
 * are those of all networks. {@link dev.sonde.network.program.ProgramBuilder} makes one by hand.
 *
 * <p>A file decides nothing beyond arithmetic: only operators of a list can be called, every
 * argument is checked against the operator's schema, sizes are bounded before memory is taken, and
 * {@link dev.sonde.network.program.Limits} ends loops. A call costs about 10 µs beside its
 * arithmetic.
 */
@NullMarked
package dev.sonde.network.program;

import org.jspecify.annotations.NullMarked;
