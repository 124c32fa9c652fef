/**
 * What can be read off a representation by a linear rule, and how much of that the rule brings
 * itself? {@link dev.sonde.analysis.probes.ProbeComparison}: a {@linkplain
 * dev.sonde.analysis.probes.LinearProbe probe} beside control tasks and shuffled labels. Costs a
 * regression for the labels, each shuffle and each control task.
 */
@NullMarked
package dev.sonde.analysis.probes;

import org.jspecify.annotations.NullMarked;
