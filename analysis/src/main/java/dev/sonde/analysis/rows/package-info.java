/**
 * Can one tell from a single row of a parameter which group its network came from? {@link
 * dev.sonde.analysis.rows.RowClassification#of} trains small classifiers on the rows of some runs
 * and asks them about runs they have not seen, and does the same with the runs' labels shuffled.
 *
 * <p>Costs (folds × (1 + shuffles)) fits per parameter and classifier; rows beyond {@link
 * dev.sonde.analysis.rows.Settings#maxRows} are sampled, and the result says so.
 */
@NullMarked
package dev.sonde.analysis.rows;

import org.jspecify.annotations.NullMarked;
