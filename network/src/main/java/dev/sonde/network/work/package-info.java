/**
 * How much may one run of a file's network compute? A {@link dev.sonde.network.work.WorkBudget}
 * counts what is computed before it is, so that a file of a few hundred bytes cannot take the
 * machine's time; what it may hold at once is counted in {@link dev.sonde.network.memory}.
 */
@NullMarked
package dev.sonde.network.work;

import org.jspecify.annotations.NullMarked;
