/**
 * What single units of a layer do over many inputs, a batch at a time: {@link
 * dev.sonde.analysis.units.UnitTally} (moments, dead, saturated), {@link
 * dev.sonde.analysis.units.DuplicateUnits} (which say the same), {@link
 * dev.sonde.analysis.units.TopInputs} (what excites them most) with {@link
 * dev.sonde.analysis.units.ClassSpread}.
 */
@NullMarked
package dev.sonde.analysis.units;

import org.jspecify.annotations.NullMarked;
