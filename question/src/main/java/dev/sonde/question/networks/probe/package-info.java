/**
 * What can a linear probe decode from each site of a network? {@link
 * dev.sonde.question.networks.probe.ProbeQuestion}.
 */
@NullMarked
package dev.sonde.question.networks.probe;

import org.jspecify.annotations.NullMarked;
