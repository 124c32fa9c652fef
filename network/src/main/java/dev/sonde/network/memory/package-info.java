/**
 * How much memory may one run of a network take? A {@link dev.sonde.network.memory.MemoryLimit} is
 * the setting, a {@link dev.sonde.network.memory.MemoryBudget} what is left of it while one run
 * goes on: whoever makes a value asks it before, so that a file cannot take the machine's memory.
 */
@NullMarked
package dev.sonde.network.memory;

import org.jspecify.annotations.NullMarked;
