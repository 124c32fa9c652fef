/**
 * The zoo's network, forward and backward, in loops of its own: networks so small spend most of a
 * general library's time on calls. Sixteen images stand side by side in vector registers.
 */
@NullMarked
package dev.sonde.study.zoo.kernel;

import org.jspecify.annotations.NullMarked;
