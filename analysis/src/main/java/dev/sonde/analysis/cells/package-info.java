/**
 * What do the cells of a recurrent network do? {@link dev.sonde.analysis.cells.Traces} are the
 * values of all units over many sequences; on them: which units vary, and between samples or along
 * the sequence ({@link dev.sonde.analysis.cells.Variation}), how long gates stand open or shut
 * ({@link dev.sonde.analysis.cells.Saturation}), which units move together ({@link
 * dev.sonde.analysis.cells.UnitCorrelation}), what can be read off them ({@link
 * dev.sonde.analysis.cells.ProbeScore}), and where else they do the same ({@link
 * dev.sonde.analysis.cells.StretchIndex}). Each reads the traces a few times; a probe costs a
 * logistic regression.
 */
@NullMarked
package dev.sonde.analysis.cells;

import org.jspecify.annotations.NullMarked;
