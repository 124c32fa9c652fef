/**
 * Which value of a network is computed from which: {@link dev.sonde.network.wiring.Wiring}, read
 * off what a file declares, without running it.
 */
@NullMarked
package dev.sonde.network.wiring;

import org.jspecify.annotations.NullMarked;
