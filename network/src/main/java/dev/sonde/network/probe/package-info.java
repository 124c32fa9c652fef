/**
 * Looking inside a network while it runs: {@link dev.sonde.network.probe.Tap} records values or
 * gradients at named sites, an {@link dev.sonde.network.probe.Intervention} changes them, and both
 * live for one call. A site is addressed like {@code fc3@relu}, {@code conv2} or {@code
 * decoder.rnn@t=5/c[12]}. A tap copies what it records, and never changes a number.
 */
@NullMarked
package dev.sonde.network.probe;

import org.jspecify.annotations.NullMarked;
