/**
 * Questions about finite-state machines and the networks that were to learn them: what is in a
 * machine, do hidden states cluster by its states, which machine is in a network, and what noise
 * does to a network that is a machine by construction.
 */
@NullMarked
package dev.sonde.question.machines;

import org.jspecify.annotations.NullMarked;
