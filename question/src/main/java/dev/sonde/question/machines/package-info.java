/**
 * Questions about finite-state machines and networks trained on them: the machine itself, whether
 * hidden states cluster by its states, which machine a network has learned, and how noise changes a
 * network whose weights encode a machine.
 */
@NullMarked
package dev.sonde.question.machines;

import org.jspecify.annotations.NullMarked;
